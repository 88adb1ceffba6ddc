import { UserError } from '../../errors.ts';
import { isRoleId, ROLES, type RoleId, roleById } from '../../roles/registry.ts';
import type { PolicyKind } from '../../roles/types.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Answers, RoleOverride } from '../types.ts';
import {
  alternatives,
  badValue,
  checkKeys,
  collect,
  parseEach,
  parseItems,
  parseObject,
  parseText,
  parseWord,
  parseYesNo,
  shown,
} from './basic.ts';
import { parseSessionDuration } from './settings.ts';

const ROLE_IDS = ROLES.map(({ id }) => id);

/** `recommended`, `all`, or role ids. */
export function parseRoles(raw: unknown): Answers['roles'] {
  if (raw === 'recommended' || raw === 'all') return raw;
  const named = parseEach(parseItems(raw), (item) => {
    const text = parseText(item, 'the id of a role');
    return parseRoleId(text, ['recommended', 'all']);
  });
  if (named.length === 0) {
    throw new UserError('NoRoles', 'No role is named.', 'Write recommended, all, or role ids.');
  }
  return ROLE_IDS.filter((id) => named.includes(id));
}

/** The id of a role. */
export function parseRoleId(text: string, besides: readonly string[] = []): RoleId {
  if (isRoleId(text)) return text;
  const ids = [...ROLE_IDS, ...besides];
  throw new UserError(
    'UnknownRole',
    besides.includes(text)
      ? `${shown(text)} stands alone; it cannot be mixed with role ids.`
      : `There is no role ${shown(text)}.`,
    besides.includes(text) ? '' : didYouMean(text, ids, `Roles are ${alternatives(ROLE_IDS)}.`),
  );
}

export const POLICY_KINDS = ['inline', 'customer-managed', 'aws-managed'] as const;

/** How permissions are kept. */
export function parsePolicyKind(raw: unknown): PolicyKind {
  return parseWord(raw, POLICY_KINDS, 'a kind of policy');
}

/** `role: kind` pairs. */
export function parseRolePolicies(raw: unknown): Answers['rolePolicies'] {
  const pairs = Object.entries(parseObject(raw));
  return Object.fromEntries(
    collect(
      pairs.map(
        ([id, kind]) =>
          () =>
            [parseRoleId(id), parsePolicyKind(kind)] as const,
      ),
    ),
  );
}

/** `role.option: true | false` pairs. */
export function parseOptions(raw: unknown): Answers['options'] {
  const pairs = Object.entries(parseObject(raw));
  return Object.fromEntries(
    collect(
      pairs.map(
        ([key, value]) =>
          () =>
            [parseOptionName(key), parseYesNo(value)] as const,
      ),
    ),
  );
}

function parseOptionName(key: string): string {
  const dot = key.indexOf('.');
  if (dot < 1) throw badValue(key, 'an option', 'Write ROLE.OPTION, such as codebuild.vpc.');
  const id = parseRoleId(key.slice(0, dot));
  const name = key.slice(dot + 1);
  const names = Object.keys(roleById(id).options);
  if (names.includes(name)) return key;
  throw new UserError(
    'UnknownOption',
    `Role ${id} has no option ${shown(name)}.`,
    didYouMean(name, names, names.length > 0 ? `It has ${alternatives(names)}.` : 'It has none.'),
  );
}

/** Every option of the catalogue as `role.option`. */
export const ROLE_OPTIONS = ROLES.flatMap((role) =>
  Object.keys(role.options).map((name) => `${role.id}.${name}`),
);

/** Settings by role. */
export function parseRoleOverrides(raw: unknown): Answers['roleOverrides'] {
  const pairs = Object.entries(parseObject(raw));
  return Object.fromEntries(
    collect(
      pairs.map(
        ([id, one]) =>
          () =>
            [parseRoleId(id), parseOverride(id, one)] as const,
      ),
    ),
  );
}

function parseOverride(id: string, raw: unknown): RoleOverride {
  const object = parseObject(raw);
  checkKeys(object, ['description', 'maxSessionDuration'], `the settings of role ${id}`);
  const { description, maxSessionDuration } = object;
  return {
    ...(description !== undefined && { description: parseDescription(description) }),
    ...(maxSessionDuration !== undefined && {
      maxSessionDuration: parseSessionDuration(maxSessionDuration),
    }),
  };
}

/** IAM's own characters (CreateRole, Description), on one line, and no `<placeholder>`. */
function parseDescription(raw: unknown): string {
  const text = parseText(raw, 'a description');
  if (!/^[\u0020-\u007E\u00A1-\u00FF]{1,1000}$/.test(text)) {
    throw badValue(text, 'a description of 1 to 1,000 printable Latin-1 characters on one line');
  }
  if (/<[a-z][A-Za-z]*>/.test(text)) {
    throw badValue(text, 'a description: a word in <> would be taken for an placeholder');
  }
  return text;
}
