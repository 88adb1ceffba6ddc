import type { Flag } from '../answers/command-line.ts';
import { LAST_FLAGS, valueFlag } from '../answers/flag-forms.ts';
import { didYouMean } from '../did-you-mean.ts';
import { shown, throwFaults, UserError } from '../errors.ts';
import { FLEET_FILE } from '../fleet/open-fleet.ts';
import type { AccountCommand } from './account-flags.ts';
import { FLEET_ACCOUNT_FLAGS } from './fleet/account-flags.ts';
import { NEW_FLAGS, STACKSETS_FLAGS, STATUS_FLAGS } from './fleet/flags.ts';
import type { FleetVerb } from './fleet/verb.ts';
import type { Invocation } from './invocation.ts';

/** What `fleet` does: its verbs, in the order in which help shows them. */
export const FLEET_VERBS: readonly FleetVerb[] = [
  {
    name: 'init',
    flags: [],
    run: async (from, file) => (await import('./fleet/init.ts')).initFleet(from, file),
  },
  {
    name: 'new',
    flags: NEW_FLAGS,
    run: async (from, file) => (await import('./fleet/new.ts')).writeFleet(from, file),
  },
  onAccounts('plan'),
  onAccounts('apply'),
  onAccounts('validate'),
  {
    name: 'status',
    flags: STATUS_FLAGS,
    run: async (from, file) => (await import('./fleet/status.ts')).showStatus(from, file),
  },
  onAccounts('destroy'),
  {
    name: 'stacksets',
    flags: STACKSETS_FLAGS,
    run: async (from, file) => (await import('./fleet/stacksets.ts')).writeStacksets(from, file),
  },
  {
    name: 'import',
    flags: [],
    words: 'DIR…',
    run: async (...given) => (await import('./fleet/import.ts')).importRepos(...given),
  },
];

/** A verb that works on the accounts of the services. */
function onAccounts(name: AccountCommand): FleetVerb {
  return {
    name,
    flags: FLEET_ACCOUNT_FLAGS[name],
    run: async (from, file) =>
      (await import('./fleet/account-work.ts')).runOnAccounts(name, from, file),
  };
}

/** The flags that every verb takes. */
const COMMON_FLAGS: readonly Flag[] = [
  valueFlag('file', 'FILE', `The manifest (default ${FLEET_FILE}).`),
  ...LAST_FLAGS,
];

/** The flags of `fleet`: those of all its verbs, each once. */
export const FLEET_FLAGS: readonly Flag[] = [
  ...FLEET_VERBS.flatMap(({ flags }) => flags),
  ...COMMON_FLAGS,
].filter(({ name }, index, all) => all.findIndex((one) => one.name === name) === index);

/**
 * Works on all services of a manifest. Gives the exit code.
 *
 * @throws UserError for what keeps it from its work; a fault of one service is part of the report.
 */
export async function runFleet(invocation: Invocation): Promise<number> {
  const { line } = invocation;
  throwFaults(line.faults);
  const [word, ...rest] = line.positionals;
  const verb = FLEET_VERBS.find(({ name }) => name === word);
  if (verb === undefined) throw noVerb(word);
  if (rest.length > 0 && verb.words === undefined) {
    const message = `fleet ${verb.name} takes no further word; ${shown(rest[0])} is one.`;
    throw new UserError('TooManyWords', message, `Name services with --only ${rest.join(',')}.`);
  }
  throwFaults(foreignFlags(verb, Object.keys(line.flags)));
  return verb.run(invocation, line.flags.file?.at(-1) ?? FLEET_FILE, rest);
}

/** A flag of another verb would be ignored in silence. */
function foreignFlags({ name: verb, flags }: FleetVerb, given: readonly string[]) {
  const known = [...flags, ...COMMON_FLAGS].map(({ name }) => name);
  return given
    .filter((name) => !known.includes(name))
    .map((name) => {
      const takers = FLEET_VERBS.filter((one) => one.flags.some((flag) => flag.name === name));
      const hint = `It is for ${takers.map((one) => `fleet ${one.name}`).join(', ')}.`;
      return new UserError('BadFlag', `--${name} does not go with fleet ${verb}.`, hint);
    });
}

function noVerb(word: string | undefined): UserError {
  const names = FLEET_VERBS.map(({ name }) => name);
  const all = `Write ecs-iam fleet ${names.join('|')}.`;
  if (word === undefined) {
    return new UserError('UnknownWord', 'What to do with the fleet is missing.', all);
  }
  const message = `${shown(word)} is nothing that fleet does.`;
  return new UserError('UnknownWord', message, didYouMean(word, names, all));
}
