import { actionsMatching, findAction } from '../authorization/actions.ts';
import type { AccessLevel } from '../authorization/data.ts';
import { compilePolicies } from '../evaluate/decide.ts';
import { listOf } from '../evaluate/lists.ts';
import type { CompiledStatement } from '../evaluate/statements.ts';
import type { Layer, PolicyCondition } from '../evaluate/types.ts';
import type { CanStatement } from './answer.ts';
import { sourceOf } from './ask.ts';
import type { CanDocuments, CanRole } from './documents.ts';

/** What one statement lets a role do in one service, or forbids. */
export interface Right {
  readonly effect: 'Allow' | 'Deny';
  /** As written: with wildcards. */
  readonly actions: readonly string[];
  /** The statement takes every action but these. */
  readonly isExcept: boolean;
  /** How many actions of AWS these are, by access level. */
  readonly count: Readonly<Partial<Record<AccessLevel, number>>>;
  readonly resources: readonly string[];
  /** The statement is about every resource but these. */
  readonly isExceptResources: boolean;
  readonly condition?: PolicyCondition;
  readonly statement: CanStatement;
  /** Layers that allow none of the actions, whatever this statement says. */
  readonly blockedBy: readonly Layer[];
}

/** Everything that identity policies say of a role, by service; `*` for statements about all. */
export interface RoleRights {
  readonly role: string;
  readonly services: Readonly<Record<string, readonly Right[]>>;
  /** Attached policies whose documents are not at hand. */
  readonly withoutDocument: readonly string[];
}

/** Lists what a role can do, by service, sorted. */
export function listRights(documents: CanDocuments, role: CanRole): RoleRights {
  const policies = {
    identity: role.identity,
    ...(role.boundary && { boundary: role.boundary }),
    ...(role.session && { session: role.session }),
    ...(documents.scps && { scps: documents.scps }),
  };
  const layers = compilePolicies(policies);
  const limits = layers.filter(({ layer }) => layer !== 'identity');
  const own = layers.find(({ layer }) => layer === 'identity')?.statements ?? [];
  const services: Record<string, Right[]> = {};
  for (const statement of own) {
    const reference = { ...statement.reference, ...sourceOf(policies, statement.reference) };
    for (const [service, actions] of byService(statement)) {
      const matching = matchingActions(statement, service, actions);
      const blocking = limits.filter(({ statements }) => allowsNone(statements, matching));
      services[service] = [
        ...(services[service] ?? []),
        {
          ...rightOf(statement, actions, matching),
          statement: reference,
          blockedBy:
            statement.effect === 'Deny' ? [] : [...new Set(blocking.map(({ layer }) => layer))],
        },
      ];
    }
  }
  const sorted = Object.entries(services).sort(([one], [other]) => one.localeCompare(other, 'en'));
  return {
    role: role.name,
    services: Object.fromEntries(sorted),
    withoutDocument: role.withoutDocument,
  };
}

/** The actions that a statement writes, by their service; those of NotAction belong to all. */
function byService({ source }: CompiledStatement): ReadonlyMap<string, readonly string[]> {
  const { Action, NotAction } = source;
  if (Action === undefined) return new Map([['*', listOf(NotAction)]]);
  const found = new Map<string, readonly string[]>();
  for (const action of listOf(Action)) {
    const service = action.includes(':') ? (action.split(':')[0] ?? '').toLowerCase() : '*';
    found.set(service, [...(found.get(service) ?? []), action]);
  }
  return found;
}

function matchingActions(
  { source, takesAction }: CompiledStatement,
  service: string,
  actions: readonly string[],
): readonly string[] {
  if (source.Action === undefined) {
    return actionsMatching('*').filter((action) => takesAction(action.toLowerCase()));
  }
  return [...new Set(actions.flatMap((action) => actionsMatching(service === '*' ? '*' : action)))];
}

function rightOf(
  { source, effect }: CompiledStatement,
  actions: readonly string[],
  matching: readonly string[],
) {
  const { Action, Resource, NotResource, Condition } = source;
  const count: Partial<Record<AccessLevel, number>> = {};
  for (const action of matching) {
    const level = findAction(action)?.accessLevel;
    if (level !== undefined) count[level] = (count[level] ?? 0) + 1;
  }
  return {
    effect,
    actions,
    isExcept: Action === undefined,
    count,
    resources: listOf(Resource ?? NotResource),
    isExceptResources: Resource === undefined,
    ...(Condition && { condition: Condition }),
  };
}

function allowsNone(statements: readonly CompiledStatement[], actions: readonly string[]): boolean {
  const allowing = statements.filter(({ effect }) => effect === 'Allow');
  return !actions.some((action) =>
    allowing.some(({ takesAction }) => takesAction(action.toLowerCase())),
  );
}
