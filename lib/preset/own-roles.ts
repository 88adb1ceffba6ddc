import { OWN_ROLE_ANSWERS, OWN_ROLE_ID } from '../answers/own-roles.ts';
import {
  badValue,
  parseEach,
  parseEntries,
  parseItems,
  parseObject,
  parseText,
  parseWord,
} from '../answers/parse/basic.ts';
import { SETTABLE_PLACEHOLDERS } from '../answers/parse/placeholders.ts';
import { ROLE_NAME_PATTERN } from '../answers/parse/role-names.ts';
import { ANSWER_QUESTIONS } from '../answers/questions.ts';
import type { OwnRole } from '../answers/types.ts';
import { UserError } from '../errors.ts';
import { OF_ENVIRONMENT } from '../iam/placeholders.ts';
import { placeholdersOf, template } from '../iam/template-string.ts';
import { isRoleId } from '../roles/registry.ts';
import type { Role } from '../roles/types.ts';
import { ownStatements } from './own-statements.ts';
import { parseTrust } from './own-trust.ts';
import { type At, keysAt, namedItemsAt, type Placed, wordsOf } from './placed.ts';

/** The keys of a role. */
export const OWN_ROLE_KEYS = [
  ...['id', 'title', 'name', 'purpose', 'why', 'risk'],
  ...['trust', 'statements', 'when', 'sources'],
] as const;

/** Roles that a preset adds to those of the catalogue, checked as those are. */
export function parseOwnRoles(raw: unknown, at: At): readonly OwnRole[] {
  return namedItemsAt(
    raw,
    { path: ['roles'], at },
    {
      step: (item, path) => parseRole(item, { path, at }),
      nameOf: ({ role }) => role.id,
      twice: (id) => new UserError('RoleTwice', `There are two roles '${id}'.`, 'Rename one.'),
    },
  );
}

function parseRole(raw: unknown, { path, at }: Placed): OwnRole | undefined {
  const object = parseObject(raw);
  keysAt(object, { path, at }, { known: OWN_ROLE_KEYS, where: 'a role' });
  const of = <Value>(key: (typeof OWN_ROLE_KEYS)[number], step: () => Value) =>
    at([...path, key], step);
  const id = of('id', () => idOf(object.id));
  const called = id ?? String(object.id);
  const text = (key: 'title' | 'purpose' | 'why' | 'risk', what = 'a sentence') =>
    of(key, () => wordsOf(object[key], `${what} for "${key}" of role ${called}`));
  const title = text('title', 'a text');
  const [purpose, why, risk] = [text('purpose'), text('why'), text('risk')];
  const name = of('name', () => nameOf(called, object.name));
  const trust = parseTrust(object.trust, called, { path: [...path, 'trust'], at });
  const statements = ownStatements(object.statements, { path: [...path, 'statements'], at });
  of('statements', () => checkPlaceholders(called, statements));
  const sources = of('sources', () => parseEach(parseItems(object.sources ?? []), sourceOf));
  const when = of('when', () => whenOf(object.when ?? {}));
  if (id === undefined || title === undefined || name === undefined) return undefined;
  if (purpose === undefined || why === undefined || risk === undefined) return undefined;
  const role: Role = {
    ...{ id, title, name, purpose, why, risk, trust },
    recommended: true,
    policies: [{ name: `${OWN_POLICY}${pascal(id)}`, statements }],
    options: {},
    notGranted: [],
    sources: sources ?? [],
  };
  return { role, when: when ?? {} };
}

function idOf(raw: unknown): string {
  const id = parseText(raw, 'the id of a role');
  if (!OWN_ROLE_ID.test(id)) {
    throw badValue(id, 'the id of a role', 'Small letters with a hyphen, as in audit-reader.');
  }
  if (!isRoleId(id)) return id;
  const hint = 'Choose another id; the catalogue has this one.';
  throw new UserError('RoleTwice', `There is a role '${id}' already.`, hint);
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
