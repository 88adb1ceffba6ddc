import { spawn, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RenderedFile } from '../../lib/targets/types.ts';
import { putFiles } from '../support/put-files.ts';
import { BASH } from '../support/script-repo.ts';

/** What a script said and how it ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** One aws call of a script and what it was answered. */
export interface Call {
  /** Its words without `aws`. */
  readonly words: string;
  readonly output: string;
  readonly errors: string;
  readonly status: number;
}

/** A generated repo on disk whose aws calls are kept, and can be answered from what was kept. */
export interface TapedRepo {
  readonly folder: string;
  /** Runs a script; `live` asks the account and keeps each answer, else the kept ones are given. */
  readonly run: (
    script: string,
    words: readonly string[],
    options?: { readonly live?: boolean; readonly env?: NodeJS.ProcessEnv },
  ) => Promise<Ended>;
  readonly calls: () => readonly Call[];
  /** Answers another text to the calls that begin so, until `rewind`. */
  readonly answer: (words: string, change: (output: string) => string | Failure) => void;
  readonly rewind: () => void;
  /** Empties the tape. */
  readonly forget: () => void;
  readonly remove: () => void;
}

/** What AWS says instead of an answer. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** Played in place of aws. A call's file is named after the checksum of its words. */
const PLAYER = `#!/usr/bin/env bash
key="$TAPE/$(printf '%s\\n' "$@" | cksum | tr ' ' -)"
if [ "$LIVE" = true ]; then
  printf '%s' "$*" >"$key.words"
  PATH="$PATH_OF_AWS" aws "$@" >"$key.out" 2>"$key.err" && echo 0 >"$key.rc" || echo $? >"$key.rc"
fi
if [ ! -f "$key.rc" ]; then
  echo "not on the tape: $*" >&2
  exit 250
fi
for end in changed-out out; do
  if [ -f "$key.$end" ]; then cat "$key.$end"; break; fi
done
for end in changed-err err; do
  if [ -f "$key.$end" ]; then cat "$key.$end" >&2; break; fi
done
if [ -f "$key.changed-err" ]; then exit 254; fi
exit "$(cat "$key.rc")"
`;

/** Writes the files under a path with a space. */
export function tapedRepo(
  files: readonly RenderedFile[],
  environment: NodeJS.ProcessEnv,
): TapedRepo {
  const top = mkdtempSync(join(tmpdir(), 'a repo '));
  const folder = join(top, "it's here");
  const tape = join(top, 'tape');
  for (const name of ['bin', 'tape']) mkdirSync(join(top, name));
  writeFileSync(join(top, 'bin/aws'), PLAYER, { mode: 0o755 });
  putFiles(folder, files);
  const path = environment.PATH ?? '';
  const read = (name: string) => readFileSync(join(tape, name), 'utf8');
  const keys = () =>
    readdirSync(tape)
      .filter((name) => name.endsWith('.words'))
      .map((name) => name.slice(0, -'.words'.length));
  return {
    folder,
    run: (script, words, { live = false, env = {} } = {}) =>
      ended(BASH, [join(folder, 'scripts', script), ...words], {
        ...environment,
        TAPE: tape,
        LIVE: String(live),
        PATH_OF_AWS: path,
        PATH: `${join(top, 'bin')}:${path}`,
        ...env,
      }),
    calls: () =>
      keys().map((key) => ({
        words: read(`${key}.words`),
        output: read(`${key}.out`),
        errors: read(`${key}.err`),
        status: Number(read(`${key}.rc`)),
      })),
    answer: (words, change) => {
      const found = keys().filter((key) => read(`${key}.words`).startsWith(words));
      if (found.length === 0) throw new Error(`No call begins with: ${words}`);
      for (const key of found) {
        const changed = change(read(`${key}.out`));
        if (typeof changed === 'string') {
          writeFileSync(join(tape, `${key}.changed-out`), changed);
        } else {
          const text = `\nAn error occurred (${changed.code}) when calling it: ${changed.message}\n`;
          writeFileSync(join(tape, `${key}.changed-out`), '');
          writeFileSync(join(tape, `${key}.changed-err`), text);
        }
      }
    },
    forget: () => {
      for (const name of readdirSync(tape)) rmSync(join(tape, name));
    },
    rewind: () => {
      for (const name of readdirSync(tape)) {
        if (/\.changed-(out|err)$/.test(name)) rmSync(join(tape, name));
      }
    },
    remove: () => rmSync(top, { recursive: true, force: true }),
  };
}

/** Runs a command without a terminal; the event loop goes on, so that a server here can answer it. */
export async function ended(
  command: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Ended> {
  const child = spawn(command, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { status, stdout, stderr };
}

/** A PATH with what the scripts need but jq. */
export function withoutJq({ folder }: TapedRepo): string {
  const bin = mkdtempSync(join(folder, '..', 'no jq '));
  for (const tool of ['awk', 'bash', 'cat', 'dirname', 'paste', 'sed', 'env', 'printf']) {
    const { stdout } = spawnSync('which', [tool], { encoding: 'utf8' });
    symlinkSync(stdout.trim(), join(bin, tool));
  }
  symlinkSync(join(folder, '../bin/aws'), join(bin, 'aws'));
  return bin;
}
