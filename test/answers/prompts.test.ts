import { askAnswers, entriesFromReplies } from '../../lib/answers/ask.ts';
import type { FlagValues } from '../../lib/answers/command-line.ts';
import type { Prompt, Replies } from '../../lib/answers/prompt.ts';
import { promptQuestions } from '../../lib/answers/prompts.ts';
import { ROLES } from '../../lib/roles/registry.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';

const PROMPTS = promptQuestions(DEFAULT_ANSWERS, new Set());

/** Answers each prompt that is shown: with the reply given for it, else by pressing Enter. */
function answer(prompts: readonly Prompt[], given: Replies = {}): Record<string, unknown> {
  const replies: Record<string, unknown> = {};
  for (const prompt of prompts) {
    if (prompt.when !== undefined && !prompt.when(replies)) continue;
    const reply = given[prompt.name] ?? pressEnter(prompt, replies);
    if (prompt.validate) {
      expect([prompt.name, prompt.validate(reply, replies)]).toEqual([prompt.name, true]);
    }
    replies[prompt.name] = reply;
  }
  return replies;
}

function pressEnter(prompt: Prompt, replies: Replies): unknown {
  if (prompt.type === 'checkbox') {
    return prompt.choices?.filter(({ checked }) => checked).map(({ value }) => value);
  }
  const offered = typeof prompt.default === 'function' ? prompt.default(replies) : prompt.default;
  return offered ?? (prompt.type === 'confirm' ? false : '');
}

/** Asks as a terminal does; gives the replies and the answers that they lead to. */
async function ask(given: Replies = {}, flags: FlagValues = {}, folder?: object) {
  let replies: Replies = {};
  const folderFile = folder && { name: 'ecs-iam.json', text: JSON.stringify(folder) };
  const asked = await askAnswers({ flags, folderFile, folderName: 'shop' }, async (prompts) => {
    const fresh = answer(prompts, given);
    replies = { ...replies, ...fresh };
    return fresh;
  });
  return { ...asked, replies };
}

test('a newcomer is asked few questions, and Enter gives the defaults', async () => {
  const { replies, answers } = await ask();
  expect(Object.keys(replies)).toEqual([
    'project',
    'target',
    'environments',
    'features',
    'deploy',
    'more',
  ]);
  expect(answers).toEqual({ ...DEFAULT_ANSWERS, id: '' });
});

test('GitHub Actions needs the repository and no connection', async () => {
  const { replies, answers } = await ask({ deploy: 'github', repositoryId: 'octocat/shop' });
  expect(Object.keys(replies)).not.toContain('connectionId');
  expect(answers).toMatchObject({ deploy: 'github', repositoryId: 'octocat/shop' });
  const prompt = PROMPTS.find(({ name }) => name === 'repositoryId');
  expect(prompt?.validate?.('', { deploy: 'github' })).toMatch(/write owner\/name/);
  expect(prompt?.validate?.('', { deploy: 'pipeline' })).toBe(true);
});

test('where nothing here deploys, nobody asks for a repository', async () => {
  const { replies } = await ask({ deploy: 'none' });
  expect(Object.keys(replies)).not.toContain('repositoryId');
});

test('a source that a flag chose asks for what it needs, one that nobody chose for nothing', async () => {
  const { replies } = await ask({}, { source: ['codecommit'] });
  expect(replies).toMatchObject({ sourceRepository: 'shop' });
  expect(Object.keys((await ask()).replies)).not.toContain('connectionId');
});

test.each([
  ['111111111111', { values: { account: '111111111111' } }],
  [
    'dev=111111111111, prod=222222222222',
    {
      environments: [
        { name: 'dev', values: { account: '111111111111' } },
        { name: 'prod', values: { account: '222222222222' } },
      ],
    },
  ],
])('an account for all, or one for each environment: %s', async (account, wanted) => {
  const { answers } = await ask({ more: ['account'], account });
  expect(answers).toMatchObject(wanted);
});

test.each([
  ['account', 'qa=111111111111', "'qa' is none of the environments. They are dev, prod."],
  ['account', 'dev=12', /'12' is not a value for account/],
  ['region', 'eu-west-1,us-east-1', 'These are two values for all. Write dev=…,prod=….'],
])('%s: %s is refused at its prompt', (name, reply, reason) => {
  const prompt = PROMPTS.find((one) => one.name === name);
  const said = prompt?.validate?.(reply, { environments: 'dev,prod' });
  if (typeof reason === 'string') expect(said).toBe(reason);
  else expect(said).toMatch(reason);
});

