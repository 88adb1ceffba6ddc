import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { planWrites } from '../../lib/starter/plan-writes.ts';
import { writeFiles } from '../../lib/starter/write.ts';
import { type FileState, type OnConflict, settleConflicts } from '../../lib/starter/write-plan.ts';
import type { RenderedFile } from '../../lib/targets/types.ts';

/** Runs a test in an empty folder, whose path holds a space, and removes it. */
export async function inEmptyFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ecs iam '));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A rendered file that is no script. */
export function file(path: string, contents: string): RenderedFile {
  return { path, contents, executable: false };
}

/** Generates files into a folder as a headless run does. */
export async function generate(
  folder: string,
  files: readonly RenderedFile[],
  onConflict: OnConflict = 'abort',
): Promise<void> {
  await writeFiles(settleConflicts(await planWrites(folder, files), onConflict));
}

/** The state of each path that a run would touch or leave. */
export async function states(
  folder: string,
  files: readonly RenderedFile[],
): Promise<Readonly<Record<string, FileState>>> {
  const plan = await planWrites(folder, files);
  return Object.fromEntries(plan.files.map(({ path, state }) => [path, state]));
}

/** Path → contents of every file below a folder. */
export function tree(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
  return Object.fromEntries(
    paths.map((path) => {
      const place = join(folder, path);
      return [path, statSync(place).isFile() ? readFileSync(place, 'utf8') : ''];
    }),
  );
}
