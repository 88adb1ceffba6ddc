import { didYouMean } from '../../did-you-mean.ts';
import { shown, UserError } from '../../errors.ts';
import { LIMITS } from '../../iam/limits.ts';
import { placeholderSpec } from '../../iam/placeholders.ts';
import { isRoleId, ROLES, type RoleId, roleById } from '../../roles/registry.ts';
import type { Answers, Preset, RoleOverride } from '../types.ts';
import {
  alternatives,
  badValue,
  checkKeys,
  parseEach,
  parseEntries,
  parseItems,
  parseObject,
  parseText,
  parseWord,
  parseYesNo,
} from './basic.ts';

/** Every role's id, in the catalogue's order. */
export const ROLE_IDS = ROLES.map(({ id }) => id);
/** How a role's permissions can be kept. */
export const POLICY_KINDS = ['inline', 'customer-managed', 'aws-managed'] as const;
/** Every option of the catalogue as `role.option`. */
export const ROLE_OPTIONS = ROLES.flatMap((role) =>
  Object.keys(role.options).map((name) => `${role.id}.${name}`),
);

/**
 * `recommended`, `all`, or role ids.
 *
 * @throws UserError `NoRoles`, `UnknownRole`.
 */
export function parseRoles(raw: unknown, presets: readonly Preset[] = []): Answers['roles'] {
  if (raw === 'recommended' || raw === 'all') return raw;
  const named = parseEach(parseItems(raw), (item) => {
    const text = parseText(item, 'the id of a role');
    refuseOwnRole(text, presets, 'it is made without being named, and goes with the preset');
    return parseRoleId(text, ['recommended', 'all']);
  });
  if (named.length === 0) {
    throw new UserError('NoRoles', 'No role is named.', 'Write recommended, all, or role ids.');
  }
  return inCatalogueOrder(named);
}

/** The way out where a role is missing: the flag that has it. */
export function addRole(role: string, roles: readonly RoleId[]): string {
  const named = roles.filter((id) => roleById(id).follows === undefined);
  return `Add it: --roles ${inCatalogueOrder([...named, role]).join(',')}.`;
}

function inCatalogueOrder(roles: readonly string[]): readonly RoleId[] {
  return ROLE_IDS.filter((id) => roles.includes(id));
}

function parseRoleId(
  text: string,
  besides: readonly string[] = [],
  own: readonly string[] = [],
): RoleId {
  if (isRoleId(text)) return text;
  if (besides.includes(text)) {
    const message = `${shown(text)} stands alone; it cannot be mixed with role ids.`;
    throw new UserError('UnknownRole', message, `Write ${text} alone, or role ids alone.`);
  }
  const hint = didYouMean(
    text,
    [...ROLE_IDS, ...own, ...besides],
    `ecs-iam list roles has them${own.length === 0 ? '' : `, and presets ${own.join(', ')}`}.`,
  );
  throw new UserError('UnknownRole', `There is no role ${shown(text)}.`, hint);
}

/** @throws UserError `UnknownRole`. */
export function checkRoleId(id: string): void {
  parseRoleId(id);
}

/** Checks the id of a role that is made, of the catalogue or of a preset. @throws UserError `UnknownRole`. */
export function checkMadeRole(id: string, presets: readonly Pick<Preset, 'roles'>[]): void {
  const own = ownRoleIds(presets);
  if (!own.includes(id)) parseRoleId(id, [], own);
}

/** The ids of the roles that presets have of their own. */
export function ownRoleIds(presets: readonly Pick<Preset, 'roles'>[]): readonly string[] {
  return presets.flatMap(({ roles }) => roles.map(({ role }) => role.id));
}

/** @throws UserError `RoleOfPreset` for a role of a preset: `why` says what it does not take. */
export function refuseOwnRole(id: string, presets: readonly Preset[], why: string): void {
  const preset = presets.findLast((one) => ownRoleIds([one]).includes(id));
  if (preset === undefined) return;
  const message = `Role ${id} is of preset ${preset.name}: ${why}.`;
  throw new UserError('RoleOfPreset', message, 'Leave it out, or ask whoever keeps the preset.');
}

/** How permissions are kept. */
function parsePolicyKind(raw: unknown): (typeof POLICY_KINDS)[number] {
  return parseWord(raw, POLICY_KINDS, 'a kind of policy');
}

/** `role: kind` pairs. */
export function parseRolePolicies(
  raw: unknown,
  presets: readonly Preset[] = [],
): Answers['rolePolicies'] {
  return parseEntries(raw, (id, kind) => {
    checkMadeRole(id, presets);
    const parsed = parsePolicyKind(kind);
    if (parsed === 'aws-managed') refuseOwnRole(id, presets, 'AWS has no managed policy for it');
    return parsed;
  });
}

/** `role.option: true | false` pairs. */
export function parseOptions(raw: unknown, presets: readonly Preset[] = []): Answers['options'] {
  return parseEntries(raw, (key, value) => {
    refuseOwnRole(key.replace(/\..*$/, ''), presets, 'it has no options');
    checkOption(key);
    return parseYesNo(value);
  });
}

