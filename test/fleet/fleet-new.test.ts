import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BIN, freshFolder, runBin, tree } from '../support/built-bin.ts';

const folder = freshFolder();
const HEAD = 'id: a1b2c3d4\nfolder: services/<service>\nenvironments: {dev: {}, prod: {}}\n';

function manifest(text: string): void {
  writeFileSync(join(folder(), 'fleet.yaml'), text);
}

function run(...words: readonly string[]) {
  return runBin(folder(), ['fleet', ...words]);
}

function states(...words: readonly string[]): Readonly<Record<string, string>> {
  const { services } = JSON.parse(run('new', '--json', ...words).stdout);
  return Object.fromEntries(
    services.map(({ service, state }: { service: string; state: string }) => [service, state]),
  );
}

test('each service gets the repo that new would write with the same answers', () => {
  manifest(`${HEAD}services: {shop: {answers: {exec: task}}}\n`);
  expect(run('new').status).toBe(0);
  const own = JSON.parse(readFileSync(join(folder(), 'services/shop/ecs-iam.json'), 'utf8'));
  runBin(folder(), [
    'new',
    'other',
    '--yes',
    '--project',
    'shop',
    '--exec',
    'task',
    '--id',
    own.id,
  ]);
  expect(tree(join(folder(), 'services/shop'))).toEqual(tree(join(folder(), 'other')));
});

test('many services are written in threads, and a second run changes none', () => {
  const names = Array.from({ length: 40 }, (_, index) => `svc-${index}`);
  manifest(`${HEAD}services:\n${names.map((name) => `  ${name}: {}\n`).join('')}`);
  expect(Object.values(states())).toEqual(names.map(() => 'created'));
  expect(Object.values(states())).toEqual(names.map(() => 'unchanged'));
});

test('only what changed is written, and a repo that is gone is written again', () => {
  manifest(`${HEAD}services:\n  one: {}\n  two: {}\n  three: {}\n`);
  states();
  rmSync(join(folder(), 'services/one/scripts'), { recursive: true });
  manifest(`${HEAD}services:\n  one: {}\n  two: {answers: {exec: task}}\n  three: {}\n`);
  expect(states()).toEqual({ one: 'updated', two: 'updated', three: 'unchanged' });
});

test('a broken service is reported with file and line, and stops none of the others', () => {
  manifest(`${HEAD}services:\n  bad: {answers: {grants: [{preset: s3Reed}]}}\n  good: {}\n`);
  const { status, stdout } = run('new');
  expect([status, /bad: fleet\.yaml:5: .*s3Reed/.test(stdout)]).toEqual([1, true]);
  expect(['bad', 'good'].map((one) => existsSync(join(folder(), 'services', one)))).toEqual([
    false,
    true,
  ]);
});

test('services whose roles would have one name are both named, and neither is written', () => {
  const names = 'answers: {roleNames: {task: "task-<environment>"}}\n';
  manifest(`${HEAD}${names}services: {one: {}, two: {}}\n`);
  const { status, stdout } = run('new');
  expect([
    status,
    /Services one \(dev, line 5\) and two \(dev, line 5\) both have the role/.test(stdout),
  ]).toEqual([1, true]);
  expect(existsSync(join(folder(), 'services'))).toBe(false);
});

test('faults of the manifest are reported together, each with its line', () => {
  manifest(`${HEAD}services:\n  a: {grop: x}\n  b: {folder: ../b}\n  c: {group: none}\n`);
  const { status, stderr } = run('new');
  const lines = [...stderr.matchAll(/^error: fleet\.yaml:(\d+)/gm)].map(([, line]) => line);
  expect([status, lines]).toEqual([1, ['5', '6', '7']]);
});

test('a service that is given twice is named with its line', () => {
  manifest(`${HEAD}services:\n  a: {}\n  a: {}\n`);
  expect(run('new').stderr).toContain("fleet.yaml:6: 'a' is given twice.");
});

