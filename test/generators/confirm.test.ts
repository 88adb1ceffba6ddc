import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runAccountCommand } from '../../lib/commands/account-command.ts';
import type { AccountCommand } from '../../lib/commands/account-flags.ts';
import { freshFolder } from '../support/built-bin.ts';

const folder = freshFolder();

/** Runs a command on the account to practise on, with somebody who answers. */
async function run(command: AccountCommand, environment: string, answer: string) {
  const given = { version: 1, project: 'shop', target: 'cli', environments: ['dev', 'prod'] };
  writeFileSync(join(folder(), 'ecs-iam.json'), JSON.stringify(given));
  const asked: string[] = [];
  const printed: string[] = [];
  const print = (text: string) => void printed.push(text);
  const flags = { practice: ['yes'], environment: [environment] };
  const code = await runAccountCommand(command, folder(), flags, {
    out: print,
    err: print,
    isTerminal: true,
    isColoured: false,
    ask: async (question) => {
      asked.push(question);
      return answer;
    },
    onInterrupt: () => () => {},
  });
  return { code, asked, text: printed.join('') };
}

test('the question names the number of changes, the account and the environment', async () => {
  const { asked } = await run('apply', 'dev', 'n');
  expect(asked).toEqual([
    expect.stringMatching(
      /^\d+ changes in practice account 000000000000, environment dev\. Go on\? \(y\/N\) $/,
    ),
  ]);
});

test.each(['apply', 'destroy'] as const)(
  'who declines %s is told once that nothing was changed',
  async (command) => {
    if (command === 'destroy') await run('apply', 'dev', 'y');
    const { code, text } = await run(command, 'dev', 'no');
    expect(code).toBe(1);
    expect(text.match(/nothing was changed/gi)).toHaveLength(1);
    expect(text).toMatch(/dev: declined; nothing was changed\.\n$/);
  },
);

test('prod is confirmed by its name, and yes is not enough', async () => {
  const { code, asked } = await run('apply', 'prod', 'y');
  expect([code, asked]).toEqual([
    1,
    [expect.stringMatching(/environment prod\. Type the name of the environment \(prod\)/)],
  ]);
  expect((await run('apply', 'prod', 'prod')).code).toBe(0);
});

test('who declines one environment of a destroy keeps all of them', async () => {
  await run('apply', 'dev', 'y');
  await run('apply', 'prod', 'prod');
  const { code, asked } = await run('destroy', 'all', 'dev');
  expect([code, asked.length]).toEqual([1, 2]);
  expect((await run('plan', 'all', '')).code).toBe(0);
});
