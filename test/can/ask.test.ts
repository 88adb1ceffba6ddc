import type { CanQuestion } from '../../lib/can/answer.ts';
import { askCan } from '../../lib/can/ask.ts';
import type { CanDocuments } from '../../lib/can/documents.ts';
import { DOCUMENTS, FACTS, IMAGE, policy, role } from './documents.ts';

function ask(question: Partial<CanQuestion>, documents: CanDocuments = DOCUMENTS) {
  return askCan(documents, { principal: 'deploy', action: 'ecs:RunTask', ...question }, FACTS);
}

const TASK_ROLE = `arn:aws:iam::${FACTS.account}:role/team/task`;
const TASK = `arn:aws:ecs:eu-west-1:${FACTS.account}:task-definition/shop:1`;

test('the answer names the statement, its reason, file and line', () => {
  expect(ask({ action: 'ecs:runtask', resource: TASK })).toMatchObject({
    result: 'allowed',
    principal: 'deploy',
    action: 'ecs:RunTask',
    resource: TASK,
    statements: [
      {
        layer: 'identity',
        policy: 'Deploy',
        index: 0,
        sid: 'Run',
        why: 'Starts the migration.',
        file: 'iam/roles/deploy.json',
        line: 7,
      },
    ],
    lacking: [],
    notes: [],
  });
});

test.each(['deploy', 'codebuild', `arn:aws:iam::${FACTS.account}:role/team/deploy`])(
  'a role is known by its name, its id and its ARN: %s',
  (principal) => {
    expect(ask({ principal, resource: TASK })).toMatchObject({
      result: 'allowed',
      principal: 'deploy',
    });
  },
);

test('a session of a role has the policies of the role', () => {
  const session = `arn:aws:sts::${FACTS.account}:assumed-role/deploy/build`;
  const answer = ask({ principal: session, resource: TASK });
  expect(answer.result).toBe('allowed');
  expect(answer.filledIn['aws:PrincipalArn']).toBe(
    `arn:aws:iam::${FACTS.account}:role/team/deploy`,
  );
});

test('an unknown role is refused with the one that is meant', () => {
  expect(() => ask({ principal: 'deploi' })).toThrow(
    expect.objectContaining({
      name: 'UnknownRole',
      message: "There is no role 'deploi'.",
      hint: "Did you mean 'deploy'?",
    }),
  );
});

test('an unknown action is refused with the one that is meant', () => {
  expect(() => ask({ action: 'ecs:RunTasks' })).toThrow(
    expect.objectContaining({ name: 'UnknownAction', hint: "Did you mean 'ecs:RunTask'?" }),
  );
});

test('what AWS sends by itself is filled in and told from what is given', () => {
  const answer = ask({ resource: TASK, context: { 'AWS:requestedregion': 'eu-north-1' } });
  expect(answer.context).toEqual({ 'AWS:requestedregion': 'eu-north-1' });
  expect(answer.filledIn).toEqual({
    'aws:PrincipalArn': `arn:aws:iam::${FACTS.account}:role/team/deploy`,
    'aws:PrincipalAccount': FACTS.account,
    'aws:PrincipalType': 'AssumedRole',
    'aws:PrincipalIsAWSService': 'false',
    'aws:ResourceAccount': FACTS.account,
    'aws:SecureTransport': 'true',
  });
});

test('a role is passed to the service that it trusts', () => {
  const answer = ask({ action: 'iam:PassRole', resource: 'task' });
  expect(answer).toMatchObject({ result: 'allowed', resource: TASK_ROLE });
  expect(answer.filledIn['iam:PassedToService']).toBe('ecs-tasks.amazonaws.com');
  expect(answer.filledIn['aws:RequestedRegion']).toBe('us-east-1');
});

test('a role that is passed to another service says what would have to hold', () => {
  const context = { 'iam:PassedToService': 'ec2.amazonaws.com' };
  const answer = ask({ action: 'iam:PassRole', resource: 'task', context });
  expect(answer.result).toBe('implicitDeny');
  expect(answer.lacking[0]?.closest?.mismatches).toEqual([
    {
      element: 'Condition',
      operator: 'StringEquals',
      key: 'iam:PassedToService',
      wanted: ['ecs-tasks.amazonaws.com'],
      got: ['ec2.amazonaws.com'],
    },
  ]);
});

