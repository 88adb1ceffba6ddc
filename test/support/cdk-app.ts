import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { buildService } from '../../lib/service/build-service.ts';
import { appFiles } from '../../lib/targets/cdk/app-files.ts';
import { DEFAULT_ANSWERS } from './answers.ts';
import { describeWithout } from './tools.ts';

const LOCK = 'templates/targets/cdk/iam/package-lock.json';
const NPM_FLAGS = [
  ...['--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'],
  // Without a network the answer comes at once, not after minutes of trying; CI has one.
  ...[
    `--fetch-retries=${process.env.CI ? 5 : 1}`,
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=5000',
  ],
];

/**
 * The node_modules of a generated app, installed once for each lock file and user, outside every
 * repo; undefined where the npm registry does not answer.
 */
export function cdkModules(): string | undefined {
  const lock = readFileSync(LOCK);
  const id = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  const folder = join(tmpdir(), `ecs-iam-cdk-${process.getuid?.() ?? 'user'}-${id}`);
  const modules = join(folder, 'node_modules');
  if (existsSync(modules)) return modules;
  // Installed beside and renamed: two test files may want it at once.
  const beside = `${folder}.${process.pid}`;
  mkdirSync(beside, { recursive: true });
  const named = appFiles(buildService(DEFAULT_ANSWERS)).filter(({ path }) =>
    /^iam\/package(-lock)?\.json$/.test(path),
  );
  for (const { path, contents } of named) writeFileSync(join(beside, basename(path)), contents);
  const options = { cwd: beside, timeout: 300_000, encoding: 'utf8' } as const;
  const { status, stderr } = spawnSync('npm', ['ci', ...NPM_FLAGS], options);
  if (status !== 0) {
    process.stderr.write(`npm ci of the generated CDK app: ${stderr}\n`);
    rmSync(beside, { recursive: true, force: true });
    return undefined;
  }
  try {
    renameSync(beside, folder);
  } catch {
    rmSync(beside, { recursive: true, force: true });
  }
  return modules;
}

/** Gives a generated app its node_modules as a link. */
export function linkCdkModules(app: string): void {
  const modules = cdkModules();
  if (modules === undefined) throw new Error('The npm registry does not answer.');
  symlinkSync(modules, join(app, 'node_modules'));
}

/** `describe` where the packages of a generated app can be had; else skipped by name, in CI a failure. */
export function describeWithCdk(name: string, body: () => void): void {
  if (cdkModules() === undefined) describeWithout(name, 'the npm registry does not answer');
  else describe(name, body);
}
