import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder, type Outcome, runBin } from '../support/built-bin.ts';

const folder = freshFolder();

function ecsIam(...words: readonly string[]): Outcome {
  return runBin(folder(), words);
}

function denial(role: string, action: string, resource: string): string {
  return `AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/${role}/0123456789abcdef0123456789abcdef is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
}

const RECEIVE = denial(
  'shop-ecs-task-role-dev',
  'sqs:ReceiveMessage',
  'arn:aws:sqs:eu-west-1:111122223333:orders',
);

/** A repo in the folder itself, for two environments of one account. */
function makeRepo(): void {
  ecsIam(
    ...['new', '.', '--yes', '--quiet', '--project', 'shop', '--target', 'cli'],
    ...['--account', '111122223333', '--region', 'eu-west-1'],
  );
}

function whyHere(text: string): {
  readonly here?: object;
  readonly steps: readonly { exact?: string }[];
} {
  return JSON.parse(ecsIam('why', text, '--json').stdout);
}

test('outside of a repo the answer is general', () => {
  const { status, stdout } = ecsIam('why', RECEIVE);
  expect(status).toBe(0);
  expect(stdout).toContain('The ECS task role lacks sqs:ReceiveMessage');
  expect(stdout).not.toContain('This repo');
});

test('a text that is not known says what to paste', () => {
  expect(ecsIam('why', 'something odd')).toMatchObject({
    status: 2,
    stdout: expect.stringContaining('aws ecs describe-tasks'),
  });
  expect(ecsIam('why', 'something odd', '--json').stdout).toContain('"known": false');
});

test('a message comes from a file, too', () => {
  writeFileSync(join(folder(), 'message.txt'), RECEIVE);
  const { stdout } = ecsIam('why', '--file', 'message.txt', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ role: 'task', action: 'sqs:ReceiveMessage' });
  expect(ecsIam('why', '--file', 'nowhere.txt').status).toBe(1);
});

test('what the repo does not grant comes with the command that grants it, and it works', () => {
  makeRepo();
  const before = whyHere(RECEIVE);
  expect(before.here).toMatchObject({ result: 'not-granted', role: 'shop-ecs-task-role-dev' });
  const command = before.steps.flatMap(({ exact = '' }) =>
    exact.startsWith('ecs-iam add') ? [exact] : [],
  )[0];
  expect(command).toBe('ecs-iam add grant sqsConsume queueName=orders');
  expect(ecsIam(...(command ?? '').split(' ').slice(1), '--quiet').status).toBe(0);
  expect(whyHere(RECEIVE).here).toMatchObject({
    result: 'granted',
    role: 'shop-ecs-task-role-dev',
  });
});

test('what the repo grants is looked for elsewhere, in the environment of the role', () => {
  makeRepo();
  const pull = denial(
    'shop-ecs-task-execution-role-prod',
    'ecr:BatchGetImage',
    'arn:aws:ecr:eu-west-1:111122223333:repository/shop',
  );
  const { here, steps } = whyHere(pull);
  expect(here).toMatchObject({ result: 'granted', role: 'shop-ecs-task-execution-role-prod' });
  expect(steps[0]?.exact).toContain('scripts/validate-iam.sh prod');
});

test('a grant that a repo has stays when another is added', () => {
  makeRepo();
  ecsIam('new', '.', '--yes', '--quiet', '--grant', 'snsPublish,topicName=events');
  const { steps } = whyHere(RECEIVE);
  const command = 'ecs-iam add grant sqsConsume queueName=orders';
  expect(steps.map(({ exact }) => exact)).toContain(command);
  ecsIam(...command.split(' ').slice(1));
  const { grants } = JSON.parse(readFileSync(join(folder(), 'ecs-iam.json'), 'utf8'));
  expect(grants).toEqual([
    { preset: 'snsPublish', topicName: 'events' },
    { preset: 'sqsConsume', queueName: 'orders' },
  ]);
});

test('a role of a preset is asked for by its name, and what it lacks is a statement to add', () => {
  const role = {
    ...{
      id: 'audit-reader',
      title: 'Audit reader role',
      purpose: 'Audits.',
      why: 'W.',
      risk: 'R.',
    },
    trust: [{ service: 'lambda.amazonaws.com' }],
    statements: [
      { sid: 'Read', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::a/*'], why: 'Audit.' },
    ],
  };
  writeFileSync(join(folder(), 'acme.json'), JSON.stringify({ name: 'acme', roles: [role] }));
  ecsIam('new', '.', '--yes', '--quiet', '--project', 'shop', '--preset', './acme.json');
  const text = denial('shop-audit-reader-role-dev', 'sqs:SendMessage', 'arn:aws:sqs:a:1:q');
  const { stdout } = ecsIam('why', text);
  expect(stdout).toContain('It does not grant this to shop-audit-reader-role-dev');
  expect(stdout).toContain('"Action": [');
  expect(
    ecsIam('why', denial('shop-audit-reader-role-dev', 's3:GetObject', 'arn:aws:s3:::a/b')).stdout,
  ).toContain("by statement 'Read' of");
});

test('explain says of a hand-edited statement that it is the owner’s own', () => {
  makeRepo();
  const path = join(folder(), 'iam/roles/task-execution.json');
  const edited = readFileSync(path, 'utf8').replace(
    '"logs:PutLogEvents"',
    '"logs:PutLogEvents", "logs:DescribeLogStreams"',
  );
  writeFileSync(path, edited);
  const { stdout } = ecsIam('explain', 'task-execution.WriteLogs', '--json');
  expect(JSON.parse(stdout).statements).toMatchObject([
    { origin: 'edited', file: 'iam/roles/task-execution.json' },
  ]);
  expect(ecsIam('explain', 'task-execution.EcrPull').stdout).not.toContain("owner's own");
});

test('the lock alone says what the files say, for the environment that the message names', () => {
  makeRepo();
  const messages = ['dev', 'prod'].map((environment) =>
    denial(
      `shop-ecs-task-execution-role-${environment}`,
      'logs:PutLogEvents',
      `arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/shop-${environment}:log-stream:x`,
    ),
  );
  const byLock = messages.map(whyHere);
  rmSync(join(folder(), 'iam.lock.json'));
  expect(messages.map(whyHere)).toEqual(byLock);
  expect(byLock).toEqual(
    ['dev', 'prod'].map((environment) =>
      expect.objectContaining({
        environment,
        here: expect.objectContaining({ result: 'granted' }),
      }),
    ),
  );
});
