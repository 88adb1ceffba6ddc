import { findAction } from '../authorization/actions.ts';
import { didYouMean } from '../did-you-mean.ts';
import { shown, UserError } from '../errors.ts';
import { GRANTS } from '../grants/registry.ts';
import type { GrantPreset } from '../grants/types.ts';
import { ACTION_FACTS } from './action-facts.ts';
import { CONDITION_KEYS } from './condition-keys.ts';
import type { KnownRole, KnownRoles, KnownStatement } from './known.ts';

/** What a word means. */
export type ExplainSubject =
  | { readonly kind: 'overview' }
  | { readonly kind: 'role'; readonly role: KnownRole }
  | {
      readonly kind: 'statements';
      readonly name: string;
      readonly role: KnownRole;
      readonly statements: readonly KnownStatement[];
    }
  | { readonly kind: 'action'; readonly action: string }
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'grant'; readonly grant: GrantPreset };

/**
 * Finds what a word means: a role (by id, name or ARN), a statement or option of a role, a grant, an
 * action, a condition key. `catalogue` has what this repo does not.
 *
 * @throws UserError `UnknownSubject`, with what was meant.
 */
export function findSubject(
  word: string | undefined,
  known: KnownRoles,
  catalogue: KnownRoles,
): ExplainSubject {
  if (word === undefined) return { kind: 'overview' };
  const found =
    findRole(word, known) ??
    findStatements(word, known) ??
    findRole(word, catalogue) ??
    findStatements(word, catalogue) ??
    findWord(word, known) ??
    otherAction(word);
  if (found !== undefined) return found;
  const names = [...namesOf(known), ...namesOf(catalogue), ...WORDS];
  const hint =
    'Name a role, ROLE.STATEMENT, an action or a condition key; ecs-iam explain lists the roles.';
  throw new UserError(
    'UnknownSubject',
    `There is no role, statement, action, condition key or grant ${shown(word)}.`,
    didYouMean(word, names, hint),
  );
}

/** An action of AWS that no role of the catalogue has. */
function otherAction(word: string): ExplainSubject | undefined {
  const facts = word.includes(':') ? findAction(word) : undefined;
  return facts === undefined ? undefined : { kind: 'action', action: facts.action };
}

const WORDS = [
  ...Object.keys(ACTION_FACTS),
  ...Object.keys(CONDITION_KEYS),
  ...GRANTS.map(({ id }) => id),
];

function namesOf({ roles }: KnownRoles): readonly string[] {
  return roles.flatMap(({ id, name, trust, statements }) => [
    ...(id === undefined ? [] : [id]),
    name,
    ...[...trust, ...statements].map(({ role, sid }) => `${role}.${sid}`),
  ]);
}

function findRole(word: string, { roles }: KnownRoles): ExplainSubject | undefined {
  const wanted = word.toLowerCase();
  const role = roles.find(({ id, name, arn }) =>
    [id, name, arn].some((one) => one?.toLowerCase() === wanted),
  );
  return role === undefined ? undefined : { kind: 'role', role };
}

function findStatements(word: string, { roles }: KnownRoles): ExplainSubject | undefined {
  const wanted = word.toLowerCase();
  for (const role of roles) {
    for (const begin of [role.id, role.name]) {
      if (begin === undefined || !wanted.startsWith(`${begin.toLowerCase()}.`)) continue;
      const rest = wanted.slice(begin.length + 1);
      const all = [...role.trust, ...role.statements];
      const named = all.filter(({ sid, option, policy }) =>
        [sid, option, policy].some((one) => one?.toLowerCase() === rest),
      );
      const statements = named.length > 0 ? named : all.filter((one) => hasAction(one, rest));
      if (statements.length > 0) return { kind: 'statements', name: word, role, statements };
    }
  }
  return undefined;
}

/** True for `ecs:RunTask`, and for `RunTask` alone. */
function hasAction({ actions }: KnownStatement, word: string): boolean {
  return actions.some((one) =>
    [one, one.split(':')[1]].some((name) => name?.toLowerCase() === word),
  );
}

function findWord(word: string, { roles }: KnownRoles): ExplainSubject | undefined {
  const wanted = word.toLowerCase();
  const key = Object.keys(CONDITION_KEYS).find((one) => one.toLowerCase() === wanted);
  if (key !== undefined) return { kind: 'key', key };
  const grant = GRANTS.find(({ id }) => id.toLowerCase() === wanted);
  if (grant !== undefined) return { kind: 'grant', grant };
  const own = roles.flatMap(({ trust, statements }) =>
    [...trust, ...statements].flatMap(({ actions, conditions }) => [
      ...actions.map((action) => ({ kind: 'action', action }) as const),
      ...conditions.map((one) => ({ kind: 'key', key: one.key }) as const),
    ]),
  );
  const action = Object.keys(ACTION_FACTS).find((one) => one.toLowerCase() === wanted);
  if (action !== undefined) return { kind: 'action', action };
  return own.find((one) => (one.kind === 'action' ? one.action : one.key).toLowerCase() === wanted);
}
