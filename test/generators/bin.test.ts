import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NEW_FLAGS } from '../../lib/answers/flags.ts';
import { freshFolder, type Outcome, runBin, tree } from '../support/built-bin.ts';
import { flagsInHelp } from '../support/flags-in-help.ts';

const folder = freshFolder();

function ecsIam(...words: readonly string[]): Outcome {
  return runBin(folder(), words);
}

function write(name: string, text: string): void {
  writeFileSync(join(folder(), name), text);
}

test.each([[['help', 'new']], [['new', '--help']], [['new', '-h', '--json']]])(
  '%j lists every flag',
  (words) => {
    const { status, stdout, stderr } = ecsIam(...words);
    expect([status, stderr]).toEqual([0, '']);
    expect([...flagsInHelp(stdout)].sort()).toEqual(NEW_FLAGS.map(({ name }) => name).sort());
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  },
);

test('without a terminal the defaults are taken, and the output names them', () => {
  const { status, stderr } = ecsIam('shop');
  expect(status).toBe(0);
  expect(stderr).toContain(
    'Took the defaults --project shop --target cloudformation --environments dev,prod --deploy pipeline.\n',
  );
  expect(readdirSync(join(folder(), 'shop'))).toEqual(
    expect.arrayContaining(['.yo-rc.json', 'README.md', 'ecs-iam.json', 'iam', 'scripts']),
  );
});

test('list names what there is to choose from', () => {
  const { status, stdout } = ecsIam('list', 'grants', 'sqs');
  expect([status, stdout]).toEqual([0, expect.stringContaining('--grant sqsConsume,queueName=…')]);
  expect(ecsIam('list', 'grants', 'kafka').status).toBe(1);
});

test('a word that is no command is a folder, and so is one with ./ before it', () => {
  expect(ecsIam('./new', '--quiet')).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(readdirSync(folder())).toEqual(['new']);
});

test('the answers of a repo make the same bytes in an empty folder', () => {
  ecsIam(
    'source',
    '--project',
    'shop',
    '--grant',
    'xray',
    '--tag',
    'team=a',
    '--target',
    'terraform',
  );
  expect(ecsIam('new', 'another', '--answers', 'source/ecs-iam.json')).toMatchObject({ status: 0 });
  expect(tree(join(folder(), 'another'))).toEqual(tree(join(folder(), 'source')));
});

test('a second run changes nothing and reports so', () => {
  ecsIam('shop');
  const before = tree(folder());
  expect(ecsIam('shop').stdout).toMatch(/unchanged/);
  expect(tree(folder())).toEqual(before);
});

test('an edited file is kept unless a flag decides otherwise', () => {
  ecsIam('shop');
  write('shop/README.md', 'mine\n');
  const { status, stderr } = ecsIam('shop');
  expect([status, stderr]).toEqual([1, expect.stringContaining('README.md was edited')]);
  expect(ecsIam('shop', '--on-conflict', 'skip').status).toBe(0);
  expect(readFileSync(join(folder(), 'shop/README.md'), 'utf8')).toBe('mine\n');
  expect(ecsIam('shop', '--force').status).toBe(0);
  expect(readFileSync(join(folder(), 'shop/README.md'), 'utf8')).not.toBe('mine\n');
});

test.each([['--dry-run'], ['--diff']])('%s writes nothing and exits 0', (flag) => {
  const { status, stdout } = ecsIam('shop', flag);
  expect([status, stdout]).toEqual([0, expect.stringContaining('README.md')]);
  expect(readdirSync(folder())).toEqual([]);
});

test.each([[['--json']], [['--format', 'json', '--dry-run']], [['--json', '--diff']]])(
  '%j gives one JSON document and nothing else',
  (words) => {
    const { status, stdout } = ecsIam('shop', ...words);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ project: 'shop', target: 'cloudformation' });
  },
);

test('with --json an error is a document too', () => {
  const { status, stdout, stderr } = ecsIam('--json', '--account', '12');
  expect([status, stderr]).toEqual([1, expect.stringMatching(/^error: --account: '12' is not/)]);
  expect(JSON.parse(stdout)).toMatchObject({ errors: [{ code: 'BadValue' }] });
});

test('a stack is shown with --debug alone', () => {
  expect(ecsIam('--account', '12').stderr).not.toMatch(/\n\s+at /);
  expect(ecsIam('--account', '12', '--debug').stderr).toMatch(/\n\s+at /);
});
