import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import helpers from 'yeoman-test';
import { CAN_FLAGS } from '../../lib/commands/can-flags.ts';
import { IS_DEFINITION } from '../../lib/targets/definition-files.ts';
import type { TargetId } from '../../lib/targets/ids.ts';
import { TARGETS } from '../../lib/targets/registry.ts';
import { freshFolder, type Outcome, runBin } from '../support/built-bin.ts';
import { describeWithCdk, linkCdkModules } from '../support/cdk-app.ts';
import { flagsInHelp } from '../support/flags-in-help.ts';
import { describeWithTerraform, terraformEnvironment } from '../support/terraform.ts';

const folder = freshFolder();

function ecsIam(...words: readonly string[]): Outcome {
  return runBin(folder(), words);
}

const OBJECT = 'arn:aws:s3:::shop-uploads/a.txt';

function newRepo(target: string): (...words: readonly string[]) => Outcome {
  const answers = ['--project', 'shop', '--grant', 's3ReadWrite,bucketName=shop-uploads'];
  const made = ecsIam('new', 'repo', '--yes', '--quiet', '--target', target, ...answers);
  expect(made).toMatchObject({ status: 0 });
  return (...words) => runBin(join(folder(), 'repo'), ['can', ...words]);
}

describe.each(TARGETS.map(({ id }) => id))('in a repo of target %s', (target) => {
  test('it answers from the files', () => {
    const can = newRepo(target);
    const allowed = can('s3:GetObject', OBJECT);
    expect([allowed.status, allowed.stderr]).toEqual([0, '']);
    expect(allowed.stdout).toMatch(
      /^Allowed: shop-ecs-task-role-dev can do s3:GetObject on .*\nStatement 'ReadWriteObjects' of 'S3ReadWrite', an identity policy \(iam\/.*:\d+\), allows it: The application downloads/,
    );
    const denied = can('s3:GetBucketAcl', 'arn:aws:s3:::shop-uploads', '--environment', 'prod');
    expect([denied.status, denied.stdout.split('\n')[0]]).toEqual([
      2,
      'Denied: shop-ecs-task-role-prod cannot do s3:GetBucketAcl on arn:aws:s3:::shop-uploads.',
    ]);
    expect(can('--who', 'iam:PassRole', 'task').stdout).toMatch(
      /\n {2}shop-codepipeline-role-dev: 'PassTaskRoles' of 'CodePipeline' \(iam\/.*:\d+\)\nThe other 4 roles cannot\.\n/,
    );
  });
});

/** Edits every definition file of a new repo; the lock is as it was. */
function editedRepo(id: TargetId): ReturnType<typeof newRepo> {
  const can = newRepo(id);
  const root = join(folder(), 'repo');
  for (const path of readdirSync(join(root, 'iam'), { recursive: true, encoding: 'utf8' })) {
    const file = join('iam', path);
    if (!IS_DEFINITION[id](file)) continue;
    const text = readFileSync(join(root, file), 'utf8');
    writeFileSync(join(root, file), text.replaceAll('s3:GetObject', 's3:GetObjectTagging'));
  }
  return can;
}

function expectEdit(edited: Outcome): void {
  expect([edited.status, edited.stderr]).toEqual([0, '']);
  expect(edited.stdout).toMatch(/\n.*'ReadWriteObjects' of 'S3ReadWrite'.*\(iam\/[^:]*:\d+\)/);
}

/** Their own tool evaluates their files. */
const READ_BY_A_TOOL: readonly TargetId[] = ['terraform', 'cdk'];

const readable: TargetId[] = [];
for (const { id, load } of TARGETS) {
  const { read } = await load();
  if (read !== undefined && !READ_BY_A_TOOL.includes(id)) readable.push(id);
}

test.each(readable)('in an edited repo of target %s it answers from the files', async (id) => {
  const can = editedRepo(id);
  expect(can('s3:GetObject', OBJECT)).toMatchObject({ status: 2, stderr: '' });
  expectEdit(can('s3:GetObjectTagging', OBJECT));
});

describeWithTerraform([], 'in an edited repo of target terraform', () => {
  const before = process.env.TF_CLI_CONFIG_FILE;
  beforeAll(() => {
    Object.assign(process.env, terraformEnvironment());
  });
  afterAll(() => {
    process.env.TF_CLI_CONFIG_FILE = before;
  });

  test('it answers from the files', async () => {
    const can = editedRepo('terraform');
    expectEdit(can('s3:GetObjectTagging', OBJECT));
  }, 180_000);
});

describeWithCdk('in an edited repo of target cdk', () => {
  test('it answers from the files', async () => {
    const can = editedRepo('cdk');
    linkCdkModules(join(folder(), 'repo/iam'));
    expectEdit(can('s3:GetObjectTagging', OBJECT));
  }, 120_000);
});

