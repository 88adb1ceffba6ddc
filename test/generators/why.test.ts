import { readFileSync, writeFileSync } from 'node:fs';
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
    exact.startsWith('ecs-iam new') ? [exact] : [],
  )[0];
  expect(command).toBe('ecs-iam new . --yes --grant sqsConsume,queueName=orders');
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

test('a grant that a repo has stays when another is proposed', () => {
  makeRepo();
  ecsIam('new', '.', '--yes', '--quiet', '--grant', 'snsPublish,topicName=events');
  const { steps } = whyHere(RECEIVE);
  expect(steps.map(({ exact }) => exact)).toContain(
    'ecs-iam new . --yes --grant snsPublish,topicName=events --grant sqsConsume,queueName=orders',
  );
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
