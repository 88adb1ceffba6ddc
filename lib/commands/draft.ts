import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import type { Replies } from '../answers/prompt.ts';

/** What was answered in a folder before anything was written there. */
export interface Draft {
  readonly read: () => Replies;
  readonly keep: (replies: Replies) => void;
  readonly remove: () => void;
}

/**
 * The draft of a folder, in the user's state directory: the folder itself stays as it is until its
 * files are written. Without a home that can be written to there is none, and nothing fails.
 */
export function draftOf(folder: string): Draft {
  const file = join(stateFolder(), 'drafts', `${digest(folder)}.json`);
  return {
    read: () => {
      try {
        return repliesIn(JSON.parse(readFileSync(file, 'utf8')));
      } catch {
        return {};
      }
    },
    keep: (replies) => {
      try {
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
        writeFileSync(file, JSON.stringify(replies), { mode: 0o600 });
      } catch {
        // A draft is a comfort: without one the questions are asked as before.
      }
    },
    remove: () => {
      try {
        rmSync(file, { force: true });
      } catch {
        // As above.
      }
    },
  };
}

/** What has the form of replies: texts, ticks, and lists of texts. Anything else is asked again. */
function repliesIn(found: unknown): Replies {
  if (Object(found) !== found || Array.isArray(found)) return {};
  const isText = (value: unknown) => typeof value === 'string';
  return Object.fromEntries(
    Object.entries(Object(found)).filter(
      ([, value]) =>
        isText(value) ||
        typeof value === 'boolean' ||
        (Array.isArray(value) && value.every(isText)),
    ),
  );
}

/** A relative path does not count: https://specifications.freedesktop.org/basedir-spec/latest/ */
function stateFolder(): string {
  const { XDG_STATE_HOME: given = '' } = process.env;
  return join(isAbsolute(given) ? given : join(homedir(), '.local/state'), 'ecs-iam');
}

function digest(folder: string): string {
  return createHash('sha256').update(folder).digest('hex').slice(0, 16);
}
