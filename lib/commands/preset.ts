import { existsSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Flag, isOn } from '../answers/command-line.ts';
import { LAST_FLAGS, plainFlag, valueFlag } from '../answers/flag-forms.ts';
import type { Preset } from '../answers/types.ts';
import { didYouMean } from '../did-you-mean.ts';
import { shown, throwFaults, UserError } from '../errors.ts';
import { printMembers } from '../json.ts';
import { presetContradictions } from '../preset/contradictions.ts';
import { inspectPreset, readPreset } from '../preset/read.ts';
import { type FoundPreset, findPreset } from '../preset/references.ts';
import { PRESET_SCHEMA_FILE, presetSchema } from '../preset/schema.ts';
import { presetSkeleton } from '../preset/skeleton.ts';
import { EXIT } from './exit.ts';
import type { Invocation } from './invocation.ts';

/** The flags of `preset`. */
export const PRESET_FLAGS: readonly Flag[] = [
  {
    ...valueFlag('with', 'FILE|PACKAGE', 'A preset that is named before the one to check.'),
    repeatable: true,
  },
  plainFlag('json', 'Prints one JSON document.'),
  ...LAST_FLAGS,
];

/**
 * Makes a preset with its schema beside it, or checks one. Gives the exit code.
 *
 * @throws UserError `UnknownWord`, `FileExists`, every fault of the preset.
 */
export async function runPreset({ line, from, io }: Invocation): Promise<number> {
  throwFaults(line.faults);
  const [verb, name] = line.positionals;
  if (name === undefined || (verb !== 'new' && verb !== 'check')) throw noVerb(verb, name);
  if (verb === 'check') {
    const before = (line.flags.with ?? []).map((one) => readPreset(findPreset(one, from, from)));
    const preset = checkedPreset(findPreset(name, from, from), before);
    const counts = {
      preset: preset.name,
      defaults: preset.defaults.length,
      locked: preset.locked.length,
      grants: preset.grants.map(({ id }) => id),
      roles: preset.roles.map(({ role }) => role.id),
    };
    io.out(
      isOn(line.flags, 'json')
        ? `${JSON.stringify(counts, null, 2)}\n`
        : `Preset ${preset.name} is valid: ${count(counts.defaults, 'default')}, ${count(counts.locked, 'locked answer')}; of its own ${counted(counts.grants, 'grant')} and ${counted(counts.roles, 'role')}.\n`,
    );
    return EXIT.done;
  }
  if (line.flags.with !== undefined) {
    throw new UserError('BadFlag', '--with does not go with preset new.', 'Leave it out.');
  }
  const file = resolve(from, name);
  const schema = join(dirname(file), PRESET_SCHEMA_FILE);
  if (existsSync(file)) {
    const hint = `Check it with ecs-iam preset check ${name}, or name another file.`;
    throw new UserError('FileExists', `'${name}' is there already; nothing was written.`, hint);
  }
  try {
    writeFileSync(file, presetSkeleton(basename(file, '.json')));
    writeFileSync(schema, printMembers(presetSchema()));
  } catch (cause) {
    const hint = 'Check the path and its permissions.';
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UserError('CannotWrite', `'${name}' cannot be written: ${why}.`, hint, { cause });
  }
  io.out(`Wrote ${name}, and ${PRESET_SCHEMA_FILE} beside it for your editor.\n`);
  io.err(`Next: edit it, then ecs-iam preset check ${name} and ecs-iam new --preset ${name}.\n`);
  return EXIT.done;
}

/** A preset without a fault. @throws UserError with every fault, in the order of their lines. */
function checkedPreset(found: FoundPreset, before: readonly Preset[]): Preset {
  const { preset, faults } = inspectPreset(found, before);
  // Grants and roles that could not be read are no unknown ones.
  const lacksOwn = faults.some(({ message }) => /: (grants|roles)\b/.test(message));
  const others = presetContradictions(preset, before).filter(
    ({ name }) => !lacksOwn || !/^Unknown(Grant|Role)$/.test(name),
  );
  const lineIn = ({ message }: UserError) =>
    Number(message.split(`${found.shown}:`)[1]?.match(/^\d+/)?.[0] ?? 0);
  throwFaults([...faults, ...others].toSorted((one, other) => lineIn(one) - lineIn(other)));
  return preset;
}

/** `1 role (audit-reader)`. */
function counted(ids: readonly string[], what: string): string {
  const names = ids.length === 0 ? '' : ` (${ids.join(', ')})`;
  return `${count(ids.length, what)}${names}`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function noVerb(verb: string | undefined, name: string | undefined): UserError {
  const hint = 'Write ecs-iam preset new FILE or ecs-iam preset check FILE.';
  if (verb === undefined)
    return new UserError('UnknownWord', 'What to do with a preset is missing.', hint);
  if (verb === 'new' || verb === 'check') {
    return new UserError('UnknownWord', `preset ${verb} needs ${name ?? 'a file'}.`, hint);
  }
  const message = `${shown(verb)} is not new or check.`;
  return new UserError('UnknownWord', message, didYouMean(verb, ['new', 'check'], hint));
}
