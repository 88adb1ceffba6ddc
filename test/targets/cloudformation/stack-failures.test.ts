import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildService } from '../../../lib/service/build-service.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { type Ended, writeRepo } from './repo.ts';

/** What a scripted `aws` answers: the call's first words, then its output or error. */
interface Answer {
  readonly call: string;
  readonly output?: string;
  /** With an error the call fails as the AWS CLI does. */
  readonly error?: string;
}

const ALWAYS: readonly Answer[] = [
  { call: 'sts get-caller-identity', output: '111122223333\tarn:aws:iam::111122223333:user/me' },
  { call: 'iam get-role', error: '(NoSuchEntity) no such role' },
  { call: 'ecr describe-repositories', error: '(RepositoryNotFoundException) no such repository' },
  { call: 'cloudformation describe-stacks', error: '(ValidationError) does not exist' },
  { call: '', output: '' },
];

/** Runs a script of a rendered repo with a scripted `aws`; gives the calls it made as well. */
function run(
  answers: readonly Answer[],
  script: string,
  ...words: readonly string[]
): Ended & { readonly calls: readonly string[] } {
  const repo = writeRepo(buildService(DEFAULT_ANSWERS), process.env);
  const bin = join(repo.folder, 'bin');
  const log = join(repo.folder, 'calls');
  mkdirSync(bin);
  writeFileSync(log, '');
  writeFileSync(join(bin, 'aws'), fakeAws([...answers, ...ALWAYS], log));
  chmodSync(join(bin, 'aws'), 0o755);
  try {
    const environment = { PATH: `${bin}:${process.env.PATH}`, AWS_REGION: 'eu-west-1' };
    const ended = repo.run(script, words, environment);
    return { ...ended, calls: readFileSync(log, 'utf8').trim().split('\n') };
  } finally {
    repo.remove();
  }
}

function fakeAws(answers: readonly Answer[], log: string): string {
  const word = (value: string) => `'${value.replaceAll("'", "'\\''")}'`;
  const cases = answers.map(({ call, output = '', error }) => {
    const body = error === undefined ? `echo ${word(output)}` : `echo ${word(error)} >&2; exit 255`;
    return `  ${word(call)}*) ${body} ;;`;
  });
  return `#!/bin/bash\necho "$*" >>${word(log)}\ncase "$*" in\n${cases.join('\n')}\nesac\n`;
}

test("a failed deployment shows the reasons from the stack's events, not what was called off", () => {
  const { status, stderr } = run(
    [
      {
        call: 'cloudformation deploy --stack-name shop-iam-dev',
        error: 'Failed to create/update the stack.',
      },
      {
        call: 'cloudformation describe-stack-events',
        output:
          'TaskRole\tCREATE_FAILED\tResource creation cancelled\n' +
          'CodeBuildRole\tCREATE_FAILED\tThe boundary does not exist',
      },
    ],
    'deploy-iam.sh',
    'dev',
  );
  expect(status).toBe(1);
  expect(stderr).toContain('CodeBuildRole\tCREATE_FAILED\tThe boundary does not exist');
  expect(stderr).not.toContain('cancelled');
  expect(stderr).toContain('error: Stack shop-iam-dev');
});

test('a stack whose first deployment failed is deleted before it is made anew', () => {
  const { status, calls } = run(
    [{ call: 'cloudformation describe-stacks', output: 'ROLLBACK_COMPLETE' }],
    'deploy-iam.sh',
    'dev',
  );
  const steps = calls.filter((call) =>
    /^cloudformation (delete-stack|wait \S+|deploy) --stack-name shop-iam-dev/.test(call),
  );
  expect(status).toBe(0);
  expect(steps.map((call) => call.split(' ').slice(1, 3).join(' '))).toEqual([
    'delete-stack --stack-name',
    'wait stack-delete-complete',
    'deploy --stack-name',
  ]);
});

test('a stack that CloudFormation works on is left alone', () => {
  const { status, stderr, calls } = run(
    [{ call: 'cloudformation describe-stacks', output: 'UPDATE_IN_PROGRESS' }],
    'deploy-iam.sh',
    'dev',
  );
  expect(status).toBe(1);
  expect(stderr).toContain('error: Stack shop-iam-dev is in UPDATE_IN_PROGRESS.');
  expect(calls.join('\n')).not.toMatch(/deploy|delete/);
});

test('an update without changes is no failure where an endpoint answers with an error', () => {
  const { status, stdout } = run(
    [
      { call: 'cloudformation describe-stacks', output: 'CREATE_COMPLETE' },
      { call: 'cloudformation deploy', error: '(ValidationError) No updates are to be performed.' },
    ],
    'deploy-iam.sh',
    'dev',
  );
  expect([status, stdout]).toEqual([
    0,
    expect.stringContaining('stack shop-iam-dev: deploy\nNo changes to deploy.\n'),
  ]);
});

test('a stack that cannot be deleted shows what holds it', () => {
  const { status, stderr } = run(
    [
      {
        call: 'cloudformation describe-stacks --stack-name shop-iam-dev',
        output: 'CREATE_COMPLETE',
      },
      { call: 'cloudformation wait', error: 'Waiter StackDeleteComplete failed' },
      {
        call: 'cloudformation describe-stack-events',
        output: 'TaskRole\tDELETE_FAILED\tCannot delete entity, must detach all policies first.',
      },
    ],
    'destroy-iam.sh',
    'dev',
    '--confirm',
    'dev',
  );
  expect(status).toBe(1);
  expect(stderr).toContain('TaskRole\tDELETE_FAILED\tCannot delete entity');
});

test('roles that a pipeline imports are not deleted from under it', () => {
  const { status, stderr, calls } = run(
    [{ call: 'cloudformation describe-stacks', output: 'CREATE_COMPLETE' }],
    'destroy-iam.sh',
    'dev',
    '--confirm',
    'dev',
  );
  expect(status).toBe(1);
  expect(stderr).toContain(
    'error: Stack shop-pipeline-dev, the pipeline, still imports the roles of stack shop-iam-dev.\n' +
      '  Delete the pipeline first: README.md shows how, under "Remove".\n',
  );
  expect(calls.join('\n')).not.toContain('delete');
});

test('without the name of the environment nothing is deleted', () => {
  const { status, calls } = run(
    [{ call: 'cloudformation describe-stacks', output: 'CREATE_COMPLETE' }],
    'destroy-iam.sh',
    'dev',
  );
  expect(status).toBe(1);
  expect(calls.join('\n')).not.toContain('delete');
});
