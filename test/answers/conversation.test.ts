import { askAnswers, type Conversation } from '../../lib/answers/ask.ts';
import type { FlagValues } from '../../lib/answers/command-line.ts';
import type { Prompt, Replies } from '../../lib/answers/prompt.ts';
import { REVIEW, WRITE } from '../../lib/answers/review.ts';
import { buildService } from '../../lib/service/build-service.ts';

interface Script {
  readonly flags?: FlagValues;
  readonly folder?: object;
  /** The replies to a question, one for each time that it is asked; else Enter. */
  readonly replies?: Readonly<Record<string, readonly unknown[]>>;
  readonly talk?: Conversation;
}

/** Talks as a terminal does until the review is agreed to: what a reply was refused for is a fault. */
async function talk({ flags = {}, folder, replies = {}, talk: more = {} }: Script) {
  const asked: string[] = [];
  const said: string[] = [];
  const prompts: Prompt[] = [];
  let kept: Replies = {};
  const ask = async (questions: readonly Prompt[]): Promise<Replies> => {
    const found = questions.map((prompt) => {
      const { name, validate } = prompt;
      const turn = asked.filter((one) => one === name).length;
      asked.push(name);
      prompts.push(prompt);
      const reply = (replies[name] ?? [])[turn] ?? enter(prompt);
      const shown = prompt.choices?.map(({ value }) => value) ?? [];
      if (prompt.type === 'select') expect(shown).toContain(reply);
      expect([name, validate?.(reply) ?? true]).toEqual([name, true]);
      return [name, reply];
    });
    return Object.fromEntries(found);
  };
  const { answers } = await askAnswers(
    {
      flags,
      folderName: 'shop',
      folderFile: folder && { name: 'ecs-iam.json', text: JSON.stringify(folder) },
    },
    ask,
    {
      say: (text) => said.push(text),
      keep: (all) => {
        kept = all;
      },
      check: async (all) => void buildService({ ...all, id: 'abcd1234' }),
      ...more,
    },
  );
  const review = prompts.findLast(({ name }) => name === REVIEW);
  return { answers, asked, said: said.join(''), kept, prompts, review };
}

function enter({ type, choices = [], default: offered }: Prompt): unknown {
  if (type === 'checkbox') {
    return choices.filter(({ checked }) => checked).map(({ value }) => value);
  }
  return offered ?? '';
}

function shownIn(review: Prompt | undefined): readonly string[] {
  return review?.choices?.map(({ name }) => name) ?? [];
}

test('a newcomer answers six questions by Enter, then agrees', async () => {
  const { asked, answers } = await talk({});
  expect(asked).toEqual([
    'project',
    'target',
    'environments',
    'features',
    'deploy',
    'more',
    REVIEW,
  ]);
  expect(answers).toMatchObject({ project: 'shop', target: 'cloudformation', deploy: 'pipeline' });
});

test('CodeDeploy, secrets, and two buckets and queues: each value is asked right there', async () => {
  const { answers, asked } = await talk({
    replies: {
      features: [['secrets', 's3Read', 'sqsProduce']],
      secrets: ['shop/<environment>/db,shop/<environment>/mail'],
      'grants:s3Read:bucketName': ['shop-in'],
      'grants:s3Read:bucketName:2': ['arn:aws:s3:::shop-more'],
      'grants:sqsProduce:queueName': ['orders'],
      deploy: ['codedeploy'],
    },
  });
  expect(answers).toMatchObject({
    secrets: [{ name: 'shop/<environment>/db' }, { name: 'shop/<environment>/mail' }],
    values: { loadBalancer: 'shop-alb' },
    grants: [
      { preset: 's3Read', values: { bucketName: 'shop-in' } },
      { preset: 's3Read', values: { bucketName: 'shop-more' } },
      { preset: 'sqsProduce', values: { queueName: 'orders' } },
    ],
  });
  expect(asked.indexOf('loadBalancer')).toBe(asked.indexOf('deploy') + 1);
  expect(asked.indexOf('grants:s3Read:bucketName:2')).toBeLessThan(
    asked.indexOf('grants:sqsProduce:queueName'),
  );
});

