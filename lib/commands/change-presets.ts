import { attempt } from '../answers/parse/basic.ts';
import type { ChangeVerb } from '../change/types.ts';
import type { TextFile } from '../json-text.ts';
import { namedPresets } from '../preset/names.ts';
import { findPreset } from '../preset/references.ts';

/** A repo whose presets change. */
interface PresetRepo {
  /** Its ecs-iam.json. */
  readonly file: TextFile;
  readonly root: string;
  /** Where the user stands. */
  readonly from: string;
}

/**
 * Presets as ecs-iam.json names them, from the words of a user who may stand elsewhere.
 *
 * @throws UserError `PresetNotFound` for one to add.
 */
export function presetWords(
  verb: ChangeVerb,
  words: readonly string[],
  { file, root, from }: PresetRepo,
): readonly string[] {
  if (verb === 'add') return words.map((word) => findPreset(word, from, root).reference);
  const now = presetsNamed(file, root);
  return words.map((word) => {
    if (now.includes(word)) return word;
    const found = attempt(() => findPreset(word, from, root).reference, [])?.value;
    return [found, `./${word}`].find((one) => one !== undefined && now.includes(one)) ?? word;
  });
}

/** The presets that the file of a repo names. */
export function presetsNamed(file: TextFile, root: string): readonly string[] {
  return namedPresets({ flags: {}, folderFile: file }, { folder: root, from: root }).names;
}
