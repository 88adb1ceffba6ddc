import { attempt } from '../answers/parse/basic.ts';
import { lockFaults } from '../answers/presets.ts';
import { meaningOf, parseSources, resolveAnswers } from '../answers/resolve.ts';
import type { Preset } from '../answers/types.ts';
import { UserError } from '../errors.ts';

/**
 * What is wrong with the answers of a preset: values that are none, a default that a lock never lets
 * be taken, two locks of one answer, and what its own rules refuse. It may name what the presets
 * before it have.
 */
export function presetContradictions(
  preset: Preset,
  before: readonly Preset[] = [],
): readonly UserError[] {
  const { name, defaults, locked } = preset;
  const sources = { flags: {}, presets: [...before, preset], folderName: 'service' };
  const { faults } = parseSources(sources);
  const meaning = meaningOf([...before, preset]);
  const idle = lockFaults(locked, defaults, meaning).map((one) =>
    withHint(one, 'The default is never taken: leave it out.'),
  );
  const twice = locked.flatMap((one, index) =>
    lockFaults([one], locked.slice(index + 1), meaning).map((fault) =>
      withHint(fault, 'Keep one of them.'),
    ),
  );
  const others: UserError[] = [];
  attempt(() => resolveAnswers(sources), others);
  // What else is missing may be given by whoever takes the preset.
  const refused = others.filter(
    (one) => one.name === 'RefusedByPreset' && one.message.startsWith(`preset ${name} (`),
  );
  return [...faults, ...idle, ...twice, ...refused];
}

function withHint({ name, message }: UserError, hint: string): UserError {
  return new UserError(name, message, hint);
}