test('a preset that locks what a service sets is named with the line of the service', () => {
  writeFileSync(join(folder(), 'acme.json'), '{"name": "acme", "locked": {"exec": "off"}}');
  manifest(`${HEAD}presets: [./acme.json]\nservices:\n  a: {answers: {exec: task}}\n`);
  expect(run('new').stdout).toContain('preset acme (./acme.json:1) locks exec');
});

test('an id is written once, and comments stay', () => {
  manifest('# ours\nservices:\n  a: {} # the first\n');
  run('new');
  const once = readFileSync(join(folder(), 'fleet.yaml'), 'utf8');
  run('new');
  expect(once).toMatch(
    /^# ours\n# .*\nid: [a-z][a-z0-9]{7}\nservices:\n {2}a: \{\} # the first\n$/,
  );
  expect(readFileSync(join(folder(), 'fleet.yaml'), 'utf8')).toBe(once);
});

test('a manifest written as JSON gets its id once, and stays JSON', () => {
  manifest('{"environments": {"dev": {}}, "services": {"shop": {}}}\n');
  run('new', '--quiet');
  const once = readFileSync(join(folder(), 'fleet.yaml'), 'utf8');
  expect(JSON.parse(once).id).toMatch(/^[a-z][a-z0-9]{7}$/);
  expect(run('new').status).toBe(0);
  expect(readFileSync(join(folder(), 'fleet.yaml'), 'utf8')).toBe(once);
});

test('--only names services by pattern or group', () => {
  manifest(`${HEAD}groups: {g: {}}\nservices: {shop-a: {}, shop-b: {group: g}, other: {}}\n`);
  expect(Object.keys(states('--only', 'shop-*', '--dry-run'))).toEqual(['shop-a', 'shop-b']);
  expect(Object.keys(states('--only', 'group:g', '--dry-run'))).toEqual(['shop-b']);
});

test('a dry run leaves no folder, and what a killed run left is cleared by the next', () => {
  manifest(`${HEAD}services: {shop: {}}\n`);
  run('new', '--dry-run');
  expect(readdirSync(folder())).toEqual(['fleet.yaml']);
  const abandoned = join(folder(), 'services/.ecs-iam-999999999-0123456789ab.tmp');
  mkdirSync(abandoned, { recursive: true });
  run('new');
  expect(readdirSync(join(folder(), 'services'))).toEqual(['shop']);
});

test('--environment names services by what they have, whose repos are written whole', () => {
  const tools = 'environments: {tools: {account: "777788889999"}}';
  manifest(
    `${HEAD}services: {shop: {}, wiki: {${tools}}, broken: {answers: {grants: [{preset: s3Reed}]}}}\n`,
  );
  expect(states('--environment', 'tools')).toEqual({ wiki: 'created', broken: 'failed' });
  manifest(`${HEAD}services: {shop: {}, wiki: {${tools}}}\n`);
  expect(states('--environment', 'dev,prod')).toEqual({ shop: 'created' });
  expect(run('status', '--environment', 'tools').stdout).not.toContain('shop');
  expect(run('new', '--environment', 'pord')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("There is no environment 'pord'.\n  Did you mean 'prod'?"),
  });
});

test('an interrupted run leaves whole repos, and the next goes on from there', async () => {
  const names = Array.from({ length: 150 }, (_, index) => `svc-${index}`);
  manifest(`${HEAD}services:\n${names.map((name) => `  ${name}: {}\n`).join('')}`);
  const written = () => {
    const place = join(folder(), 'services');
    return existsSync(place) ? readdirSync(place).filter((name) => name.startsWith('svc-')) : [];
  };
  const child = spawn(process.execPath, [BIN, 'fleet', 'new', '--json'], {
    cwd: folder(),
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  child.stdout.resume();
  const ended = once(child, 'close');
  while (written().length === 0 && child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  child.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
  const before = written();
  expect(before.length).toBeLessThan(names.length);
  for (const name of before) {
    expect(existsSync(join(folder(), 'services', name, '.yo-rc.json'))).toBe(true);
  }
  const after = states();
  expect(Object.keys(after)).toEqual(names);
  for (const name of names) {
    expect([name, after[name]]).toEqual([name, before.includes(name) ? 'unchanged' : 'created']);
  }
});
