import { atTerminal } from '../../generators/terminal.ts';
import { parseCommandLine } from '../../lib/answers/command-line.ts';
import { LIST_FLAGS, runList } from '../../lib/commands/list.ts';
import { UserError } from '../../lib/errors.ts';
import { GRANTS } from '../../lib/grants/registry.ts';
import { ROLES } from '../../lib/roles/registry.ts';

test('the presets of a word are listed with their parts and the flag', async () => {
  const text = await list('grants', 'sqs');
  expect(text).toMatch(/^ {2}sqsConsume +Consume an SQS queue\./m);
  expect(text).toMatch(/^ {4}queueName +SQS queue: letters/m);
  expect(text).toContain('--grant sqsConsume,queueName=…');
  expect(text).not.toContain('s3Read');
});

test('--json lists the same as data', async () => {
  expect(
    JSON.parse(await list('grants', '--json')).map(({ name }: { name: string }) => name),
  ).toEqual(GRANTS.map(({ id }) => id));
  const roles = JSON.parse(await list('roles', '--json'));
  expect(roles).toHaveLength(ROLES.length);
});

test.each([
  [['options', 'vpc'], /^ {2}codebuild\.vpc/m],
  [['values', 'queueName'], /an ARN \(arn:<partition>:sqs:<region>:<account>:<name>\)/],
])('%j', async (words, found) => {
  expect((await list(...words)).replaceAll(/\s*\n\s+(?!codebuild)/g, ' ')).toMatch(found);
});

test.each([
  [['grants', 'sqsConsum e'], 'None of the grants', "Did you mean 'sqsConsume'?"],
  [
    ['grants', 'kafka'],
    "None of the grants has the word 'kafka'.",
    'ecs-iam list grants lists all',
  ],
  [['grant'], "'grant' is not roles, grants, options or values.", "Did you mean 'grants'?"],
  [[], 'What to list is missing.', 'roles|grants|options|values'],
])('%j is refused with what was meant', async (words, message, hint) => {
  const fault = await list(...words).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(UserError);
  expect(fault).toMatchObject({
    message: expect.stringContaining(message),
    hint: expect.stringContaining(hint),
  });
});

describe('at a terminal', () => {
  const { stdin, stderr, env } = process;
  const before = { stdin: stdin.isTTY, stderr: stderr.isTTY, ci: env.CI };
  afterEach(() => {
    stdin.isTTY = before.stdin;
    stderr.isTTY = before.stderr;
    if (before.ci === undefined) delete env.CI;
    else env.CI = before.ci;
  });

  test.each([
    ['true', false],
    ['1', false],
    ['false', true],
    ['', true],
  ])('CI=%s: somebody is asked: %s', (ci, isAsked) => {
    stdin.isTTY = true;
    stderr.isTTY = true;
    env.CI = ci;
    expect(atTerminal(parseCommandLine([], LIST_FLAGS)).io.isTerminal).toBe(isAsked);
  });
});

async function list(...words: readonly string[]): Promise<string> {
  const invocation = atTerminal(parseCommandLine(words, LIST_FLAGS, 'list'));
  const printed: string[] = [];
  const io = { ...invocation.io, out: (text: string) => void printed.push(text) };
  await runList({ ...invocation, io });
  return printed.join('');
}
