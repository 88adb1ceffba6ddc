import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The built program; `npm test` builds it first. */
export const BIN = join(import.meta.dirname, '../../dist/generators/bin.js');

/** How a run of the program ended. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built program in a folder, without a terminal. */
export function runBin(folder: string, words: readonly string[]): Outcome {
  const env = { ...process.env, NODE_OPTIONS: '' };
  const options = { cwd: folder, env, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...words], options);
  return { status, stdout, stderr };
}

/** Gives each test a folder of its own, with a blank in its path; call it once in a file. */
export function freshFolder(): () => string {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ecs iam-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return () => folder;
}

/** Every file below a folder with its contents. */
export function tree(of: string): Readonly<Record<string, string>> {
  const entries = readdirSync(of, { recursive: true, withFileTypes: true });
  const paths = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  return Object.fromEntries(
    paths.map((path) => [path.slice(of.length + 1), readFileSync(path, 'utf8')]),
  );
}
