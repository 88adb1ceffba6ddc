import { randomInt } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answers } from '../answers/types.ts';
import { sameContents } from './marker.ts';
import { renderStarterApp } from './pipeline-files.ts';

/** Answers with nothing left to decide, and whether this run writes the application. */
export interface SettledAnswers {
  readonly answers: Answers;
  readonly writesApp: boolean;
}

/** What a folder may hold and still be empty: a fresh clone, answers to begin with. */
const NOTHING = ['.git', 'ecs-iam.json'];

/**
 * Settles what depends on the folder or on chance, so that the answers alone make the same repo
 * elsewhere. A repo without an ID gets one. `starterApp: auto` is yes in an empty folder; a folder
 * whose Dockerfile is not ours has its own application, and the answer stays.
 */
export async function settleAnswers(answers: Answers, folder: string): Promise<SettledAnswers> {
  const wanted =
    answers.starterApp === 'auto' ? await isEmpty(folder) : answers.starterApp === 'yes';
  return {
    answers: {
      ...answers,
      starterApp: wanted ? 'yes' : 'no',
      id: answers.id === '' ? randomId() : answers.id,
    },
    writesApp: wanted && !(await hasOwnDockerfile(folder)),
  };
}

const ID_SIGNS = 'abcdefghijklmnopqrstuvwxyz0123456789';

function randomId(): string {
  const signs = Array.from({ length: 8 }, () => ID_SIGNS.charAt(randomInt(ID_SIGNS.length)));
  return signs.join('');
}

async function isEmpty(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  return names.every((name) => NOTHING.includes(name));
}

async function hasOwnDockerfile(folder: string): Promise<boolean> {
  const found = await readFile(join(folder, 'Dockerfile'), 'utf8').catch(() => undefined);
  if (found === undefined) return false;
  const ours = renderStarterApp().find(({ path }) => path === 'Dockerfile');
  return ours === undefined || !sameContents(found, ours.contents);
}
