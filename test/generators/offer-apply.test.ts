import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import helpers from 'yeoman-test';
import AppGenerator from '../../generators/app/index.ts';
import type { Prompt } from '../../lib/answers/prompts.ts';

const FLAGS = { project: 'shop', target: 'cli', environments: 'test', source: 'ecr' };
const YES = { apply: 'practice', answer: 'yes' };

let folder: string;
const printed: string[] = [];
const write = process.stdout.write;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ecs iam offer '));
  printed.length = 0;
  process.stdout.write = (text: string | Uint8Array) => printed.push(String(text)) > 0;
});

afterEach(() => {
  process.stdout.write = write;
  process.exitCode = undefined;
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
});

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
