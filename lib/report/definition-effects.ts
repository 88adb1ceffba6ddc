import type { DefinedRole, Definition } from '../iam/definition.ts';
import { effectOf } from './effect.ts';
import { settingChanges } from './setting-changes.ts';

/** What one role can do, or can no longer do, by another definition. */
export interface RoleEffect {
  /** Its id in the catalogue, or its name. */
  readonly role: string;
  readonly environments: readonly string[];
  readonly grants: readonly string[];
  readonly takes: readonly string[];
  /** What else it has now: name, boundary, tags. */
  readonly changes?: readonly string[];
}

/**
 * What definitions grant and take for each role, compared with those before. Environments with the
 * same effect are one entry.
 */
export function definitionEffects(
  before: readonly Definition[],
  after: readonly Definition[],
): readonly RoleEffect[] {
  const names = [...new Set([...after, ...before].map(({ environment }) => environment))];
  const single = names.flatMap((name) => {
    const old = before.find(({ environment }) => environment === name);
    const wanted = after.find(({ environment }) => environment === name);
    const keys = [...(wanted?.roles ?? []), ...(old?.roles ?? [])].map(keyOf);
    return [...new Set(keys)].map((role) => ({
      role,
      name,
      ...effectsOf(roleIn(old, role), roleIn(wanted, role)),
    }));
  });
  const grouped = new Map<string, RoleEffect>();
  for (const { role, name, grants, takes, changes = [] } of single) {
    if (grants.length + takes.length + changes.length === 0) continue;
    const plain = (text: string) => text.replaceAll(name, '<environment>');
    const key = JSON.stringify([role, ...[grants, takes, changes].map((one) => one.map(plain))]);
    const own = { role, grants, takes, ...(changes.length > 0 && { changes }) };
    const { environments, ...first } = grouped.get(key) ?? { ...own, environments: [] };
    grouped.set(key, { ...first, environments: [...environments, name] });
  }
  return [...grouped.values()];
}

function keyOf({ id, name }: DefinedRole): string {
  return id ?? name;
}

function roleIn(definition: Definition | undefined, key: string): DefinedRole | undefined {
  return definition?.roles.find((role) => keyOf(role) === key);
}

type Effects = Pick<RoleEffect, 'grants' | 'takes' | 'changes'>;

function effectsOf(old: DefinedRole | undefined, wanted: DefinedRole | undefined): Effects {
  const [before, after] = [policiesOf(old), policiesOf(wanted)];
  const policies = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const documents = policies.map((item) =>
    effectOf({ ...OF_ROLE, kind: 'inline-policy', item, ...sides(before[item], after[item]) }),
  );
  const trust = effectOf({
    ...OF_ROLE,
    kind: 'trust-policy',
    item: '',
    ...sides(old?.trust, wanted?.trust),
  });
  const attached = (one: DefinedRole | undefined) => one?.attachedPolicies ?? [];
  const beyond = (some: readonly string[], others: readonly string[]) =>
    some.filter((arn) => !others.includes(arn)).map((arn) => `all that ${arn} allows`);
  const all = [...documents, trust];
  return withoutMoves({
    grants: [...all.flatMap(({ grants }) => grants), ...beyond(attached(wanted), attached(old))],
    takes: [...all.flatMap(({ takes }) => takes), ...beyond(attached(old), attached(wanted))],
    changes: settingChanges(old, wanted),
  });
}

/** What one policy loses and another one of the role gains is no difference. */
function withoutMoves({ grants, takes, ...rest }: Effects): Effects {
  return {
    ...rest,
    grants: grants.filter((one) => !takes.includes(one)),
    takes: takes.filter((one) => !grants.includes(one)),
  };
}

function policiesOf(role: DefinedRole | undefined): DefinedRole['inlinePolicies'] {
  const managed = (role?.managedPolicies ?? []).map(({ name, document }) => [name, document]);
  return { ...role?.inlinePolicies, ...Object.fromEntries(managed) };
}

const OF_ROLE = { owner: '', widens: false } as const;

function sides<Value>(before: Value | undefined, after: Value | undefined) {
  return { before, after };
}