test('under Yeoman it answers with the same words, and the same exit code', async () => {
  newRepo('cli');
  const before = { code: process.exitCode, write: process.stdout.write };
  const printed: string[] = [];
  process.stdout.write = (text: string | Uint8Array) => printed.push(String(text)) > 0;
  await helpers
    .run(
      join(import.meta.dirname, '../../dist/generators/can/index.js'),
      { namespace: 'ecs-iam:can' },
      { cwd: join(folder(), 'repo') },
    )
    .withArguments(['s3:GetBucketAcl', 'arn:aws:s3:::shop-uploads'])
    // Yeoman's types know its own options alone.
    .withOptions({ role: 'task', environment: 'prod' } as never)
    .cd(join(folder(), 'repo'));
  const code = process.exitCode;
  process.exitCode = before.code;
  process.stdout.write = before.write;
  process.chdir(join(import.meta.dirname, '../..'));
  expect(code).toBe(2);
  expect(printed.join('')).toContain('Denied: shop-ecs-task-role-prod cannot do s3:GetBucketAcl');
});

test('--help lists every flag', () => {
  const { status, stdout } = ecsIam('can', '--help');
  expect([status, stdout]).toEqual([0, expect.stringContaining('ecs-iam can [ACTION] [RESOURCE]')]);
  expect([...flagsInHelp(stdout)].sort()).toEqual(CAN_FLAGS.map(({ name }) => name).sort());
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
});

test('it finds the repo from a folder below', () => {
  newRepo('cli');
  const below = runBin(join(folder(), 'repo/iam'), ['can', 's3:GetObject', OBJECT]);
  expect(below.status).toBe(0);
});

test('the file and the line of a statement are those where it stands', () => {
  const can = newRepo('cloudformation');
  const [, file = '', line = ''] =
    /\((iam\/[^:]*):(\d+)\)/.exec(can('s3:GetObject', OBJECT).stdout) ?? [];
  const lines = readFileSync(join(folder(), 'repo', file), 'utf8').split('\n');
  const statement = lines.slice(Number(line) - 1, Number(line) + 8).join('\n');
  expect(lines[Number(line) - 1]).toContain('- ');
  expect(statement).toContain('ReadWriteObjects');
});

function document(name: string, ...statements: readonly object[]): string {
  const file = join(folder(), name);
  writeFileSync(file, JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2));
  return name;
}

