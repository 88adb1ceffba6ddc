import type { CanQuestion } from '../../lib/can/answer.ts';
import { askCan } from '../../lib/can/ask.ts';
import { listRights } from '../../lib/can/list.ts';
import { listText } from '../../lib/can/list-text.ts';
import { canText, whoText } from '../../lib/can/text.ts';
import { whoCan } from '../../lib/can/who.ts';
import { DOCUMENTS, FACTS, IMAGE, policy, role } from './documents.ts';

const [DEPLOY, TASK_ROLE] = DOCUMENTS.roles;
if (DEPLOY === undefined || TASK_ROLE === undefined) throw new Error('There are two roles.');

const TASK = `arn:aws:ecs:eu-west-1:${FACTS.account}:task-definition/shop:1`;

/** The text of an answer without what AWS sends. */
function text(question: Partial<CanQuestion>): readonly string[] {
  const answer = askCan(
    DOCUMENTS,
    { principal: 'deploy', action: 'ecs:RunTask', ...question },
    FACTS,
  );
  return canText({ ...answer, filledIn: {} }).split('\n');
}

test('what is allowed is said with the statement, its reason and its place', () => {
  expect(text({ resource: TASK })).toEqual([
    `Allowed: deploy can do ecs:RunTask on ${TASK}.`,
    "Statement 'Run' of 'Deploy', an identity policy (iam/roles/deploy.json:7), allows it: Starts the migration.",
    '',
  ]);
});

test('what is denied by a statement is said with it', () => {
  expect(text({ action: 'ecr:BatchDeleteImage', resource: IMAGE })).toEqual([
    `Denied: deploy cannot do ecr:BatchDeleteImage on ${IMAGE}.`,
    "Statement 'NoDelete' of 'Images', an identity policy, denies it.",
    '',
  ]);
});

test('what nothing allows is said with what would have to hold', () => {
  const context = { 'iam:PassedToService': 'ec2.amazonaws.com' };
  const resource = `arn:aws:iam::${FACTS.account}:role/other`;
  expect(text({ action: 'iam:PassRole', resource, context })).toEqual([
    `Denied: deploy cannot do iam:PassRole on ${resource}.`,
    "No statement of an identity policy allows it. The closest is 'Pass' of 'Deploy' (iam/roles/deploy.json):",
    `  its Resource is ${TASK_ROLE.arn}, and the request has ${resource}.`,
    '  its condition StringEquals on iam:PassedToService takes ecs-tasks.amazonaws.com, and the request has ec2.amazonaws.com.',
    'Condition keys as given:',
    '  iam:PassedToService = ec2.amazonaws.com',
    '',
  ]);
  expect(
    text({ action: 'sqs:SendMessage', resource: `arn:aws:sqs:eu-west-1:${FACTS.account}:q` })[1],
  ).toBe('No statement of an identity policy is about this action.');
});

test('a key that the request lacks is said to be missing', () => {
  expect(text({ action: 'iam:PassRole', resource: DEPLOY.arn })).toContain(
    `  its Resource is ${TASK_ROLE.arn}, and the request has ${DEPLOY.arn}.`,
  );
  const answer = askCan(
    DOCUMENTS,
    { principal: 'ssm.amazonaws.com', action: 'sts:AssumeRole', resource: 'task' },
    FACTS,
  );
  expect(canText(answer).split('\n')).toContain(
    `  its condition ArnLike on aws:SourceArn takes arn:aws:ecs:eu-west-1:${FACTS.account}:*, and the request lacks the key.`,
  );
});

test('what AWS sends is listed', () => {
  const answer = askCan(
    DOCUMENTS,
    { principal: 'deploy', action: 'ecs:RunTask', resource: TASK },
    FACTS,
  );
  const lines = canText(answer).split('\n');
  expect(lines.slice(lines.indexOf('Condition keys that AWS sends:') + 1)).toEqual([
    `  aws:PrincipalArn = ${DEPLOY.arn}`,
    `  aws:PrincipalAccount = ${FACTS.account}`,
    '  aws:PrincipalType = AssumedRole',
    '  aws:PrincipalIsAWSService = false',
    `  aws:ResourceAccount = ${FACTS.account}`,
    '  aws:RequestedRegion = eu-west-1',
    '  aws:SecureTransport = true',
    '',
  ]);
});

test('who can do something is every role that can', () => {
  const who = whoCan(DOCUMENTS, { action: 'ECS:runtask', resource: TASK }, FACTS);
  expect(who.answers.map(({ principal, result }) => [principal, result])).toEqual([
    ['deploy', 'allowed'],
    ['task', 'implicitDeny'],
  ]);
  expect(whoText(who).split('\n')).toEqual([
    `These roles can do ecs:RunTask on ${TASK}:`,
    "  deploy: 'Run' of 'Deploy' (iam/roles/deploy.json:7)",
    'The other role cannot.',
    '',
  ]);
  expect(whoText(whoCan(DOCUMENTS, { action: 'sqs:ListQueues' }, FACTS))).toBe(
    'No role can do sqs:ListQueues.\n',
  );
});

test('everything a role can do is listed by service', () => {
  expect(listText(listRights(DOCUMENTS, DEPLOY)).split('\n')).toEqual([
    'deploy by its own policies:',
    '',
    'ecr:',
    '  can ecr:BatchGet* (2 Read)',
    `    on ${IMAGE}`,
    "    by 'Pull' of 'Images'",
    '  cannot ecr:BatchDeleteImage',
    '    on *',
    "    by 'NoDelete' of 'Images'",
    '',
    'ecs:',
    '  can ecs:RunTask',
    '    on *',
    "    by 'Run' of 'Deploy': Starts the migration.",
    '',
    'iam:',
    '  can iam:PassRole',
    `    on ${TASK_ROLE.arn}`,
    '    if StringEquals iam:PassedToService: ecs-tasks.amazonaws.com',
    "    by 'Pass' of 'Deploy'",
    '',
  ]);
  expect(listText(listRights(DOCUMENTS, TASK_ROLE))).toBe(
    'task can do nothing by its own policies.\n',
  );
});

test('what a boundary does not let through is marked', () => {
  const wide = role('wide', {
    identity: [
      policy(
        'Wide',
        { Effect: 'Allow', NotAction: ['iam:*', 'sts:*'], NotResource: 'arn:aws:s3:::secret/*' },
        { Effect: 'Allow', Action: ['sqs:*', 's3:GetObject'], Resource: '*' },
      ),
    ],
    boundary: policy('Boundary', { Effect: 'Allow', Action: 's3:*', Resource: '*' }),
    withoutDocument: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
  });
  const rights = listRights({ roles: [wide], resources: [] }, wide);
  expect(rights.services.sqs?.map(({ blockedBy }) => blockedBy)).toEqual([['boundary']]);
  expect(rights.services.s3?.map(({ blockedBy }) => blockedBy)).toEqual([[]]);
  expect(rights.services['*']?.[0]).toMatchObject({
    isExcept: true,
    actions: ['iam:*', 'sts:*'],
    isExceptResources: true,
    blockedBy: [],
  });
  const lines = listText(rights).split('\n');
  expect(lines).toContain('    but no permissions boundary allows it');
  expect(lines).toContain('every service:');
  expect(lines).toContain('    on everything except arn:aws:s3:::secret/*');
  expect(lines.at(-2)).toBe(
    'Note: The policy arn:aws:iam::aws:policy/ReadOnlyAccess is attached, and its document is not at hand: it may change this.',
  );
});