test.each([
  ['a pipeline', {}, ['home', 'approval']],
  ['a pipeline of one environment', { environments: 'dev' }, ['approval']],
  ['pipelines of their own', { pipeline: 'each' }, ['approval']],
  ['GitHub Actions', { deploy: 'github' }, []],
])('of %s, what it asks for besides can be ticked', (_, replies, offered) => {
  const choices = PROMPTS.find(({ name }) => name === 'more')?.choices ?? [];
  const shown = choices.filter(({ when }) => when?.(replies) !== false).map(({ value }) => value);
  expect(shown.filter((one) => ['home', 'approval'].includes(one))).toEqual(offered);
});

test('a home and who approves are set where they are ticked', async () => {
  const more = ['home', 'approval'];
  const { answers } = await ask({ more, home: 'tools', approval: 'yes' });
  expect(answers).toMatchObject({ home: 'tools', approval: 'yes' });
  expect((await ask({ more })).answers).toMatchObject({ home: '', approval: 'auto' });
});

test('a second bucket is asked for right after the first, until Enter', async () => {
  const { replies, answers } = await ask({
    features: ['s3Read'],
    'grants:s3Read:bucketName': 'shop-a',
    'grants:s3Read:bucketName:2': 'shop-b',
  });
  expect(answers.grants.map(({ values }) => values)).toEqual([
    { bucketName: 'shop-a' },
    { bucketName: 'shop-b' },
  ]);
  expect(replies).toHaveProperty(['grants:s3Read:bucketName:3'], '');
  expect(replies).not.toHaveProperty(['grants:s3Read:bucketName:4']);
});

describe('a repo with answers of its own', () => {
  const folder = {
    secrets: ['shop/a', 'shop/b'],
    grants: [
      { preset: 's3Read', bucketName: 'shop-a' },
      { preset: 'sqsConsume', queueName: 'shop-q' },
      { preset: 's3Read', bucketName: 'shop-b' },
    ],
    environments: { dev: { account: '111111111111' }, prod: { account: '222222222222' } },
  };

  test('Enter everywhere changes none of them and asks for none again', async () => {
    const { replies, answers } = await ask({}, {}, folder);
    expect(Object.keys(replies).filter((name) => /secrets|grants|account/.test(name))).toEqual([]);
    expect(answers.grants.map(({ values }) => Object.values(values)[0])).toEqual([
      'shop-a',
      'shop-q',
      'shop-b',
    ]);
    expect(answers.secrets.map(({ name }) => name)).toEqual(['shop/a', 'shop/b']);
  });

  test('the review shows each, and takes a change of it', async () => {
    const changes = ['secrets', 'grants:s3Read:bucketName:2', 'account', 'write'];
    const shown: string[] = [];
    const replies: Readonly<Record<string, unknown>> = {
      secrets: 'shop/c',
      'grants:s3Read:bucketName:2': 'shop-z',
      account: 'dev=111111111111,prod=333333333333',
    };
    let asked = 0;
    const folderFile = { name: 'ecs-iam.json', text: JSON.stringify(folder) };
    const { answers } = await askAnswers(
      { flags: {}, folderFile, folderName: 'shop' },
      async ([prompt]) => {
        if (prompt === undefined) return {};
        if (prompt.name === 'review') {
          shown.push(...(prompt.choices ?? []).map(({ name }) => name));
          return { review: changes[asked++] };
        }
        return asked > 0 && prompt.name in replies
          ? { [prompt.name]: replies[prompt.name] }
          : answer([prompt]);
      },
      { check: async () => undefined },
    );
    expect(shown).toEqual(
      expect.arrayContaining([
        'Change: Secrets [shop/a,shop/b]',
        expect.stringMatching(/^Change: .*[Bb]ucket.* \[shop-b\]$/),
        'Change: Account [dev=111111111111,prod=222222222222]',
      ]),
    );
    expect(answers.secrets.map(({ name }) => name)).toEqual(['shop/c']);
    expect(answers.grants.map(({ values }) => Object.values(values)[0])).toEqual([
      'shop-a',
      'shop-q',
      'shop-z',
    ]);
    expect(answers.environments.map(({ values }) => values.account)).toEqual([
      '111111111111',
      '333333333333',
    ]);
  });
});

