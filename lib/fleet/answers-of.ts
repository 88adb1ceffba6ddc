import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANSWERS_FILE } from '../answers/answers-file-name.ts';
import { isObject } from '../answers/parse/basic.ts';
import { resolveAnswers } from '../answers/resolve.ts';
import type { Entry } from '../answers/sources.ts';
import type { Answers, Preset } from '../answers/types.ts';
import type { ServiceSpec } from './manifest.ts';

/** The answers that a manifest gives one service. @throws UserError with every fault. */
export function answersOf(
  { name, entries }: ServiceSpec,
  presets: readonly Preset[],
  folder: string,
): Answers {
  const sources = { flags: {}, manifest: [...entries, earlier(folder)], presets };
  return resolveAnswers({ ...sources, folderName: name }).answers;
}

/** Whether the repo has the application was decided when it was first written. */
function earlier(folder: string): readonly Entry[] {
  const text = textIn(folder, ANSWERS_FILE);
  if (text === undefined) return [];
  try {
    const value: unknown = JSON.parse(text);
    const app = isObject(value) ? value.starterApp : undefined;
    if (app !== 'yes' && app !== 'no') return [];
    return [{ path: ['starterApp'], value: app, from: 'folder', at: ANSWERS_FILE }];
  } catch {
    return [];
  }
}

/** The text of a file in a folder; undefined where it cannot be read. */
export function textIn(folder: string, name: string): string | undefined {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch {
    return undefined;
  }
}
