import type { Answers } from '../../lib/answers/types.ts';
import { askCan } from '../../lib/can/ask.ts';
import { documentsOf } from '../../lib/can/documents.ts';
import { listRights } from '../../lib/can/list.ts';
import { whoCan } from '../../lib/can/who.ts';
import { definitionOf, fillDefinition } from '../../lib/definition/definition-of.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../support/answers.ts';
import { FACTS } from '../support/values.ts';

function documents(answers: Answers) {
  const { model, environments } = buildService(answers);
  const environment = environments.at(-1);
  if (environment === undefined) throw new Error('No environment.');
  return documentsOf(fillDefinition(definitionOf(model, environment), FACTS), FACTS);
}

const IMAGE = `arn:aws:ecr:${FACTS.region}:${FACTS.account}:repository/shop`;

test('the roles of a definition answer for themselves', () => {
  const { answers } = whoCan(
    documents(DEFAULT_ANSWERS),
    { action: 'ecr:BatchGetImage', resource: IMAGE },
    FACTS,
  );
  const allowed = answers.filter(({ result }) => result === 'allowed');
  expect(allowed.map(({ principal }) => principal)).toEqual(['shop-ecs-task-execution-role-prod']);
  expect(allowed[0]?.statements[0]).toMatchObject({ layer: 'identity', sid: 'EcrPull' });
});

test('a trust policy of a definition lets its service in', () => {
  const question = { action: 'sts:AssumeRole', resource: 'task' };
  const ask = (principal: string) =>
    askCan(documents(DEFAULT_ANSWERS), { ...question, principal }, FACTS);
  expect(ask('ecs-tasks.amazonaws.com')).toMatchObject({
    result: 'allowed',
    statements: [{ layer: 'resource', policy: 'trust policy of shop-ecs-task-role-prod' }],
  });
  expect(ask('lambda.amazonaws.com').result).toBe('implicitDeny');
});

test('a repository policy of a definition lets the execution roles of another account pull', () => {
  const answers = { ...DEFAULT_ANSWERS, crossAccountPull: ['444455556666'] };
  const ask = (role: string) => {
    const principal = `arn:aws:iam::444455556666:role/${role}`;
    const question = { principal, action: 'ecr:BatchGetImage', resource: IMAGE };
    return askCan(documents(answers), question, FACTS);
  };
  // What the role's own account allows is not known here.
  const lacking = (role: string) => ask(role).lacking.map(({ layer }) => layer);
  expect(lacking('shop-ecs-task-execution-role-prod')).toEqual(['identity']);
  expect(lacking('shop-ecs-task-role-prod')).toEqual(['resource', 'identity']);
});

test('every right of every role is of an action that AWS has, or a wildcard for several', () => {
  const all = documents(everythingAnswers());
  const rights = all.roles.flatMap((role) => Object.values(listRights(all, role).services).flat());
  expect(rights.length).toBeGreaterThan(100);
  expect(rights.filter(({ count }) => Object.keys(count).length === 0)).toEqual([]);
});