test('a service assumes a role for a resource of the account', () => {
  const question = { action: 'sts:AssumeRole', resource: 'task' };
  expect(ask({ ...question, principal: 'ecs-tasks.amazonaws.com' }).result).toBe('allowed');
  expect(ask({ ...question, principal: 'ecs.amazonaws.com' }).result).toBe('implicitDeny');
  const other = { 'aws:SourceAccount': '444455556666' };
  expect(ask({ ...question, principal: 'ecs-tasks.amazonaws.com', context: other }).result).toBe(
    'implicitDeny',
  );
});

test('the policy of the resource counts when it is among the documents', () => {
  const principal = 'arn:aws:iam::444455556666:role/puller';
  const question = { principal, action: 'ecr:BatchGetImage', resource: IMAGE };
  const repository = policy('shop', {
    Effect: 'Allow',
    Action: 'ecr:BatchGetImage',
    Principal: { AWS: '444455556666' },
  });
  const known = { ...DOCUMENTS, resources: [{ arn: IMAGE, policies: [repository] }] };
  expect(ask(question).lacking.map(({ layer }) => layer)).toEqual(['resource', 'identity']);
  expect(ask(question, known).lacking.map(({ layer }) => layer)).toEqual(['identity']);
});

test.each([
  [
    'a resource of the wrong type',
    { action: 'ecr:BatchGetImage', resource: 'arn:aws:s3:::b' },
    'The resource is of another kind, and ecr:BatchGetImage takes a resource of type repository.',
  ],
  [
    'a type of the same service',
    { action: 's3:GetBucketLocation', resource: 'arn:aws:s3:::b/k' },
    'The resource is of type object, and s3:GetBucketLocation takes a resource of type accesspoint or bucket.',
  ],
  [
    'no resource',
    { action: 'ecr:BatchGetImage' },
    "ecr:BatchGetImage takes a resource of type repository, and no resource is given: only statements on '*' count.",
  ],
  [
    'a resource that is not looked at',
    { action: 'ecr:GetAuthorizationToken', resource: IMAGE },
    "ecr:GetAuthorizationToken takes no resource: it is decided on '*'.",
  ],
  [
    'a condition key that is never sent',
    { resource: TASK, context: { 'iam:PassedToService': 'x' } },
    'No request for ecs:RunTask carries the condition key iam:PassedToService.',
  ],
  [
    'another account whose policy is not known',
    { action: 'ecr:BatchGetImage', resource: 'arn:aws:ecr:eu-west-1:444455556666:repository/shop' },
    'The policy of arn:aws:ecr:eu-west-1:444455556666:repository/shop is not among the documents, and it must allow this too.',
  ],
  [
    'a principal whose policies are not known',
    { principal: `arn:aws:iam::${FACTS.account}:user/Ann`, resource: TASK },
    `The policies of arn:aws:iam::${FACTS.account}:user/Ann are not among the documents.`,
  ],
] satisfies readonly (readonly [string, Partial<CanQuestion>, string])[])(
  'a note says %s',
  (_, question, note) => {
    expect(ask(question).notes).toEqual([note]);
  },
);

test('a note says that a statement asks for a key that is never sent', () => {
  const odd = policy('Odd', {
    Sid: 'Never',
    Effect: 'Allow',
    Action: 'ecs:RunTask',
    Resource: '*',
    Condition: { StringEquals: { 's3:prefix': 'x' } },
  });
  const documents = { roles: [role('deploy', { identity: [odd] })], resources: [] };
  expect(ask({ resource: TASK }, documents).notes).toEqual([
    "The statement 'Never' of 'Odd' asks for the condition key s3:prefix, which no request for ecs:RunTask carries.",
  ]);
});

test('a note names attached policies whose documents are not at hand', () => {
  const arn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  const documents = { roles: [role('deploy', { withoutDocument: [arn] })], resources: [] };
  expect(ask({ resource: TASK }, documents).notes).toEqual([
    `The policy ${arn} is attached, and its document is not at hand: it may change this.`,
  ]);
});

test('a note says that a key is taken to have the default policy', () => {
  const key = `arn:aws:kms:eu-west-1:${FACTS.account}:key/k`;
  const decrypt = policy('Keys', { Effect: 'Allow', Action: 'kms:Decrypt', Resource: key });
  const documents = { roles: [role('deploy', { identity: [decrypt] })], resources: [] };
  const answer = ask({ action: 'kms:Decrypt', resource: key }, documents);
  expect([answer.result, answer.notes]).toEqual([
    'allowed',
    [
      'The key policy is not among the documents: it is taken to enable IAM policies, as the default one does.',
    ],
  ]);
});
