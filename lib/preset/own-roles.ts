import { OWN_ROLE_ANSWERS, OWN_ROLE_ID } from '../answers/own-roles.ts';
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
import { SETTABLE_PLACEHOLDERS } from '../answers/parse/placeholders.ts';
import { ROLE_NAME_PATTERN } from '../answers/parse/role-names.ts';
import { parseTaskStatements } from '../answers/parse/task-statements.ts';
import { ANSWER_QUESTIONS } from '../answers/questions.ts';
import type { OwnRole } from '../answers/types.ts';
import { UserError } from '../errors.ts';
import { OF_ENVIRONMENT } from '../iam/placeholders.ts';
import { placeholdersOf, template } from '../iam/template-string.ts';
import { isRoleId } from '../roles/registry.ts';
import type { Role } from '../roles/types.ts';
import { statementFaults } from './lint.ts';
import { ownStatement } from './own-statements.ts';
import { parseTrust } from './own-trust.ts';
import type { At } from './rules.ts';

/** The keys of a role. */
export const OWN_ROLE_KEYS = [
  ...['id', 'title', 'name', 'purpose', 'why', 'risk'],
  ...['trust', 'statements', 'when', 'sources'],
] as const;

/** Roles that a preset adds to those of the catalogue, checked as those are. */
export function parseOwnRoles(raw: unknown, at: At): readonly OwnRole[] {
  const items = at(['roles'], () => parseItems(raw)) ?? [];
  const roles = items.flatMap((item, index) => {
    const path = ['roles', String(index)];
    const own = at(path, () => parseRole(item));
    if (own === undefined) return [];
    const statements = own.role.policies.flatMap((policy) => policy.statements);
    for (const fault of statements.flatMap(statementFaults)) {
      at(path, () => {
        throw fault;
      });
    }
    return [own];
  });
  for (const [index, { role }] of roles.entries()) {
    if (roles.findIndex((one) => one.role.id === role.id) === index) continue;
    at(['roles', String(index)], () => {
      throw new UserError('RoleTwice', `There are two roles '${role.id}'.`, 'Rename one.');
    });
  }
  return roles;
}

function parseRole(raw: unknown): OwnRole {
  const object = parseObject(raw);
  checkKeys(object, OWN_ROLE_KEYS, 'a role');
  const id = parseText(object.id, 'the id of a role');
  if (!OWN_ROLE_ID.test(id)) {
    throw badValue(id, 'the id of a role', 'Small letters with a hyphen, as in audit-reader.');
  }
  if (isRoleId(id)) {
    const hint = 'Choose another id; the catalogue has this one.';
    throw new UserError('RoleTwice', `There is a role '${id}' already.`, hint);
  }
  const sentence = (key: 'purpose' | 'why' | 'risk') =>
    parseText(object[key], `"${key}" of role ${id}: a sentence`);
  const statements = parseTaskStatements(object.statements).map(ownStatement);
  checkPlaceholders(id, statements);
  const role: Role = {
    id,
    title: parseText(object.title, `the title of role ${id}`),
    name: nameOf(id, object.name),
    recommended: true,
    purpose: sentence('purpose'),
    why: sentence('why'),
    risk: sentence('risk'),
    trust: parseTrust(object.trust, id),
    policies: [{ name: `${OWN_POLICY}${pascal(id)}`, statements }],
    options: {},
    notGranted: [],
    sources: parseEach(parseItems(object.sources ?? []), sourceOf),
  };
  return { role, when: whenOf(object.when ?? {}) };
}

/** What the name of the policy begins with, as that of a grant of a preset does. */
const OWN_POLICY = 'Preset';

function pascal(id: string): string {
  return id.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}

function nameOf(id: string, raw: unknown) {
  const text = raw === undefined ? `<project>-${id}-role-<environment>` : parseText(raw, 'a name');
  if (ROLE_NAME_PATTERN.test(text) && text.includes('<project>')) return template(text);
  throw badValue(
    text,
    'the name of a role, with <project>',
    'As in <project>-audit-<environment>.',
  );
}

/** A role has values that an answer or the environment gives; any other would never be filled. */
function checkPlaceholders(id: string, statements: readonly object[]): void {
  const known: readonly string[] = [...OF_ENVIRONMENT, ...SETTABLE_PLACEHOLDERS];
  const strange = placeholdersOf(template(JSON.stringify(statements))).find(
    (one) => !known.includes(one),
  );
  if (strange === undefined) return;
  throw new UserError(
    'UnknownPlaceholder',
    `Role ${id} has the placeholder <${strange}>, which no answer fills.`,
    'Write the value itself, or a placeholder that --set takes.',
  );
}

function sourceOf(raw: unknown): string {
  const text = parseText(raw, 'a source');
  if (/^[^:]+: https:\/\/\S+$/.test(text)) return text;
  throw badValue(text, 'a source', 'Write TITLE: https://…');
}

/** Answer → the words with which the role is made; no answer: always. */
function whenOf(raw: unknown): OwnRole['when'] {
  return parseEntries(raw, (key, value) => {
    const name = parseWord(key, OWN_ROLE_ANSWERS, 'an answer that decides about a role');
    const question = ANSWER_QUESTIONS.find((one) => one.name === name);
    const words = question?.choices?.map((one) => one.value) ?? [];
    return parseEach(parseItems(value), (item) => parseWord(item, words, `a value of ${name}`));
  });
}
