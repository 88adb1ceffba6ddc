import type { Answers } from '../../lib/answers/types.ts';
import type { CanQuestion } from '../../lib/can/answer.ts';
import { askCan } from '../../lib/can/ask.ts';
import { type CanDocuments, documentsOf } from '../../lib/can/documents.ts';
import { definitionOf, fillDefinition } from '../../lib/definition/definition-of.ts';
import type { Policy } from '../../lib/evaluate/types.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';

/** The account with the registry and the log group. */
const HERE = '111122223333';
/** The account that runs the tasks. */
const THERE = '444455556666';
const NOBODY = '777788889999';
const REPOSITORY = `arn:aws:ecr:eu-west-1:${HERE}:repository/shop`;
const LOG_STREAM = `arn:aws:logs:eu-west-1:${HERE}:log-group:/aws/events/shop-dev:log-stream:one`;
const DESTINATION = `arn:aws:logs:eu-west-1:${HERE}:destination:central`;

function factsOf(account: string) {
  return { account, partition: 'aws', region: 'eu-west-1', dnsSuffix: 'amazonaws.com' };
}

/** What the answers define in an account, for environment dev. */
function definedIn(account: string, answers: Partial<Answers>): CanDocuments {
  const { model, environments } = buildService({ ...DEFAULT_ANSWERS, ...answers });
  const [environment] = environments;
  if (environment === undefined) throw new Error('There is an environment.');
  const facts = factsOf(account);
  return documentsOf(fillDefinition(definitionOf(model, environment), facts), facts);
}

const registry = definedIn(HERE, {
  values: {
    workloadAccount: THERE,
    eventsLogGroup: '/aws/events/shop-dev',
    ruleName: 'shop-rule',
  },
  crossAccountPull: [THERE],
  crossAccountLogs: [{ kind: 'resource-policy' }, { kind: 'destination', name: 'central' }],
});
const workload = definedIn(THERE, {
  roles: ['task-execution', 'task', 'cross-account-ecr-pull'],
  values: { registryAccount: HERE, registryRegion: 'eu-west-1' },
});
const notPulling = definedIn(THERE, { roles: ['task-execution', 'task'] });

/** Asks as a role of one side about a resource of the other. */
function answer(side: CanDocuments, question: CanQuestion, account = THERE) {
  const documents = { ...side, resources: registry.resources };
  return askCan(documents, question, factsOf(account)).result;
}

function pull(side: CanDocuments, principal: string) {
  return answer(side, { principal, action: 'ecr:BatchGetImage', resource: REPOSITORY });
}

function withRight(account: string, action: string, name = 'somebody'): CanDocuments {
  const policy: Policy = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
  };
  const arn = `arn:aws:iam::${account}:role/${name}`;
  const role = { name, arn, identity: [{ name: 'Own', policy }], withoutDocument: [] };
  return { roles: [role], resources: [] };
}

describe("the repository's policy lets the execution roles of the other account pull", () => {
  test.each(['task-execution', 'cross-account-ecr-pull'])('%s', (role) => {
    expect(pull(workload, role)).toBe('allowed');
  });

  test('only where the role itself may', () => {
    expect(pull(notPulling, 'task-execution')).toBe('implicitDeny');
  });

  test('and nobody else there', () => {
    expect(pull(workload, 'task')).toBe('implicitDeny');
    expect(pull(withRight(THERE, 'ecr:*'), 'somebody')).toBe('implicitDeny');
  });

  test('nor a role of that name in a third account', () => {
    const name = 'shop-ecs-task-execution-role-dev';
    const question = { principal: name, action: 'ecr:BatchGetImage', resource: REPOSITORY };
    expect(answer(withRight(NOBODY, 'ecr:*', name), question, NOBODY)).toBe('implicitDeny');
  });

  test('and no role pushes', () => {
    const name = 'shop-ecs-task-execution-role-dev';
    const question = { principal: name, action: 'ecr:PutImage', resource: REPOSITORY };
    expect(answer(withRight(THERE, 'ecr:*', name), question)).toBe('implicitDeny');
  });
});

describe('the Logs resource policy lets events of this rule alone be written', () => {
  test.each([
    ['shop-rule', 'allowed'],
    ['other-rule', 'implicitDeny'],
  ])('%s: %s', (rule, result) => {
    const context = { 'aws:SourceArn': `arn:aws:events:eu-west-1:${HERE}:rule/${rule}` };
    const question = {
      principal: 'events.amazonaws.com',
      action: 'logs:PutLogEvents',
      resource: LOG_STREAM,
      context,
    };
    expect(answer(registry, question, HERE)).toBe(result);
  });
});

describe('the destination lets the account that runs the tasks subscribe', () => {
  const question = {
    principal: 'somebody',
    action: 'logs:PutSubscriptionFilter',
    resource: DESTINATION,
  };

  test.each([
    ['a role there that may', THERE, 'logs:PutSubscriptionFilter', 'allowed'],
    ['a role there that may not', THERE, 'logs:PutLogEvents', 'implicitDeny'],
    ['a role of a third account', NOBODY, 'logs:PutSubscriptionFilter', 'implicitDeny'],
  ])('%s', (_, account, right, result) => {
    expect(answer(withRight(account, right), question, account)).toBe(result);
  });
});

describe('a permissions boundary', () => {
  const BOUNDARY = `arn:aws:iam::${HERE}:policy/Boundary`;
  const bounded = definedIn(HERE, {
    values: { permissionsBoundary: BOUNDARY },
    secrets: [{ name: 'shop/db' }],
  });
  const question = {
    principal: 'task-execution',
    action: 'secretsmanager:GetSecretValue',
    resource: `arn:aws:secretsmanager:eu-west-1:${HERE}:secret:shop/db-AbCdEf`,
  };
  const boundedBy = (action: string): CanDocuments => ({
    ...bounded,
    roles: bounded.roles.map((role) => ({
      ...role,
      boundary: {
        name: 'Boundary',
        policy: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
        },
      },
    })),
  });

  test('is said to be missing among the documents', () => {
    expect(askCan(bounded, question, factsOf(HERE))).toMatchObject({
      result: 'allowed',
      notes: expect.arrayContaining([expect.stringContaining(BOUNDARY)]),
    });
  });

  test('takes what it does not allow, and gives nothing', () => {
    expect(askCan(boundedBy('secretsmanager:*'), question, factsOf(HERE)).result).toBe('allowed');
    expect(askCan(boundedBy('logs:*'), question, factsOf(HERE)).lacking).toMatchObject([
      { layer: 'boundary' },
    ]);
    const other = { ...question, action: 'secretsmanager:DeleteSecret' };
    expect(askCan(boundedBy('*'), other, factsOf(HERE)).lacking).toMatchObject([
      { layer: 'identity' },
    ]);
  });
});
