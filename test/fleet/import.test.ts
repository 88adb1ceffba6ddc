import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder, runBin } from '../support/built-bin.ts';

const folder = freshFolder();

function run(...words: readonly string[]) {
  return runBin(folder(), words);
}

/** Writes repos with these flags. */
function repos(all: Readonly<Record<string, readonly string[]>>): void {
  for (const [place, flags] of Object.entries(all)) {
    expect(run('new', place, '--yes', '--quiet', ...flags).status).toBe(0);
  }
}

function manifest(): string {
  return readFileSync(join(folder(), 'fleet.yaml'), 'utf8');
}

test('repos that exist become a manifest that changes nothing in them', () => {
  writeFileSync(join(folder(), 'acme.json'), '{"name": "acme", "defaults": {"exec": "task"}}');
  repos({
    'apps/shop': ['--id', 'shop0001', '--preset', './acme.json'],
    'apps/pay': ['--id', 'pay00001', '--environments', 'dev', '--target', 'cli'],
    lone: ['--id', '12345678', '--secrets', 'shop/db'],
  });
  expect(run('fleet', 'import', 'apps', 'lone')).toMatchObject({ status: 0 });
  for (const id of ['shop0001', 'pay00001', '"12345678"']) expect(manifest()).toContain(id);
  expect(run('fleet', 'new', '--dry-run').stdout).toBe('3 services: 3 unchanged.\n');
  expect(run('fleet', 'status')).toMatchObject({
    status: 0,
    stdout: '3 services: 3 as the manifest.\n',
  });
});

test('what all repos have alike is said once', () => {
  repos({ 'apps/shop': ['--target', 'cli'], 'apps/pay': ['--target', 'cli'] });
  run('fleet', 'import', 'apps');
  expect(manifest()).toMatch(
    /^folder: apps\/<service>\nenvironments:[\s\S]*^answers:\n {2}target: cli\nservices:\n {2}pay:\n {4}id: \w+\n {2}shop:\n {4}id: \w+\n$/m,
  );
});

test.each([
  ['ops', 'environments:\n  dev: {}\n  prod: {}\n'],
  ['prod', ''],
])('environments that most have are said once where another has %s', (other, said) => {
  repos({ a: [], b: [], c: ['--environments', other, '--set', 'region=eu-west-1'] });
  run('fleet', 'import', 'a', 'b', 'c');
  expect(manifest().match(/^environments:\n(?: .*\n)*/m)?.[0] ?? '').toBe(said);
  expect(run('fleet', 'new', '--dry-run').stdout).toBe('3 services: 3 unchanged.\n');
});

test('a preset that is not there is named with each repo', () => {
  writeFileSync(join(folder(), 'acme.json'), '{"name": "acme"}');
  repos({ a: ['--preset', './acme.json'], b: ['--preset', './acme.json'] });
  rmSync(join(folder(), 'acme.json'));
  expect(run('fleet', 'import', 'a', 'b').stderr.match(/^error: .*/gm)).toEqual([
    "error: a/ecs-iam.json: presets: There is no preset '../acme.json': no such file.",
    "error: b/ecs-iam.json: presets: There is no preset '../acme.json': no such file.",
  ]);
});

test('repos are added to a manifest, whose comments stay', () => {
  repos({ shop: [], pay: [] });
  const text =
    '# ours\r\nid: a1b2c3d4  # once\r\nservices:\r\n  # the first\r\n  shop: {} # small\r\n';
  writeFileSync(join(folder(), 'fleet.yaml'), text);
  run('fleet', 'import', 'pay');
  expect(manifest().startsWith(text)).toBe(true);
  expect(manifest()).toContain('\n  pay:\r\n');
});

test('faults of all repos are named together, and nothing is written', () => {
  repos({ shop: ['--id', 'same0001'], copy: ['--id', 'same0001'], 'other/shop': [] });
  mkdirSync(join(folder(), 'none'));
  mkdirSync(join(folder(), 'bad'));
  writeFileSync(join(folder(), 'bad/ecs-iam.json'), '{\n  "targt": "cdk"\n}');
  const { status, stderr } = run('fleet', 'import', 'shop', 'copy', 'other', 'none', 'bad');
  expect(status).toBe(1);
  expect(stderr.match(/^error: .*/gm)).toEqual([
    expect.stringContaining("no ecs-iam.json in 'none' or below it"),
    expect.stringContaining("'targt'"),
    expect.stringContaining("'copy' and 'shop' have the id same0001"),
    expect.stringContaining("'other/shop' is service shop, which 'shop' has already"),
  ]);
  expect(run('fleet', 'status').stderr).toContain("There is no manifest 'fleet.yaml'");
});

test('status says what is behind, not written and unfinished', () => {
  const text = (exec: string) =>
    `id: a1b2c3d4\nenvironments: {dev: {account: "111122223333"}}\nservices: {shop: ${exec}, pay: {}}\n`;
  writeFileSync(join(folder(), 'fleet.yaml'), text('{}'));
  run('fleet', 'new', '--only', 'shop');
  writeFileSync(join(folder(), 'fleet.yaml'), text('{answers: {exec: task}}'));
  const header = { version: 1, verb: 'apply', environment: 'dev', account: '111122223333' };
  mkdirSync(join(folder(), 'shop/.ecs-iam'));
  writeFileSync(
    join(folder(), 'shop/.ecs-iam/dev.0001.jsonl'),
    `${JSON.stringify({ ...header, changes: [{}, {}] })}\n{"index":0,"state":"done"}\n`,
  );
  const { status, stdout } = run('fleet', 'status');
  expect(status).toBe(2);
  expect(stdout).toBe(
    [
      'shop     behind the manifest',
      '         unfinished apply in dev, account 111122223333: 1 of 2 changes made',
      'pay      not written',
      '',
      '2 services: 1 not written, 1 behind the manifest; 1 service with an unfinished run.',
      '',
    ].join('\n'),
  );
});
