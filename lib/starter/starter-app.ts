import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answers } from '../answers/types.ts';
import { sameContents } from './marker.ts';
import { renderStarterApp } from './pipeline-files.ts';

/** Answers in which starterApp is settled, and whether this run writes the application. */
export interface SettledApp {
  readonly answers: Answers;
  readonly writesApp: boolean;
}

/** What a folder may hold and still be empty: a fresh clone, answers to begin with. */
const NOTHING = ['.git', 'ecs-iam.json'];

/**
 * Settles `auto`: an application is begun in an empty folder. A folder whose Dockerfile is not ours
 * has its own; the answer stays, so that the answers alone make the same repo elsewhere.
 */
export async function settleStarterApp(answers: Answers, folder: string): Promise<SettledApp> {
  const wanted =
    answers.starterApp === 'auto' ? await isEmpty(folder) : answers.starterApp === 'yes';
  return {
    answers: { ...answers, starterApp: wanted ? 'yes' : 'no' },
    writesApp: wanted && !(await hasOwnDockerfile(folder)),
  };
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
