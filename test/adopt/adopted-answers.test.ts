import { adoptable, adoptedAnswers } from '../../lib/adopt/adopted-answers.ts';
import type { Answers } from '../../lib/answers/types.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { faultsOfStep } from '../support/faults.ts';

const HERE = 'arn:aws:iam::123456789012:role';

function adopted(existingRoles: Answers['existingRoles'], more: Partial<Answers> = {}): Answers {
  const answers = { ...DEFAULT_ANSWERS, ...more, existingRoles };
  return adoptedAnswers(answers, adoptable(answers));
}

test.each([
  ['a pattern stays', { task: `${HERE}/acme-<environment>` }, 'acme-<environment>'],
  [
    'a word that is the environment becomes its placeholder',
    { 'dev.task': `${HERE}/dev-web`, 'prod.task': `${HERE}/prod-web` },
    '<environment>-web',
  ],
  ['one name for all stays', { task: `${HERE}/web` }, 'web'],
] as const)('%s', (_, existingRoles, name) => {
  const { roleNames, existingRoles: left } = adopted(existingRoles);
  expect([roleNames, left]).toEqual([{ task: name }, {}]);
});

test('the role is made, at the path where it stands and in the account that its ARN has', () => {
  const { model, environments } = buildService(
    adopted({ task: `${HERE}/service-role/web-<environment>` }),
  );
  const task = model.roles.find(({ id }) => id === 'task');
  expect([task?.name, task?.settings.path]).toEqual(['web-<environment>', '/service-role/']);
  expect(environments.map(({ values }) => values.account)).toEqual(Array(2).fill('123456789012'));
});

test('policies that name the role have its path', () => {
  const { model } = buildService(adopted({ task: `${HERE}/service-role/web-<environment>` }));
  const passing = JSON.stringify(model.roles.find(({ id }) => id === 'codepipeline'));
  expect(passing).toContain(':role/service-role/web-<environment>');
});

test('a role that was named as existing alone is among the roles from then on', () => {
  const roles: Answers['roles'] = ['task', 'codebuild', 'codepipeline'];
  const given = { 'task-execution': `${HERE}/exec-<environment>` };
  expect(adopted(given, { roles }).roles).toEqual([
    'task-execution',
    'task',
    'codebuild',
    'codepipeline',
  ]);
});

test('roles that are not chosen stay as they are', () => {
  const existingRoles = { task: `${HERE}/web-<environment>`, codebuild: `${HERE}/build` };
  const answers = { ...DEFAULT_ANSWERS, existingRoles };
  expect(adoptedAnswers(answers, ['task'])).toMatchObject({
    existingRoles: { codebuild: `${HERE}/build` },
    roleNames: { task: 'web-<environment>' },
  });
});

test.each([
  [
    'names without one pattern',
    { 'dev.task': `${HERE}/web`, 'prod.task': `${HERE}/shop` },
    /^NamesDiffer: Role task is called 'web' in dev, 'shop' in prod, and no one pattern gives these names\./,
  ],
  [
    'paths that differ',
    { task: `${HERE}/<environment>/web-<environment>` },
    /^PathsDiffer: Role task stands at path \/dev\/ in dev and at \/prod\/ in prod, /,
  ],
] as const)('%s are refused', (_, existingRoles, fault) => {
  const faults = faultsOfStep(() => adopted(existingRoles));
  expect(faults.map(({ name, message }) => `${name}: ${message}`)).toEqual([
    expect.stringMatching(fault),
  ]);
});

test('a role that only home has takes its name from there alone', () => {
  const { roleNames, existingRoles } = adopted({ 'dev.codepipeline': `${HERE}/Ship-dev` });
  expect([roleNames, existingRoles]).toEqual([{ codepipeline: 'Ship-dev' }, {}]);
});
