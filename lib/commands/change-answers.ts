import { basename } from 'node:path';
import { entriesFromFile } from '../answers/answers-file.ts';
import { attempt } from '../answers/parse/basic.ts';
import { resolveAnswers } from '../answers/resolve.ts';
import type { Entry } from '../answers/sources.ts';
import type { Answers } from '../answers/types.ts';
import { type AnswersChange, changeEntry, NO_CHANGE } from '../change/types.ts';
import { throwFaults, type UserError } from '../errors.ts';
import type { TextFile } from '../json-text.ts';
import { withPresets } from '../preset/load.ts';
import { presetsNamed } from './change-presets.ts';

/** The answers as they are; a preset that goes may be missing, and then nothing of it is known. */
export function answersBefore(file: TextFile, root: string, withoutPreset: boolean): Answers {
  const faults: UserError[] = [];
  const read = attempt(() => answersOf(file, root), faults);
  if (read !== undefined) return read.value;
  if (!withoutPreset || faults.every(({ name }) => name !== 'PresetNotFound')) throwFaults(faults);
  const none = changeEntry(['presets'], [], { verb: 'remove', word: 'preset' });
  const bare = answersOf(file, root, { ...NO_CHANGE, entries: [none] });
  return { ...bare, presets: { references: presetsNamed(file, root), list: [] } };
}

/** The answers of a repo's own file, changed or as they are. */
export function answersOf(file: TextFile, root: string, change?: AnswersChange): Answers {
  const place = { folder: root, from: root };
  const folderName = basename(root);
  if (change === undefined) {
    const sources = { flags: {}, folderFile: file, folderName };
    return resolveAnswers(withPresets(sources, place)).answers;
  }
  const { entries, dropped } = change;
  const isDropped = ({ path }: Entry) =>
    dropped.some((gone) => gone.every((key, index) => path[index] === key));
  const own = entriesFromFile(file, 'folder').filter((entry) => !isDropped(entry));
  // The list of presets may itself be what changes.
  const presets = entries.find(({ path: [name] }) => name === 'presets')?.value;
  const naming =
    presets === undefined ? file : { name: file.name, text: JSON.stringify({ presets }) };
  const read = withPresets({ flags: {}, folderFile: naming, folderName }, place);
  return resolveAnswers({ ...read, folderFile: undefined, manifest: [entries, own] }).answers;
}