test('GitHub Actions: the repository cannot wait, and that of the git remote is offered', async () => {
  const { answers, prompts } = await talk({
    replies: { deploy: ['github'] },
    talk: { suggested: { repositoryId: 'octocat/shop' } },
  });
  expect(answers.repositoryId).toBe('octocat/shop');
  const prompt = prompts.find(({ name }) => name === 'repositoryId');
  expect([prompt?.message, prompt?.default]).toEqual(['Repository as owner/name', 'octocat/shop']);
  expect(prompt?.validate?.('')).toMatch(/trusts this repository: write owner\/name/);
});

test('a late fault asks its question again, and every other reply stays', async () => {
  const { asked, answers, said } = await talk({
    replies: {
      target: ['terraform'],
      features: [['secrets']],
      secrets: ['a/db,b/db', 'a/db,MAIN=b/db'],
    },
  });
  expect(said).toMatch(/DB[\s\S]*your answer to 'Secrets'|your answer to 'Secrets'[\s\S]*DB/);
  expect(asked.slice(-2)).toEqual(['secrets', REVIEW]);
  expect(asked.filter((one) => one === 'target')).toHaveLength(1);
  expect(answers).toMatchObject({ target: 'terraform', secrets: [{}, { variable: 'MAIN' }] });
});

test('the review changes one answer, and asks what follows from it', async () => {
  const { asked, answers } = await talk({
    replies: { [REVIEW]: ['deploy', 'project', WRITE], deploy: [undefined, 'codedeploy'] },
  });
  expect(asked.slice(-6)).toEqual([REVIEW, 'deploy', 'loadBalancer', REVIEW, 'project', REVIEW]);
  expect(answers).toMatchObject({ deploy: 'codedeploy', values: { loadBalancer: 'shop-alb' } });
});

test('what an interrupted run kept is not asked again', async () => {
  const { asked, answers, kept } = await talk({
    talk: { kept: { project: 'orders', target: 'cdk' } },
  });
  expect(asked).toEqual(['environments', 'features', 'deploy', 'more', REVIEW]);
  expect(answers).toMatchObject({ project: 'orders', target: 'cdk' });
  expect(kept).toMatchObject({ project: 'orders', environments: 'dev,prod' });
});

describe('on a re-run', () => {
  const folder = {
    project: 'shop',
    secrets: ['shop/db'],
    parameters: ['/shop/log-level'],
    grants: [{ preset: 's3Read', bucketName: 'shop-data' }],
    tags: { team: 'orders', cost: '7' },
    options: { 'codebuild.vpc': false },
    maxSessionDuration: 7200,
    rolePath: '/teams/orders/',
    environments: { dev: {}, prod: { service: 'web-prod' } },
    values: { permissionsBoundary: 'arn:aws:iam::111122223333:policy/edge', cluster: 'main' },
  };

  test('Enter everywhere leaves all as it is, and the review shows it', async () => {
    const { answers, review } = await talk({ folder });
    expect(answers).toMatchObject({
      tags: folder.tags,
      maxSessionDuration: 7200,
      grants: [{ preset: 's3Read', values: { bucketName: 'shop-data' } }],
      values: { cluster: 'main' },
    });
    const shown = shownIn(review).join('\n');
    for (const value of [
      'shop/db',
      'Parameters [shop/log-level]',
      'Bucket that the application uses [shop-data]',
      'Add: Bucket that the application uses',
      'cost=7,team=orders',
      'codebuild.vpc=false',
      '7200',
      '/teams/orders/',
      'policy/edge',
      'prod=web-prod',
      'main',
    ]) {
      expect(shown).toContain(value);
    }
  });

  test.each([
    ['tags', 'team=billing', { tags: { team: 'billing' } }],
    ['maxSessionDuration', '3600', { maxSessionDuration: 3600 }],
    ['secrets', 'shop/api', { secrets: [{ name: 'shop/api' }] }],
    ['service', 'dev=web', { environments: [{ values: { service: 'web' } }, { values: {} }] }],
    ['cluster', 'second', { values: { cluster: 'second' } }],
  ])('%s is changed in the review', async (name, reply, wanted) => {
    const { answers } = await talk({
      folder,
      replies: { [REVIEW]: [name, WRITE], [name]: [reply] },
    });
    expect(answers).toMatchObject(wanted);
    if (name === 'tags') expect(answers.tags).toEqual({ team: 'billing' });
  });

  test('an answer that is emptied is taken out', async () => {
    const names = ['permissionsBoundary', 'cluster', 'tags'];
    const { answers } = await talk({
      folder,
      replies: {
        [REVIEW]: [...names, WRITE],
        permissionsBoundary: [''],
        cluster: [''],
        tags: [''],
      },
    });
    expect(answers.values).toEqual({});
    expect(answers.tags).toEqual({});
  });
});