/** Checks an option as `role.option`. @throws UserError `BadValue`, `UnknownRole`, `UnknownOption`. */
export function checkOption(key: string): void {
  const dot = key.indexOf('.');
  if (dot < 1)
    throw badValue(
      key,
      'an option',
      'Write ROLE.OPTION, such as codebuild.vpc; ecs-iam list options has them all.',
    );
  const id = parseRoleId(key.slice(0, dot));
  const name = key.slice(dot + 1);
  const names = Object.keys(roleById(id).options);
  if (names.includes(name)) return;
  const all = names.length > 0 ? `It has ${alternatives(names)}.` : 'It has none.';
  throw new UserError(
    'UnknownOption',
    `Role ${id} has no option ${shown(name)}.`,
    didYouMean(name, names, all),
  );
}

/** Settings by role. */
export function parseRoleOverrides(
  raw: unknown,
  presets: readonly Preset[] = [],
): Answers['roleOverrides'] {
  return parseEntries(raw, (id, settings) => {
    checkMadeRole(id, presets);
    return parseOverride(id, settings);
  });
}

function parseOverride(id: string, raw: unknown): RoleOverride {
  const object = parseObject(raw);
  checkKeys(object, ['description', 'maxSessionDuration', 'path'], `the settings of role ${id}`);
  const { description, maxSessionDuration, path } = object;
  return {
    ...(description !== undefined && { description: parseDescription(description) }),
    ...(maxSessionDuration !== undefined && {
      maxSessionDuration: parseSessionDuration(maxSessionDuration),
    }),
    ...(path !== undefined && { path: parseRolePath(path) }),
  };
}

/** IAM's own characters (CreateRole, Description), on one line, and no `<placeholder>`. */
function parseDescription(raw: unknown): string {
  const text = parseText(raw, 'a description');
  if (!/^[\u0020-\u007E\u00A1-\u00FF]{1,1000}$/.test(text)) {
    throw badValue(text, 'a description of 1 to 1,000 printable Latin-1 characters on one line');
  }
  if (/<[a-z][A-Za-z]*>/.test(text)) {
    throw badValue(text, 'a description: a word in <> would be taken for a placeholder');
  }
  return text;
}

/** Seconds, as a number or its digits. */
export function parseSessionDuration(raw: unknown): number {
  const { sessionDurationLeast: least, sessionDurationMost: most } = LIMITS;
  const seconds = typeof raw === 'string' && /^\d+$/.test(raw) ? Number(raw) : raw;
  const fits = typeof seconds === 'number' && seconds >= least && seconds <= most;
  if (fits && Number.isInteger(seconds)) return seconds;
  throw badValue(raw, `a whole number of seconds from ${least} to ${most}`);
}

/** A path that begins and ends with '/'. */
export function parseRolePath(raw: unknown): string {
  const text = parseText(raw, 'a path');
  const { pattern, takes } = placeholderSpec('rolePath');
  const excess = text.length - LIMITS.path;
  if (excess > 0) {
    throw badValue(text, `a role path: it is ${excess} characters over ${LIMITS.path}`);
  }
  if (!pattern.test(text)) throw badValue(text, `a role path: it takes ${takes}`);
  return text;
}

// \p{Z} as IAM has it, without the line and paragraph separators.
const TAG_TEXT = /^[\p{L}\p{Zs}\p{N}_.:/=+\-@]*$/u;
/** What the value of a tag may hold, so that it differs by environment. */
const IN_TAGS = /<(project|environment)>/g;
const TAG_TAKES = 'letters, digits, blanks and _.:/=+-@ (what IAM allows)';

/** Checks the ID of a repo; '' while it has none. */
export function parseId(raw: unknown): string {
  const { pattern, takes } = placeholderSpec('ownershipId');
  const text = parseText(raw, takes);
  if (text === '' || pattern.test(text)) return text;
  throw badValue(raw, takes);
}

/** Tags by key. https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html */
export function parseTags(raw: unknown): Answers['tags'] {
  return parseEntries(raw, (key, value) => {
    const text = parseText(value, 'the value of a tag');
    checkTagText('key', key, LIMITS.tagKey);
    if (key === '') throw new UserError('BadTag', 'A tag has no key.', 'Write --tag key=value.');
    checkTagText('value', text.replace(IN_TAGS, 'x'), LIMITS.tagValue);
    checkNotReserved(key);
    return text;
  });
}

function checkTagText(what: string, text: string, most: number): void {
  if (!TAG_TEXT.test(text)) throw badValue(text, `a tag ${what}: it takes ${TAG_TAKES}`);
  const excess = [...text].length - most;
  if (excess > 0) throw badValue(text, `a tag ${what}: it is ${excess} characters over ${most}`);
}

function checkNotReserved(key: string): void {
  const [prefix] = /^(aws|ecs-iam):/i.exec(key) ?? [];
  if (prefix === undefined) return;
  const why =
    prefix.toLowerCase() === 'aws:'
      ? "AWS reserves 'aws:'"
      : "'ecs-iam:' marks the roles made here";
  const message = `The tag key ${shown(key)} is reserved: ${why}.`;
  throw new UserError('ReservedTag', message, 'Choose another key.');
}
