import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve('.');
const folder = mkdtempSync(join(tmpdir(), 'ecs iam package '));
const installed = join(folder, 'installed');

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

let packed: Packed;

beforeAll(() => {
  // The build has run already (npm's pretest); building again would pull dist/ from under other tests.
  expect(existsSync('dist/generators/bin.js')).toBe(true);
  const out = npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], ROOT);
  packed = Object.values(JSON.parse(out) as Record<string, Packed>)[0] ?? {
    filename: '',
    files: [],
  };
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the tarball holds the program, its templates and its papers, and nothing else', () => {
  const others = packed.files.map(({ path }) => path).filter((path) => !PROGRAM.test(path));
  expect(others.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']);
});

/** What was built, what it prints and teaches from, and what it looks up. */
const PROGRAM =
  /^(dist\/(.*\.js|THIRD-PARTY-LICENSES\.txt)|templates\/.*|courses\/.*|docs\/.*|data\/service-authorization\.json\.br)$/;

test.each(['templates', 'courses'])(
  'the tarball holds all of %s: npm dropped none for its name',
  (top) => {
    const files = filesBelow(top).filter((path) => !path.includes('/node_modules/'));
    const paths = new Set(packed.files.map(({ path }) => path));
    expect(files.filter((path) => !paths.has(path))).toEqual([]);
  },
);

describe('installed into an empty folder', () => {
  beforeAll(() => {
    mkdirSync(installed);
    writeFileSync(join(installed, 'package.json'), '{ "private": true }\n');
    writeFileSync(join(installed, 'package-lock.json'), lockFile());
    npm(['ci', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'], installed);
  }, 120_000);

  test.each(['ecs-iam', 'generator-ecs-iam'])('%s runs and writes a repo', (bin) => {
    const repo = join(installed, `by ${bin}`);
    const run = spawnSync(binary(bin), ['new', repo, '--yes', '--project', 'shop'], {
      encoding: 'utf8',
    });
    expect({ status: run.status, stderr: run.stderr }).toMatchObject({ status: 0 });
    expect(readdirSync(repo)).toEqual(
      expect.arrayContaining(['.gitignore', '.yo-rc.json', 'README.md', 'ecs-iam.json', 'iam']),
    );
  });

  test('the version is that of the package', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const run = spawnSync(binary('ecs-iam'), ['--version'], { encoding: 'utf8' });
    expect(run.stdout.trim()).toBe(version);
  });

  test('a repo is generated without opening a socket', () => {
    const guard = join(folder, 'no-sockets.cjs');
    writeFileSync(
      guard,
      `const refuse = () => { throw new Error('a socket was opened'); };
       require('node:net').Socket.prototype.connect = refuse;
       require('node:dgram').createSocket = refuse;
       require('node:dns').lookup = refuse;
       globalThis.fetch = refuse;\n`,
    );
    const run = spawnSync(
      process.execPath,
      ['--require', guard, binary('ecs-iam'), 'new', join(installed, 'quiet'), '--yes'],
      { encoding: 'utf8' },
    );
    expect(run.stderr).not.toContain('a socket was opened');
    expect(run.status).toBe(0);
  });
});

function npm(args: readonly string[], cwd: string): string {
  return execFileSync('npm', args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
}

function binary(name: string): string {
  return join(installed, 'node_modules', '.bin', name);
}

/**
 * Our own lock file, moved one folder down: the same versions, so that npm needs no registry for
 * what it has in its cache.
 */
function lockFile(): string {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
  const { name, version, dependencies, bin, engines } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  ) as Manifest;
  const tarball = `file:../${packed.filename}`;
  const needed = Object.entries(lock.packages).filter(
    ([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional,
  );
  writeFileSync(
    join(installed, 'package.json'),
    JSON.stringify({ private: true, dependencies: { [name]: tarball } }),
  );
  return JSON.stringify({
    lockfileVersion: lock.lockfileVersion,
    requires: true,
    packages: {
      '': { dependencies: { [name]: tarball } },
      [`node_modules/${name}`]: { version, resolved: tarball, dependencies, bin, engines },
      ...Object.fromEntries(needed),
    },
  });
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
  readonly engines: Readonly<Record<string, string>>;
}

interface Lock {
  readonly lockfileVersion: number;
  readonly packages: Readonly<
    Record<string, { readonly dev?: boolean; readonly devOptional?: boolean }>
  >;
}

function filesBelow(top: string): readonly string[] {
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'));
}
