import { attempt } from '../answers/parse/basic.ts';
import { grantFromText, parseGrants, placeholdersOfGrant } from '../answers/parse/grants.ts';
import type { Grant, Preset } from '../answers/types.ts';
import { UserError } from '../errors.ts';
import { GRANTS, grantById, isGrantId } from '../grants/registry.ts';
import type { GrantPreset } from '../grants/types.ts';
import { placeholderSpec } from '../iam/placeholders.ts';
import { listKind, type Wanted } from './lists.ts';
import type { ChangeRequest } from './types.ts';

/** Grants: the first word is the grant, the others are its values in order, or by name. */
export const grantKind = listKind<Grant>({
  word: 'grant',
  name: 'grants',
  usage: 'GRANT [VALUE|NAME=VALUE]…',
  summary: 'What the task role may do: ecs-iam list grants has them.',
  otherwise: 'write <environment> into its value, such as uploads-<environment>',
  nameOf: (item) => item.replace(/,.*$/s, ''),
  offered: (answers) => {
    const own = answers?.presets.list.flatMap(({ grants }) => grants) ?? [];
    return [...GRANTS, ...own].map(({ id }) => id);
  },
  of: ({ grants }) => grants,
  parse: parseGrants,
  write: ({ preset, values }) => ({ preset, ...values }),
  show: ({ preset, values }) =>
    [preset, ...Object.entries(values).map(([name, value]) => `${name}=${value}`)].join(','),
  read: (request) => [complete(rawGrant(request), request.presets)],
  find: (request) => [wantedGrant(request)],
});

type Raw = Readonly<Record<string, unknown>>;

/** `s3Read data`, `s3Read bucketName=data` and `s3Read,bucketName=data` as the answers file has them. */
function rawGrant({ words: [first = '', ...rest], presets }: ChangeRequest): Raw {
  const grant = grantFromText(first);
  // A grant that there is not is named by whoever reads the item.
  if (grantOf(String(grant.preset), presets) === undefined) return grant;
  const placeholders = placeholdersOf(String(grant.preset), presets);
  const values: Record<string, unknown> = {};
  const open = placeholders.filter((name) => needsValue(name) && grant[name] === undefined);
  for (const word of rest) {
    const [, name = '', value] = /^([A-Za-z]\w*)=(.*)$/.exec(word) ?? [];
    if (value !== undefined) values[name] = value;
    else {
      const next = open.find((one) => values[one] === undefined);
      if (next === undefined) throw tooManyValues(String(grant.preset), word, placeholders);
      values[next] = word;
    }
  }
  return { ...values, ...grant };
}

function placeholdersOf(id: string, presets: readonly Preset[]): readonly string[] {
  const grant = grantOf(id, presets);
  return grant === undefined ? [] : placeholdersOfGrant(grant);
}

function grantOf(id: string, presets: readonly Preset[]): GrantPreset | undefined {
  const own = presets.flatMap(({ grants }) => grants).findLast((one) => one.id === id);
  return own ?? (isGrantId(id) ? grantById(id) : undefined);
}

/** True for a value that has neither a default nor a meaning when it is absent. */
function needsValue(name: string): boolean {
  if (name === 'prefix') return false;
  return placeholderSpec(name as never).initial === undefined;
}

/** Checks that a grant to add has every value that it needs. */
function complete(raw: Raw, presets: readonly Preset[]): Raw {
  const [grant] = attempt(() => parseGrants([raw], presets), [])?.value ?? [];
  if (grant === undefined) return raw;
  const lacking = placeholdersOf(grant.preset, presets)
    .filter(needsValue)
    .filter((name) => !Object.hasOwn(grant.values, name));
  if (lacking.length === 0) return raw;
  const example = lacking.map((name) => `${name}=…`).join(' ');
  throw new UserError(
    'GrantIncomplete',
    `Grant ${grant.preset} needs ${lacking.join(' and ')}.`,
    `Write ecs-iam add grant ${grant.preset} ${example}.`,
  );
}

function tooManyValues(id: string, word: string, placeholders: readonly string[]): UserError {
  const takes = placeholders.length === 0 ? 'no value' : placeholders.join(', ');
  return new UserError(
    'TooManyWords',
    `Grant ${id} takes ${takes}; '${word}' is one too many.`,
    placeholders.length === 0
      ? 'Leave it out.'
      : 'Name it as NAME=VALUE, or put a value that holds blanks in quotes.',
  );
}

/** A grant with an id, and with values where some are given; without, there may be one alone. */
function wantedGrant(request: ChangeRequest): Wanted<Grant> {
  const { words, presets } = request;
  const text = words.join(' ');
  const [wanted] = attempt(() => parseGrants([rawGrant(request)], presets), [])?.value ?? [];
  const id = wanted?.preset ?? words[0] ?? '';
  const values = Object.entries(wanted?.values ?? {});
  const is = ({ preset, values: own }: Grant) =>
    preset === id && values.every(([name, value]) => own[name as keyof typeof own] === value);
  const given = words.length === 1 && values.length === 0;
  return { text, is: wanted === undefined && !given ? () => false : is, alone: true };
}
