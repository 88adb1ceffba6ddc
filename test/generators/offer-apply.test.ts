import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import helpers from 'yeoman-test';
import AppGenerator from '../../generators/app/index.ts';
import type { Prompt } from '../../lib/answers/prompt.ts';
import { IN_FULL } from '../support/in-full.ts';
import { type Moto, startMoto } from '../support/moto.ts';
import { describeWith } from '../support/tools.ts';

const FLAGS = { project: 'shop', target: 'cli', environments: 'test', source: 'ecr' };
const YES = { apply: 'practice', answer: 'yes' };

let folder: string;
const printed: string[] = [];
const prompts: Prompt[] = [];
const write = process.stdout.write;
const environment = { ...process.env };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ecs iam offer '));
  printed.length = 0;
  prompts.length = 0;
  process.stdout.write = (text: string | Uint8Array) => printed.push(String(text)) > 0;
});

afterEach(() => {
  process.stdout.write = write;
  process.exitCode = undefined;
  process.env = { ...environment };
  process.chdir(resolve(import.meta.dirname, '../..'));
  rmSync(folder, { recursive: true, force: true });
});

/** Runs `yo ecs-iam` in the folder; gives the names of the prompts that were shown. */
async function yo(
  options: Readonly<Record<string, unknown>>,
  replies: Readonly<Record<string, unknown>>,
): Promise<readonly string[]> {
  const asked: string[] = [];
  await helpers
    .run(
      AppGenerator as never,
      { namespace: 'ecs-iam:app', cwd: folder, forwardCwd: true } as never,
    )
    .withOptions({ force: false, ...FLAGS, ...options } as never)
    .withAnswers(
      replies as never,
      {
        callback: (answer: unknown, { question }: { question: Prompt }) => {
          asked.push(question.name);
          prompts.push(question);
          return answer;
        },
      } as never,
    );
  return asked;
}

const practiceFile = () => join(folder, '.ecs-iam/practice-000000000000.json');

test('the last question offers to apply, and Enter means no', async () => {
  const asked = await yo({}, {});
  expect(asked.at(-1)).toBe('apply');
  expect(existsSync(join(folder, 'ecs-iam.json'))).toBe(true);
  expect(existsSync(join(folder, '.ecs-iam'))).toBe(false);
}, 30_000);

test('a yes runs apply on the repo just written, which shows its plan and asks', async () => {
  const asked = await yo({}, YES);
  expect(asked.slice(-2)).toEqual(['apply', 'answer']);
  expect(printed.join('')).toMatch(/Next[\s\S]*widens/);
  const { roles } = JSON.parse(readFileSync(practiceFile(), 'utf8'));
  expect(Object.keys(roles)).toContain('shop-ecs-task-execution-role-test');
});

test('a no to the plan leaves the account as it is and the files where they are', async () => {
  await yo({}, { ...YES, answer: 'no' });
  expect(process.exitCode).toBe(1);
  expect(existsSync(join(folder, 'ecs-iam.json'))).toBe(true);
  const state = existsSync(practiceFile()) ? JSON.parse(readFileSync(practiceFile(), 'utf8')) : {};
  expect(Object.keys(state.roles ?? {})).toEqual([]);
});

test.each([{ yes: true }, { json: true, yes: true }, { dryRun: true }, { diff: true }])(
  '%j offers nothing',
  async (options) => {
    expect(await yo(options, YES)).not.toContain('apply');
    expect(existsSync(join(folder, '.ecs-iam'))).toBe(false);
  },
);

test.each([
  ['cloudformation', ['no', 'practice', 'deploy']],
  ['terraform', ['no', 'practice', 'deploy']],
  ['cdk', ['no', 'practice', 'deploy']],
  ['cli', ['no', 'practice', 'account', 'deploy']],
])(
  '%s: roles that a stack or a state will own are made by its deployment alone',
  async (...row) => {
    const [target, expected] = row;
    await yo({ target }, {});
    const { choices = [], default: offered } = prompts.at(-1) ?? {};
    expect(choices.map(({ value }) => value)).toEqual(expected);
    expect(offered).toBe('no');
  },
);

test('of several environments the first is offered', async () => {
  await yo({ environments: 'dev,test' }, { apply: 'practice', answer: 'yes' });
  const { type, default: offered } = prompts.find(({ name }) => name === 'environment') ?? {};
  expect([type, offered]).toEqual(['select', 'dev']);
  const { roles } = JSON.parse(readFileSync(practiceFile(), 'utf8'));
  expect(Object.keys(roles)).toContain('shop-ecs-task-role-dev');
});

describeWith(['moto_server', 'aws', 'jq'], 'the deployment that is offered', () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  }, 120_000);
  afterAll(() => moto.stop());
  beforeEach(async () => {
    await moto.reset();
    process.env = { ...moto.env };
  });

  const aws = (...words: readonly string[]) =>
    spawnSync('aws', words, { env: moto.env, encoding: 'utf8' }).stdout;
  const roles = () => aws('iam', 'list-roles', '--query', 'Roles[].RoleName');
  const script = (...words: readonly string[]) =>
    spawnSync('bash', ['scripts/deploy-iam.sh', 'test', ...words], {
      cwd: folder,
      env: moto.env,
      encoding: 'utf8',
    });

  test('the deployment of the repo takes roles that were applied directly', async () => {
    await yo({ deploy: 'none' }, { apply: 'account', answer: 'yes' });
    expect(roles()).toContain('shop-ecs-task-execution-role-test');
    const { status, stdout, stderr } = script();
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Nothing to do.');
  }, 60_000);

  // A stack takes a minute.
  test.each(IN_FULL ? ['cli', 'cloudformation'] : ['cli'])(
    '%s: a yes runs the deployment of the repo',
    async (target) => {
      await yo({ target, deploy: 'none' }, { apply: 'deploy', answer: true });
      expect(process.exitCode ?? 0).toBe(0);
      expect(roles()).toContain('shop-ecs-task-execution-role-test');
    },
    180_000,
  );

  test('practising leaves nothing in the account that a stack would not take', async () => {
    await yo({ target: 'cloudformation' }, YES);
    expect(roles()).not.toContain('shop-ecs');
  }, 60_000);

  test('what would change is shown, and a no leaves the account as it is', async () => {
    await yo({ deploy: 'none' }, { apply: 'deploy', answer: false });
    expect(process.exitCode).toBe(1);
    expect(printed.join('')).toMatch(/would run: aws iam create-role/);
    expect(roles()).not.toContain('shop-ecs');
  }, 60_000);

  test('a deployment that fails is not gone on with', async () => {
    const asked = await yo(
      { account: '999999999999', deploy: 'none' },
      { apply: 'deploy', answer: true },
    );
    expect(process.exitCode).toBe(1);
    expect(asked.at(-1)).toBe('apply');
    expect(roles()).not.toContain('shop-ecs');
  }, 60_000);

  test('a tool that is missing is named, with where to get it', async () => {
    const tools = join(folder, 'tools');
    mkdirSync(tools);
    symlinkSync('/bin/bash', join(tools, 'bash'));
    process.env.PATH = tools;
    await expect(yo({}, { apply: 'deploy', answer: true })).rejects.toMatchObject({
      name: 'ToolMissing',
      message: expect.stringContaining('the tool aws is not installed'),
      hint: expect.stringContaining('https://docs.aws.amazon.com/cli'),
    });
  }, 60_000);
});