test('only the features ticked are asked for, and their values reach the answers', async () => {
  const { replies, answers, leftOut } = await ask({
    features: ['secrets', 'exec', 's3Read', 'dynamodbRead'],
    'grants:s3Read:bucketName': 'shop-<environment>-data',
  });
  expect(replies).toHaveProperty(['grants:dynamodbRead:tableName']);
  expect(replies).not.toHaveProperty('parameters');
  expect(answers).toMatchObject({
    exec: 'task',
    secrets: [{ name: 'shop/<environment>/app' }],
    grants: [{ preset: 's3Read', values: { bucketName: 'shop-<environment>-data' } }],
  });
  expect(leftOut).toEqual(['dynamodbRead']);
});

test('what a flag answers is not asked', async () => {
  const { replies } = await ask({}, { project: ['a'], 'connection-arn': [CONNECTION] });
  expect(replies).not.toHaveProperty('project');
  expect(replies).not.toHaveProperty('connectionId');
  expect(replies).toHaveProperty('target');
});

const CONNECTION = '11111111-2222-3333-4444-555555555555';

test("a reply hides the value of the folder's file, and the other values stay", async () => {
  const folder = { deploy: 'build', tags: { team: 'a' }, environments: { qa: { cluster: 'c' } } };
  const { answers } = await ask({ deploy: 'pipeline' }, {}, folder);
  expect(answers).toMatchObject({
    deploy: 'pipeline',
    tags: { team: 'a' },
    environments: [{ name: 'qa', values: { cluster: 'c' } }],
  });
});

test('faults of the sources are reported before anyone is asked', async () => {
  const asked = askAnswers({ flags: { target: ['pulumi'] } }, () => {
    throw new Error('Asked.');
  });
  await expect(asked).rejects.toThrow("--target: 'pulumi' is not a target.");
});

test('a contradiction of a reply names the question that it answers', async () => {
  const roles = ['task-execution', 'task', 'codedeploy'];
  await expect(ask({ more: ['roles'], roles }, { deploy: ['build'] })).rejects.toThrow(
    "Role codedeploy is among the roles (your answer to 'Roles'), but deploy is 'build' (--deploy).",
  );
});

test('the follow-ups of a source are asked for that source', async () => {
  const { replies } = await ask({ more: ['source'], source: 's3' });
  expect(replies).toMatchObject({ sourceBucket: 'shop-source', sourceKey: 'source.zip' });
  expect(replies).not.toHaveProperty('repositoryId');
});

test('roles are offered to those who ask, each with its reason, the recommended ones ticked', async () => {
  const roles = PROMPTS.find(({ name }) => name === 'roles');
  expect(roles?.choices?.filter(({ checked }) => checked).map(({ value }) => value)).toEqual([
    'task-execution',
    'task',
    'codebuild',
    'codepipeline',
  ]);
  expect(roles?.choices?.map(({ description }) => description)).toEqual(
    ROLES.map(({ why }) => why),
  );
  const all = PROMPTS.find(({ name }) => name === 'more')?.choices?.map(({ value }) => value);
  expect((await ask({ more: all })).answers).toEqual({ ...DEFAULT_ANSWERS, id: '' });
});

test.each([
  ['project', 'my shop', /'my shop' is not a value for project/],
  ['roles', ['task'], /Add it: --roles task-execution,task\./],
  ['roles', [{ value: 'task' }], /Add it: --roles task-execution,task\./],
])('a bad reply to %s is refused at its prompt with a reason', (wanted, reply, reason) => {
  expect(PROMPTS.find(({ name }) => name === wanted)?.validate?.(reply)).toMatch(reason);
});

test('unticking a feature takes it out', () => {
  const offered = {
    ...DEFAULT_ANSWERS,
    exec: 'task',
    secrets: [{ name: 'a' }],
    grants: [{ preset: 'xray', values: {} }],
  } as const;
  const { entries } = entriesFromReplies({ features: [] }, offered);
  expect(entries.map(({ path, value }) => [path[0], value])).toEqual([
    ['secrets', []],
    ['exec', 'off'],
    ['grants', []],
  ]);
});
