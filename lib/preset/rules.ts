import { parseAccounts } from '../answers/parse/accounts.ts';
import {
  badValue,
  checkKeys,
  parseEach,
  parseEntries,
  parseItems,
  parseObject,
  parseText,
  parseWord,
} from '../answers/parse/basic.ts';
import { parseRoleNames } from '../answers/parse/role-names.ts';
import { checkRoleId, parseTags, ROLE_IDS, ROLE_OPTIONS } from '../answers/parse/roles.ts';
import type { OwnRole, PresetRules } from '../answers/types.ts';
import { partitionOfRegion } from '../iam/partitions.ts';

/** Runs a step with the place of a key; undefined where it found a fault. */
export type At = <Value>(path: readonly string[], step: () => Value) => Value | undefined;

type Raw = Readonly<Record<string, unknown>>;

/** An answer that a rule locks: where it belongs, and the key of the preset that has it. */
interface ImpliedLock {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly place: readonly string[];
}

/** Reads the rules of a preset with the roles of its own, and the answers that they leave no choice of. */
export function parseRules(
  raw: Raw,
  at: At,
  own: readonly OwnRole[],
): { readonly rules: PresetRules; readonly locks: readonly ImpliedLock[] } {
  const boundary = at(['permissionsBoundary'], () => boundaryOf(raw.permissionsBoundary));
  const tags = at(['mandatoryTags'], () => tagsOf(raw.mandatoryTags ?? {})) ?? {};
  const regions = at(['regions'], () => regionsOf(raw.regions));
  const accounts =
    at(['accounts'], () => parseEntries(raw.accounts ?? {}, (_, one) => accountsOf(one))) ?? {};
  const names = at(['roleNames'], () => namesOf(parseObject(raw.roleNames ?? {}), own)) ?? {};
  return {
    rules: {
      ...(boundary !== undefined && { boundary }),
      ...(regions !== undefined && { regions }),
      tags,
      accounts,
      forbidden: forbiddenOf(raw.forbidden ?? {}, at),
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

function tagsOf(raw: unknown): PresetRules['tags'] {
  const patterns = parseEntries(raw, (_, value) => parseText(value, 'the pattern of a tag value'));
  // `*` is no character of a tag: the rest has to be.
  const without = Object.entries(patterns).map(([key, one]) => [key, one.replaceAll('*', 'x')]);
  parseTags(Object.fromEntries(without));
  return patterns;
}

function regionsOf(raw: unknown): readonly string[] | undefined {
  if (raw === undefined) return undefined;
  return parseEach(parseItems(raw), (item) => {
    const region = parseText(item, 'a Region code');
    if (partitionOfRegion(region) !== undefined) return region;
    throw badValue(region, 'a Region code', 'As in eu-west-1.');
  });
}

function accountsOf(raw: unknown): readonly string[] {
  const accounts = parseAccounts(raw);
  if (accounts.length > 0) return accounts;
  throw badValue(raw, 'an account or a list of accounts');
}

/** `*` is every role, and `<role>` the id of each. */
function namesOf(raw: Raw, own: readonly OwnRole[]): Readonly<Record<string, string>> {
  const ids = own.map(({ role }) => role.id);
  const { '*': every, ...named } = raw;
  const expanded =
    every === undefined ? [] : [...ROLE_IDS, ...ids].map((id) => [id, nameOf(every, id)]);
  const single = Object.entries(named).map(([id, pattern]) => [id, nameOf(pattern, id)]);
  return parseRoleNames(Object.fromEntries([...expanded, ...single]), [{ roles: own }]);
}

function nameOf(pattern: unknown, id: string): string {
  return parseText(pattern, 'the pattern of a name').replaceAll('<role>', id);
}

function forbiddenOf(raw: unknown, at: At): PresetRules['forbidden'] {
  const object = at(['forbidden'], () => {
    const parsed = parseObject(raw);
    checkKeys(parsed, ['grants', 'options', 'roles'], 'forbidden');
    return parsed;
  });
  const list = (key: string, check: (text: string) => void) =>
    at(['forbidden', key], () =>
      parseEach(parseItems(object?.[key] ?? []), (item) => {
        const text = parseText(item);
        check(text);
        return text;
      }),
    ) ?? [];
  return {
    grants: list('grants', () => {}),
    options: list('options', (text) => parseWord(text, ROLE_OPTIONS, 'an option ROLE.OPTION')),
    roles: list('roles', checkRoleId),
  };
}
