import { parseItems } from '../answers/parse/basic.ts';
import { parsePresetReferences } from '../answers/presets.ts';
import { listKind } from './lists.ts';

/** Presets of the team, as ecs-iam.json names them. */
export const presetKind = listKind<string>({
  word: 'preset',
  name: 'presets',
  usage: 'FILE|PACKAGE…',
  summary: 'The rules of a team; a later one wins.',
  of: ({ presets }) => presets.references,
  parse: (raw) => parsePresetReferences(raw.flatMap(parseItems)).references,
  write: (reference) => reference,
  show: (reference) => reference,
});