test.each([
  [true, 'Shows what would be written, and writes nothing.'],
  [false, 'Writes the files; nothing is made in AWS by this.'],
])('the review says what a yes does (a preview: %s)', async (isPreview, text) => {
  const { review } = await talk({ talk: { isPreview } });
  expect(review?.choices?.[0]?.description).toBe(text);
});

test('the ARN of a connection fills in Region and account', async () => {
  const { answers } = await talk({
    replies: {
      more: [['source']],
      connectionId: [
        'arn:aws:codeconnections:eu-west-1:111122223333:connection/11111111-2222-3333-4444-555555555555',
      ],
    },
  });
  expect(answers.values).toMatchObject({ region: 'eu-west-1', account: '111122223333' });
});

describe('the length of role names is checked at the prompt', () => {
  const LONG = 'long-'.repeat(6);

  test.each([
    ['project', `${LONG}abcdef`, {}],
    ['environments', 'dev,production-of-all-teams', { project: 'orders-and-invoices' }],
  ])('of %s', async (name, reply, more) => {
    const { prompts } = await talk({ flags: {}, talk: { kept: more } });
    const prompt = prompts.find((one) => one.name === name);
    expect(prompt?.validate?.(reply)).toMatch(/characters over IAM's limit of 64/);
    expect(prompt?.validate?.(name === 'project' ? 'shop' : 'dev')).toBe(true);
  });
});

test('every question has a longer text', async () => {
  const { prompts } = await talk({
    replies: { features: [['secrets', 's3Read']], more: [['source', 'account', 'roles']] },
  });
  for (const { name, type, help, validate } of prompts.filter((one) => one.name !== REVIEW)) {
    const text = help ?? (type === 'input' ? validate?.('?') : undefined);
    expect([name, text]).toEqual([name, expect.stringMatching(/.{20}/)]);
  }
});

test('the review shows a home and an approval that the repo has, and changes them', async () => {
  const { review, answers } = await talk({
    folder: { home: 'prod', approval: 'yes' },
    replies: { [REVIEW]: ['approval', WRITE], approval: ['no'] },
  });
  expect(shownIn(review)).toEqual(
    expect.arrayContaining([
      'Change: Environment that has the pipeline [prod]',
      'Change: Ask for approval before deploying [Never]',
    ]),
  );
  expect(answers).toMatchObject({ home: 'prod', approval: 'no' });
});

test.each<[string, FlagValues, readonly string[]]>([
  ['everything', {}, ['1/4 Service', '2/4 Application', '3/4 Pipeline', '4/4 More']],
  ['what flags leave', { deploy: ['none'] }, ['1/3 Service', '2/3 Application', '3/3 More']],
])('sections are counted over %s', async (_, flags, titles) => {
  const { said } = await talk({ flags });
  expect(said.match(/^\d\/\d .*$/gm)).toEqual(titles);
});
