import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BIN, freshFolder } from '../support/built-bin.ts';

const YO = join(import.meta.dirname, '../support/yo.mjs');
const folder = freshFolder();

function yo(words: readonly string[], more: NodeJS.ProcessEnv = {}) {
  const env = { ...process.env, NODE_OPTIONS: '', ...more };
  const options = { cwd: folder(), env, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [YO, dirname(BIN), ...words],
    options,
  );
  return { status, stdout, stderr };
}

test('an error comes with its hint and without words of Yeoman', () => {
  expect(yo(['ecs-iam', '--target', 'foo'])).toEqual({
    status: 1,
    stdout: '',
    stderr:
      "error: --target: 'foo' is not a target.\n  Choose cloudformation, terraform, cdk or cli.\n",
  });
});

test('so does an error of another command, and as JSON where that is asked for', () => {
  const { status, stdout, stderr } = yo(['ecs-iam:plan', '--json']);
  expect([status, JSON.parse(stdout).errors[0].code]).toEqual([1, 'NoAnswers']);
  expect(stderr).toMatch(/^error: .*\n {2}Run this in a generated repo.*\n$/);
});

test('the repo is written as the program writes it', () => {
  const { status, stdout } = yo(['ecs-iam', '--yes', '--project', 'shop']);
  expect([status, stdout]).toEqual([0, expect.stringContaining('shop is ready in this folder')]);
  expect(readdirSync(folder())).toContain('ecs-iam.json');
});

test('without the rights of root, which yo gives up, one line says what to use', () => {
  const home = join(folder(), 'home');
  mkdirSync(home, { mode: 0o700 });
  if (process.getuid?.() !== 0) chmodSync(home, 0);
  const { status, stderr } = yo(['ecs-iam', '--yes'], { HOME: home, YO_UID: '65534' });
  expect(stderr).toMatch(/^error: yo gives up the rights of root.*run ecs-iam without yo.*\n$/);
  expect(status).toBe(1);
});
