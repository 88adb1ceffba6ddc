import type { Flag } from '../answers/command-line.ts';
import { LAST_FLAGS, plainFlag, valueFlag } from '../answers/flag-forms.ts';
import { NEW_FLAGS } from '../answers/flags.ts';
import { OWN_VALUES } from '../change/environments.ts';
import type { ChangeVerb } from '../change/types.ts';
import { FLEET_FILE } from '../fleet/open-fleet.ts';

const PLACE: readonly Flag[] = [
  valueFlag('dir', 'DIR', 'The folder of the repo (default: here, or the nearest above).'),
  valueFlag('environment', 'ENV', 'Changes the value of this environment alone.'),
  {
    ...valueFlag('only', 'PATTERN', 'In a fleet: services by name with *, or group:NAME.'),
    repeatable: true,
  },
  valueFlag('file', 'FILE', `The manifest of the fleet (default ${FLEET_FILE}).`),
];

/** What only `add` takes. */
const OF_ADD: readonly Flag[] = [
  valueFlag('before', 'ENV', 'Puts a new environment before this one (default: the last).'),
  valueFlag('sid', 'SID', 'The sid of a new statement (default: it follows from the action).'),
  valueFlag('why', 'TEXT', 'Why a new statement is there, in one sentence.'),
];

const RUN: readonly Flag[] = [
  { ...plainFlag('yes', 'Asks nothing.'), short: 'y' },
  {
    ...valueFlag('on-conflict', 'HOW', 'What to do with files that were edited (default: ask).'),
    choices: ['abort', 'skip', 'overwrite'],
  },
  plainFlag('force', 'The same as --on-conflict overwrite.'),
  plainFlag('dry-run', 'Writes nothing; says what would follow.'),
  plainFlag('diff', 'Writes nothing; shows the changes of files.'),
  plainFlag('json', 'Prints one JSON document.'),
  plainFlag('quiet', 'Prints nothing but errors.'),
  plainFlag('no-color', 'No colours; NO_COLOR does the same.'),
  ...LAST_FLAGS,
];

/** The flags of `add` or `remove`. */
export function changeFlags(verb: ChangeVerb): readonly Flag[] {
  const own = new Set(OWN_VALUES.map(({ flag }) => flag));
  const values = NEW_FLAGS.filter(({ name }) => own.has(name) || name === 'set');
  return verb === 'add' ? [...values, ...PLACE, ...OF_ADD, ...RUN] : [...PLACE, ...RUN];
}
