import { parseAccounts } from '../answers/parse/accounts.ts';
import { badValue, parseObject, parseText } from '../answers/parse/basic.ts';
import { parseRoleNames } from '../answers/parse/role-names.ts';
import { checkOption, checkRoleId, parseTags, ROLE_IDS } from '../answers/parse/roles.ts';
import type { OwnRole, PresetRules } from '../answers/types.ts';
import { didYouMean } from '../did-you-mean.ts';
import { shown, UserError } from '../errors.ts';
import { GRANTS } from '../grants/registry.ts';
import type { GrantPreset } from '../grants/types.ts';
import { partitionOfRegion } from '../iam/partitions.ts';
import { type At, entriesAt, itemsAt, keysAt, type Placed } from './placed.ts';

type Raw = Readonly<Record<string, unknown>>;

/** An answer that a rule locks: where it belongs, and the key of the preset that has it. */
interface ImpliedLock {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly place: readonly string[];
}

/** What a preset has of its own. */
interface OwnThings {
  readonly grants: readonly GrantPreset[];
  readonly roles: readonly OwnRole[];
  /** Grants of presets that this one is taken with; absent: which they are is not known. */
  readonly others?: readonly GrantPreset[] | undefined;
}

/** Reads the rules of a preset, and the answers that they leave no choice of. */
export function parseRules(
  raw: Raw,
  at: At,
  own: OwnThings,
): { readonly rules: PresetRules; readonly locks: readonly ImpliedLock[] } {
  const boundary = at(['permissionsBoundary'], () => boundaryOf(raw.permissionsBoundary));
  const tags = entriesAt(raw.mandatoryTags ?? {}, { path: ['mandatoryTags'], at }, tagOf);
  const regions =
    raw.regions === undefined
      ? undefined
      : itemsAt(raw.regions, { path: ['regions'], at }, regionOf);
  at(['regions'], () => {
    if (!Array.isArray(raw.regions) || raw.regions.length > 0) return;
    throw new UserError(
      'BadValue',
      'An empty list allows no Region.',
      'Leave it out: any is allowed then.',
    );
  });
  const accounts = entriesAt(raw.accounts ?? {}, { path: ['accounts'], at }, (_, one) =>
    accountsOf(one),
  );
  const names = namesOf(raw.roleNames ?? {}, own.roles, { path: ['roleNames'], at });
  return {
    rules: {
      ...(boundary !== undefined && { boundary }),
      ...(regions !== undefined && { regions }),
      tags,
      accounts,
      forbidden: forbiddenOf(raw.forbidden ?? {}, at, own),
    },
    locks: [
      ...Object.entries(names).map(([id, pattern]) => ({
        path: ['roleNames', id],
        value: pattern,
        place: ['roleNames', id],
      })),
      ...Object.entries(tags)
        .filter(([, pattern]) => !pattern.includes('*'))
        .map(([key, value]) => ({ path: ['tags', key], value, place: ['mandatoryTags', key] })),
      ...Object.entries(accounts)
        .filter(([, list]) => list.length === 1)
        .map(([name, list]) => ({
          path: ['environments', name, 'account'],
          value: list[0],
          place: ['accounts', name],
        })),
    ],
  };
}

const BOUNDARY = /^arn:(aws[a-z-]*|<partition>):iam::(aws|\d{12}|<account>):policy\/[\w+=,.@/-]+$/;

function boundaryOf(raw: unknown): string | undefined {
  if (raw === undefined) return undefined;
  const text = parseText(raw, 'the ARN of a policy');
  if (BOUNDARY.test(text)) return text;
  const hint = 'Write it as arn:<partition>:iam::<account>:policy/NAME.';
  throw badValue(text, 'the ARN of a managed policy', hint);
}

function tagOf(key: string, value: unknown): string {
  const pattern = parseText(value, 'the pattern of a tag value');
  // `*` is no character of a tag: the rest has to be.
  parseTags({ [key]: pattern.replaceAll('*', 'x') });
  return pattern;
}

function regionOf(item: unknown): string {
  const region = parseText(item, 'a Region code');
  if (partitionOfRegion(region) !== undefined) return region;
  throw badValue(region, 'a Region code', 'As in eu-west-1.');
}

function accountsOf(raw: unknown): readonly string[] {
  const accounts = parseAccounts(Array.isArray(raw) ? raw : [raw]);
  if (accounts.length > 0) return accounts;
  throw badValue(raw, 'an account or a list of accounts');
}

/** `*` is every role, and `<role>` the id of each. */
function namesOf(
  raw: unknown,
  own: readonly OwnRole[],
  place: Placed,
): Readonly<Record<string, string>> {
  const ids = [...ROLE_IDS, ...own.map(({ role }) => role.id)];
  const named = entriesAt(raw, place, (key, value) => {
    const pattern = parseText(value, 'the pattern of a name');
    if (key === '*' && !pattern.includes('<role>')) {
      const message = `${shown(pattern)} gives every role the same name.`;
      throw new UserError('BadValue', message, 'Write <role> into it.');
    }
    // One role stands for all: the pattern is as good for each.
    const [example = ''] = ids;
    const id = key === '*' ? example : key;
    parseRoleNames({ [id]: pattern.replaceAll('<role>', id) }, [{ roles: own }]);
    return pattern;
  });
  const { '*': every, ...single } = named;
  const all = every === undefined ? [] : ids.map((id) => [id, every] as const);
  return Object.fromEntries(
    [...all, ...Object.entries(single)].map(([id, one]) => [id, one.replaceAll('<role>', id)]),
  );
}

function forbiddenOf(raw: unknown, at: At, own: OwnThings): PresetRules['forbidden'] {
  const path = ['forbidden'];
  const object = at(path, () => parseObject(raw)) ?? {};
  const known = ['grants', 'options', 'roles'];
  keysAt(object, { path, at }, { known, where: 'forbidden' });
  const list = (key: string, check: (text: string) => void) =>
    itemsAt(object[key] ?? [], { path: [...path, key], at }, (item) => {
      const text = parseText(item);
      check(text);
      return text;
    });
  return {
    grants: list('grants', (text) => checkGrant(text, own)),
    options: list('options', checkOption),
    roles: list('roles', checkRoleId),
  };
}

/** One that there is not would forbid nothing. */
function checkGrant(text: string, { grants, others }: OwnThings): void {
  if (others === undefined) return;
  const ids = [...GRANTS, ...grants, ...others].map(({ id }) => id);
  if (ids.includes(text)) return;
  const hint = didYouMean(text, ids, 'ecs-iam list grants has them all.');
  throw new UserError('UnknownGrant', `There is no grant ${shown(text)}.`, hint);
}