const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop-uploads/*' };

describe('on documents of one’s own', () => {
  test('several policies, a boundary and a service control policy answer together', () => {
    const [one, other, none] = [
      document('read.json', { ...READ, Sid: 'Read' }),
      document('all.json', { Effect: 'Allow', Action: '*', Resource: '*' }),
      document('none.json', { ...READ, Effect: 'Deny' }),
    ];
    const ask = (...flags: readonly string[]) =>
      ecsIam('can', 's3:GetObject', OBJECT, '--policy', one, ...flags);
    expect(ask().stdout).toContain(
      "Statement 'Read' of 'read.json', an identity policy (read.json:4)",
    );
    expect(ask('--policy', other, '--boundary', other, '--scp', other).status).toBe(0);
    expect(ask('--policy', none).status).toBe(2);
    expect(ask('--boundary', none).status).toBe(2);
    expect(ask('--scp', other, '--scp', none).stdout).toContain(
      "Statement number 1 of 'none.json', a service control policy (none.json:4), denies it.",
    );
  });

  test('keys that are given again are a list', () => {
    const policy = document('tags.json', {
      ...READ,
      Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'stage'] } },
    });
    const ask = (...keys: readonly string[]) =>
      ecsIam(
        ...['can', 's3:GetObject', OBJECT, '--policy', policy],
        ...keys.flatMap((key) => ['--context', `aws:TagKeys=${key}`]),
      );
    expect(ask('team', 'stage').stdout).toContain('  aws:TagKeys = team, stage\n');
    expect(ask('team', 'stage').status).toBe(0);
    expect(ask('team', 'owner').status).toBe(2);
  });

  test('between accounts both sides have to allow it', () => {
    const other = 'arn:aws:iam::444455556666:role/app';
    const bucket = document('bucket.json', { ...READ, Principal: { AWS: other } });
    const read = document('read.json', READ);
    const ask = (...flags: readonly string[]) =>
      ecsIam(
        ...['can', 'sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:q', '--role', other],
        ...flags,
      );
    const send = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' };
    const queue = document('queue.json', { ...send, Principal: { AWS: other } });
    const sends = document('send.json', send);
    expect(ask('--policy', sends, '--resource-policy', queue).status).toBe(0);
    expect(ask('--policy', read, '--resource-policy', queue).status).toBe(2);
    expect(ask('--policy', sends, '--resource-policy', bucket).status).toBe(2);
    const unknown = ask('--resource-policy', queue);
    expect([unknown.status, unknown.stdout]).toEqual([
      2,
      expect.stringContaining(`Note: The policies of ${other} are not among the documents.`),
    ]);
  });

  test('a trust policy lets in whom it names', () => {
    const trust = document('trust.json', {
      Effect: 'Allow',
      Principal: { Service: 'ecs-tasks.amazonaws.com' },
      Action: 'sts:AssumeRole',
    });
    const ask = (...who: readonly string[]) =>
      ecsIam('can', 'sts:AssumeRole', '--trust', trust, ...who);
    expect(ask('--role', 'ecs-tasks.amazonaws.com').stdout).toContain(', a trust policy (');
    expect(ask('--role', 'ec2.amazonaws.com').status).toBe(2);
    expect(ask().stderr).toBe(
      'error: The principal that would assume the role is missing.\n  Name a service, a role or a provider, as in --role ecs-tasks.amazonaws.com.\n',
    );
  });
});

describe('what is wrong is one line with a proposal, and exit code 1', () => {
  const repo = mkdtempSync(join(tmpdir(), 'ecs iam-'));
  beforeAll(() => {
    runBin(repo, ['new', '.', '--project', 'shop', '--yes', '--quiet', '--target', 'cli']);
  });
  afterAll(() => {
    rmSync(repo, { recursive: true, force: true });
  });

  test.each([
    [['s3:GetObjects'], "AWS has no action s3:GetObjects.\n  Did you mean 's3:GetObject'?"],
    [['s4:GetObject'], "AWS has no service 's4'.\n  Did you mean 's3'?"],
    [['s3:GetObject', '--role', 'tasc'], "There is no role 'tasc'.\n  Did you mean 'task'?"],
    [['--list', '--role', 'tasc'], "There is no role 'tasc'.\n  Did you mean 'task'?"],
    [
      ['s3:GetObject', '--environment', 'pro'],
      "There is no environment 'pro'.\n  Did you mean 'prod'?",
    ],
    [['s3:GetObject', '--context', 'a'], "--context: 'a' is not KEY=VALUE.\n"],
    [['--list', 's3:GetObject'], '--list takes no action: it lists all that a role can do.\n'],
    [[], 'No action is named.\n'],
    [['--who', '--list'], '--list does not go with --who, which asks for every role.\n'],
    [['s3:GetObject', 'a', 'b'], "An action and a resource are taken; 'b' is a third.\n"],
    [['s3:GetObject', '--policy', 'no.json'], "--policy: 'no.json' cannot be read.\n"],
    [['s3:GetObject', '--roles', 'task'], "Unknown flag '--roles'.\n  Did you mean '--role'?"],
  ])('%j', (words, message) => {
    const { status, stdout, stderr } = runBin(repo, ['can', ...words]);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`error: ${message}`);
    expect(stderr.match(/^error: /gm)).toHaveLength(1);
  });

  test.each([
    ['nothing', 'no policy', 'policy.json: This is no policy document.'],
    [
      'an operator',
      { Statement: [{ ...READ, Condition: { StringEqual: { a: 'b' } } }] },
      "policy.json, statement 1: 'StringEqual' is no condition operator of IAM.\n  Did you mean 'StringEquals'?",
    ],
    [
      'an element',
      { Statement: [READ, { ...READ, Actions: 's3:GetObject' }] },
      "policy.json, statement 2: 'Actions' is no element of a statement.",
    ],
  ])('a document that is no policy: %s', (_, value, message) => {
    writeFileSync(join(folder(), 'policy.json'), JSON.stringify(value));
    const { status, stderr } = ecsIam('can', 's3:GetObject', '--policy', 'policy.json');
    expect([status, stderr]).toEqual([1, expect.stringContaining(`error: ${message}`)]);
  });

  test('outside of a repo, without documents', () => {
    expect(ecsIam('can', 's3:GetObject')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('Run this in a generated repo, or name documents'),
    });
  });
});

test('--json prints what the schema in docs/ says', () => {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  const validate = ajv.compile(JSON.parse(readFileSync('docs/can.schema.json', 'utf8')));
  const can = newRepo('cloudformation');
  for (const words of [
    ['s3:GetObject', OBJECT],
    ['s3:GetObject', 'arn:aws:s3:::other/a'],
    ['sts:AssumeRole', 'task', '--role', 'ec2.amazonaws.com', '--context', 'aws:SourceArn=a'],
    ['--who', 'iam:PassRole', 'task'],
    ['--list', '--role', 'codebuild'],
  ]) {
    const printed = JSON.parse(can(...words, '--json').stdout);
    expect([validate(printed), validate.errors]).toEqual([true, null]);
    expect(printed.environment).toBe('dev');
  }
  const failed = can('s3:GetObjects', '--json');
  expect(JSON.parse(failed.stdout)).toEqual({
    errors: [expect.objectContaining({ code: 'UnknownAction' })],
  });
});
