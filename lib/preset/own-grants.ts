import { badValue, checkKeys, parseItems, parseObject, parseText } from '../answers/parse/basic.ts';
import { grantPlaceholders, placeholdersOfGrant } from '../answers/parse/grants.ts';
import { parseTaskStatements } from '../answers/parse/task-statements.ts';
import { UserError } from '../errors.ts';
import { GRANTS, isGrantId } from '../grants/registry.ts';
import type { GrantPreset } from '../grants/types.ts';
import { statementFaults } from './lint.ts';
import { ownStatement } from './own-statements.ts';
import type { At } from './rules.ts';

const KEYS = ['id', 'title', 'summary', 'statements', 'note'];

/** Grants that a preset adds to the catalogue, checked as those of the catalogue are. */
export function parseOwnGrants(raw: unknown, at: At): readonly GrantPreset[] {
  const items = at(['grants'], () => parseItems(raw)) ?? [];
  return items.flatMap((item, index) => {
    const path = ['grants', String(index)];
    const grant = at(path, () => parseGrant(item));
    if (grant === undefined) return [];
    for (const statement of grant.statements) {
      for (const fault of statementFaults(statement)) {
        at(path, () => {
          throw fault;
        });
      }
    }
    return [grant];
  });
}

function parseGrant(raw: unknown): GrantPreset {
  const object = parseObject(raw);
  checkKeys(object, KEYS, 'a grant');
  const id = parseText(object.id, 'the id of a grant');
  if (!/^[a-z][A-Za-z0-9]{1,40}$/.test(id)) {
    throw badValue(id, 'the id of a grant', 'Begin with a small letter, as in auditBucket.');
  }
  if (isGrantId(id)) {
    const hint = 'Choose another id; the catalogue has this one.';
    throw new UserError('GrantTwice', `There is a grant '${id}' already.`, hint);
  }
  const statements = parseTaskStatements(object.statements).map(ownStatement);
  const grant: GrantPreset = {
    id,
    title: parseText(object.title ?? id, 'a title'),
    summary: parseText(object.summary, 'a summary: one sentence'),
    policy: `${OWN_POLICY}${id.charAt(0).toUpperCase()}${id.slice(1)}`,
    statements,
    ...(object.note !== undefined && { note: parseText(object.note, 'a note') }),
  };
  const known = new Set(GRANTS.flatMap((one) => grantPlaceholders(one.id)));
  const strange = placeholdersOfGrant(grant).find((one) => !known.has(one));
  if (strange === undefined) return grant;
  const hint = `A grant takes: ${[...known].sort().join(', ')}.`;
  const message = `Grant ${id} has the placeholder <${strange}>, which is no value of a grant.`;
  throw new UserError('UnknownPlaceholder', message, hint);
}

/** What the name of the policy of such a grant begins with: the planner knows it by that. */
const OWN_POLICY = 'Preset';
