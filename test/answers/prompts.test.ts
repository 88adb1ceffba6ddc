import type { Prompt, Replies } from '../../lib/answers/prompt-types.ts';
import { namedSources, promptQuestions, sourceFromReplies } from '../../lib/answers/prompts.ts';
import { resolveAnswers } from '../../lib/answers/resolve.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';

const BEFORE = { offered: DEFAULT_ANSWERS, sources: new Set<string>() };

/** Answers each prompt that is shown: with the reply given for it, else by pressing Enter. */
function answer(prompts: readonly Prompt[], given: Replies = {}): Record<string, unknown> {
  const replies: Record<string, unknown> = {};
  for (const prompt of prompts) {
    if (prompt.when !== undefined && !prompt.when(replies)) continue;
    const reply = given[prompt.name] ?? pressEnter(prompt, replies);
    if (prompt.validate) expect([prompt.name, prompt.validate(reply)]).toEqual([prompt.name, true]);
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

function resolveReplies(replies: Replies) {
  const { source, leftOut } = sourceFromReplies(replies, BEFORE);
  return { ...resolveAnswers({ flags: {}, prompted: source }), leftOut };
}

test('a newcomer is asked few questions, and Enter gives the defaults', () => {
  const replies = answer(promptQuestions(BEFORE));
  expect(Object.keys(replies)).toEqual([
    'project',
    'target',
    'environments',
    'features',
    'source',
    'connectionId',
    'repositoryId',
    'deploy',
    'more',
  ]);
  expect(resolveReplies(replies).answers).toEqual(DEFAULT_ANSWERS);
});

test('only the features ticked are asked for, and their values reach the answers', () => {
  const replies = answer(promptQuestions(BEFORE), {
    features: ['secrets', 'exec', 's3Read', 'dynamodbRead'],
    'grants:s3Read:bucketName': 'shop-<environment>-data',
  });
  expect(replies).toHaveProperty(['grants:dynamodbRead:tableName']);
  expect(replies).not.toHaveProperty('parameters');
  const { answers, leftOut } = resolveReplies(replies);
  expect(answers).toMatchObject({
    exec: 'task',
    secrets: [{ name: 'shop/<environment>/app' }],
    grants: [{ preset: 's3Read', values: { bucketName: 'shop-<environment>-data' } }],
  });
  expect(leftOut).toEqual(['dynamodbRead']);
});

test('what a flag said is not asked', () => {
  const sources = namedSources([
    { path: ['project'], value: 'a', at: '--project' },
    { path: ['values', 'connectionId'], value: 'x', at: '--connection-arn' },
  ]);
  const names = promptQuestions({ ...BEFORE, sources }).map(({ name }) => name);
  expect(names).not.toContain('project');
  expect(names).not.toContain('connectionId');
  expect(names).toContain('target');
});

test('the follow-ups of a source are asked for that source', () => {
  const replies = answer(promptQuestions(BEFORE), { source: 's3' });
  expect(replies).toMatchObject({ sourceBucket: 'shop-source', sourceKey: 'source.zip' });
  expect(replies).not.toHaveProperty('repositoryId');
});

test('roles are offered to those who ask, each with its reason, the recommended ones ticked', () => {
  const roles = promptQuestions(BEFORE).find(({ name }) => name === 'roles');
  expect(roles?.choices?.filter(({ checked }) => checked)).toHaveLength(4);
  expect(roles?.choices?.every(({ description }) => description.length > 10)).toBe(true);
  const replies = answer(promptQuestions(BEFORE), { more: true });
  expect(resolveReplies(replies).answers).toEqual(DEFAULT_ANSWERS);
});

test('a bad reply is refused at its prompt with a reason', () => {
  const project = promptQuestions(BEFORE).find(({ name }) => name === 'project');
  expect(project?.validate?.('my shop')).toMatch(/'my shop' is not a value for project/);
});

test('unticking a feature takes it out', () => {
  const offered = {
    ...DEFAULT_ANSWERS,
    exec: 'task',
    secrets: [{ name: 'a' }],
    grants: [{ preset: 'xray', values: {} }],
  } as const;
  const { source } = sourceFromReplies({ features: [] }, { offered, sources: new Set() });
  expect(source.map(({ path, value }) => [path[0], value])).toEqual([
    ['secrets', []],
    ['exec', 'off'],
    ['grants', []],
  ]);
});
