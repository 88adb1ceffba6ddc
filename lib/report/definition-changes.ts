import { listOf } from '../evaluate/lists.ts';
import type { DefinedRole, Definition } from '../iam/definition.ts';
import type { ResourcePolicyKind } from '../iam/model.ts';
import { definitionEffects, type RoleEffect } from './definition-effects.ts';
import { effectOf } from './effect.ts';

/** A role of one environment. */
export interface PlacedRole {
  readonly environment: string;
  readonly name: string;
}

/** What other definitions change in an account, once they are deployed. */
export interface DefinitionChanges {
  readonly comes: readonly PlacedRole[];
  readonly goes: readonly PlacedRole[];
  /** Of roles in environments that stay, and of what environments share. */
  readonly effects: readonly RoleEffect[];
}

/** Compares what a repo defines with what it defined before. */
export function definitionChanges(
  before: readonly Definition[],
  after: readonly Definition[],
): DefinitionChanges {
  const stays = new Set(
    after.map(({ environment }) => environment).filter((name) => has(before, name)),
  );
  const goes = rolesBeyond(before, after);
  const gone = new Set(goes.map(({ name }) => name));
  const rest = before
    .filter(({ environment }) => stays.has(environment))
    .map((one) => ({ ...one, roles: one.roles.filter(({ name }) => !gone.has(name)) }));
  const kept = after.filter(({ environment }) => stays.has(environment));
  return {
    comes: rolesBeyond(after, before),
    goes,
    effects: [...definitionEffects(rest, kept), ...sharedEffects(before, after)],
  };
}

function has(definitions: readonly Definition[], name: string): boolean {
  return definitions.some(({ environment }) => environment === name);
}

function rolesBeyond(
  some: readonly Definition[],
  others: readonly Definition[],
): readonly PlacedRole[] {
  return some.flatMap(({ environment, roles }) => {
    const other = others.find((one) => one.environment === environment)?.roles ?? [];
    const names = new Set(other.map(({ name }: DefinedRole): string => name));
    return roles
      .filter(({ name }) => !names.has(name))
      .map(({ name }): PlacedRole => ({ environment, name }));
  });
}

/** What policies on repositories, log groups and destinations let others do, and no longer. */
function sharedEffects(
  before: readonly Definition[],
  after: readonly Definition[],
): readonly RoleEffect[] {
  const [old, wanted] = [sharedPolicies(before), sharedPolicies(after)];
  const gone = [...old].filter(([key]) => !wanted.has(key));
  return [...wanted, ...gone].flatMap(([key, { policy, owner, environments }]) => {
    const effect = effectOf({
      kind: 'resource-policy',
      policy,
      owner,
      item: '',
      widens: false,
      before: old.get(key)?.statements,
      after: wanted.get(key)?.statements,
    });
    if (effect.grants.length + effect.takes.length === 0) return [];
    return [{ role: `policy of ${owner}`, environments, ...effect }];
  });
}

interface SharedPolicy {
  readonly policy: ResourcePolicyKind;
  readonly owner: string;
  readonly environments: readonly string[];
  readonly statements: readonly unknown[];
}

/** The policies by what they stand on, with the statements of all environments. */
function sharedPolicies(definitions: readonly Definition[]): ReadonlyMap<string, SharedPolicy> {
  const found = new Map<string, SharedPolicy>();
  for (const { environment, shared } of definitions) {
    for (const { kind: policy, owner, document } of shared.resourcePolicies) {
      const key = `${policy} ${owner}`;
      const known = found.get(key);
      const statements = [...(known?.statements ?? []), ...listOf(Object(document).Statement)];
      const environments = [...(known?.environments ?? []), environment];
      found.set(key, { policy, owner, environments, statements });
    }
  }
  return found;
}
