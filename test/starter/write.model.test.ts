import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { OnConflict } from '../../lib/starter/write-plan.ts';
import { file, generate, inEmptyFolder } from './folder.ts';

const PATHS = ['README.md', 'iam/a.yaml', 'iam/b.yaml'] as const;

type Step =
  | { readonly kind: 'edit'; readonly path: string; readonly text: string }
  | { readonly kind: 'delete'; readonly path: string }
  | {
      readonly kind: 'generate';
      readonly files: Readonly<Record<string, string>>;
      readonly onConflict: OnConflict;
    };

const path = fc.constantFrom(...PATHS);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('edit' as const),
    path,
    text: fc.constantFrom('mine\n', 'mine\r\n', '', 'v1\n'),
  }),
  fc.record({ kind: fc.constant('delete' as const), path }),
  fc.record({
    kind: fc.constant('generate' as const),
    files: fc.dictionary(path, fc.constantFrom('v1\n', 'v2\n', 'v3\n'), { minKeys: 1 }),
    onConflict: fc.constantFrom<OnConflict>('abort', 'skip'),
  }),
);

test('edits and runs in any order never lose an edit', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      await inEmptyFolder(async (folder) => {
        /** What the user typed and nobody agreed to overwrite. */
        const edits = new Map<string, string>();
        /** What we last wrote: going back to it undoes an edit. */
        const ours = new Map<string, string>();
        for (const one of steps) {
          await take(one, folder, { edits, ours });
          for (const [edited, text] of edits) expect(read(folder, edited)).toBe(text);
        }
      });
    }),
    { numRuns: 300 },
  );
}, 60_000);

interface Memory {
  readonly edits: Map<string, string>;
  readonly ours: Map<string, string>;
}

async function take(one: Step, folder: string, { edits, ours }: Memory): Promise<void> {
  if (one.kind === 'generate') {
    const files = Object.entries(one.files).map(([name, text]) => file(name, text));
    await generate(folder, files, one.onConflict).catch((error: Error) => {
      expect(error.name).toBe('FileConflict');
    });
    // What both sides wrote alike is no edit any more.
    for (const { path: name, contents } of files) {
      if (read(folder, name) !== contents) continue;
      ours.set(name, contents);
      edits.delete(name);
    }
    return;
  }
  const place = join(folder, one.path);
  if (one.kind === 'delete') {
    rmSync(place, { force: true });
    edits.delete(one.path);
  } else if (existsSync(place)) {
    if (readFileSync(place, 'utf8') === one.text) return;
    writeFileSync(place, one.text);
    if (ours.get(one.path) === one.text) edits.delete(one.path);
    else edits.set(one.path, one.text);
  }
}

function read(folder: string, name: string): string | undefined {
  const place = join(folder, name);
  return existsSync(place) ? readFileSync(place, 'utf8') : undefined;
}
