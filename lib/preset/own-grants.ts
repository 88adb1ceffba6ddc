import { badValue, parseObject, parseText } from '../answers/parse/basic.ts';
import { grantPlaceholders, placeholdersOfGrant } from '../answers/parse/grants.ts';
import { UserError } from '../errors.ts';
import { GRANTS, isGrantId } from '../grants/registry.ts';
import type { GrantPreset } from '../grants/types.ts';
import { ownStatements } from './own-statements.ts';
import { type At, keysAt, namedItemsAt, type Placed, wordsOf } from './placed.ts';

const KEYS = ['id', 'title', 'summary', 'statements', 'note'];

/** Grants that a preset adds to the catalogue, checked as those of the catalogue are. */
export function parseOwnGrants(raw: unknown, at: At): readonly GrantPreset[] {
  return namedItemsAt(
    raw,
    { path: ['grants'], at },
    {
      step: (item, path) => parseGrant(item, { path, at }),
      nameOf: ({ id }) => id,
      twice: (id) => new UserError('GrantTwice', `There are two grants '${id}'.`, 'Rename one.'),
    },
  );
}

function parseGrant(raw: unknown, { path, at }: Placed): GrantPreset | undefined {
  const object = parseObject(raw);
  keysAt(object, { path, at }, { known: KEYS, where: 'a grant' });
  const of = <Value>(key: string, step: () => Value) => at([...path, key], step);
  const id = of('id', () => idOf(object.id));
  const title = of('title', () =>
    object.title === undefined ? (id ?? '') : wordsOf(object.title, 'a title'),
  );
  const summary = of('summary', () => wordsOf(object.summary, 'a summary of one sentence'));
  const statements = ownStatements(object.statements, { path: [...path, 'statements'], at });
  const note = of('note', () =>
    object.note === undefined ? {} : { note: parseText(object.note, 'a note') },
  );
  if (id === undefined || title === undefined || summary === undefined) return undefined;
  const policy = `${OWN_POLICY}${id.charAt(0).toUpperCase()}${id.slice(1)}`;
  const grant: GrantPreset = { id, title, summary, policy, statements, ...note };
  checkPlaceholders(grant);
  return grant;
}

function idOf(raw: unknown): string {
  const id = parseText(raw, 'the id of a grant');
  if (!/^[a-z][A-Za-z0-9]{1,40}$/.test(id)) {
    throw badValue(id, 'the id of a grant', 'Begin with a small letter, as in auditBucket.');
  }
  if (!isGrantId(id)) return id;
  const hint = 'Choose another id; the catalogue has this one.';
  throw new UserError('GrantTwice', `There is a grant '${id}' already.`, hint);
}

function checkPlaceholders(grant: GrantPreset): void {
  const known = new Set(GRANTS.flatMap((one) => grantPlaceholders(one.id)));
  const strange = placeholdersOfGrant(grant).find((one) => !known.has(one));
  if (strange === undefined) return;
  const hint = `A grant takes: ${[...known].sort().join(', ')}.`;
  const message = `Grant ${grant.id} has the placeholder <${strange}>, which is no value of a grant.`;
  throw new UserError('UnknownPlaceholder', message, hint);
}

/** What the name of the policy of such a grant begins with: the planner knows it by that. */
const OWN_POLICY = 'Preset';
