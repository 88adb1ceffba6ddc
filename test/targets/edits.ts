import fc from 'fast-check';
import { Document } from 'yaml';
import type { DefinedRole } from '../../lib/iam/definition.ts';
import type { JsonDocument } from '../../lib/iam/document.ts';
import { listOf } from '../../lib/iam/equality.ts';

/** One edit of a policy, as somebody makes it by hand in any of the tools. */
export interface Edit {
  readonly role: string;
  readonly policy: EditedPolicy;
  readonly change: Change;
}

export type EditedPolicy =
  | { readonly kind: 'trust' }
  | { readonly kind: 'inline' | 'managed'; readonly name: string };

export type Change =
  | { readonly kind: 'set' | 'add'; readonly path: Path; readonly value: unknown }
  | { readonly kind: 'delete'; readonly path: Path }
  | { readonly kind: 'remove policy' };

/** Below the policy document. */
type Path = readonly (string | number)[];

const STATEMENT = { Sid: 'Edited', Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' };
const CONDITION = { Bool: { 'aws:SecureTransport': 'true' } };

/** Numbers that choose an edit of whatever roles there are. */
export const choices = fc.record({
  role: fc.nat(),
  policy: fc.nat(),
  at: fc.nat(),
  change: fc.nat(),
});

/** The edit that some numbers choose. */
export function editOf(
  roles: readonly DefinedRole[],
  choice: {
    readonly role: number;
    readonly policy: number;
    readonly at: number;
    readonly change: number;
  },
): Edit {
  const role = pick(roles, choice.role);
  const policy = pick(policiesOf(role), choice.policy);
  const statements = listOf(documentIn(role, policy).Statement);
  const at = choice.at % Math.max(1, statements.length);
  const statement = (statements[at] ?? {}) as Readonly<Record<string, unknown>>;
  const actions = listOf(statement.Action);
  const set = (key: string, value: unknown): Change => ({
    kind: 'set',
    path: ['Statement', at, key],
    value,
  });
  const added = policy.kind === 'trust' ? 'sts:TagSession' : 's3:ListAllMyBuckets';
  const changes: readonly Change[] = [
    set('Action', [...actions, added]),
    set('Effect', statement.Effect === 'Allow' ? 'Deny' : 'Allow'),
    set('Condition', CONDITION),
    ...(actions.length > 1 ? [set('Action', actions.slice(1))] : []),
    ...(statement.Resource ? [set('Resource', ['arn:aws:s3:::edited/*', '*'])] : []),
    ...(statement.Condition
      ? [{ kind: 'delete', path: ['Statement', at, 'Condition'] } as const]
      : []),
    ...(statements.length > 1 ? [{ kind: 'delete', path: ['Statement', at] } as const] : []),
    { kind: 'add', path: ['Statement'], value: STATEMENT },
    ...(policy.kind === 'trust' ? [] : [{ kind: 'remove policy' } as const]),
  ];
  // A policy that was emptied by edits before has no statement to change.
  const possible = statements.length === 0 ? changes.slice(-2) : changes;
  return { role: role.name, policy, change: pick(possible, choice.change) };
}

function pick<T>(items: readonly T[], number: number): T {
  const item = items[number % items.length];
  if (item === undefined) throw new Error('There is nothing to choose from.');
  return item;
}

function policiesOf(role: DefinedRole): readonly EditedPolicy[] {
  return [
    { kind: 'trust' },
    ...Object.keys(role.inlinePolicies).map((name) => ({ kind: 'inline', name }) as const),
    ...role.managedPolicies.map(({ name }) => ({ kind: 'managed', name }) as const),
  ];
}

function documentIn(role: DefinedRole, policy: EditedPolicy): JsonDocument {
  const found =
    policy.kind === 'trust'
      ? role.trust
      : policy.kind === 'inline'
        ? role.inlinePolicies[policy.name]
        : role.managedPolicies.find(({ name }) => name === policy.name)?.document;
  if (found === undefined) throw new Error('There is no such policy.');
  return found;
}

/** Makes a change in a tree that has a policy document at a path. */
export function change(tree: Document, document: Path, edit: Change): void {
  if (edit.kind === 'remove policy') return;
  const path = [...document, ...edit.path];
  if (edit.kind === 'delete') tree.deleteIn(path);
  if (edit.kind === 'set') tree.setIn(path, tree.createNode(edit.value));
  if (edit.kind === 'add') tree.addIn(path, tree.createNode(edit.value));
}

/** The roles after an edit. */
export function editRoles(roles: readonly DefinedRole[], edit: Edit): readonly DefinedRole[] {
  return roles.map((role) => (role.name === edit.role ? editRole(role, edit) : role));
}

function editRole(role: DefinedRole, { policy, change: made }: Edit): DefinedRole {
  if (policy.kind === 'trust') return { ...role, trust: changed(role.trust, made) };
  const isIt = (name: string) => name === policy.name;
  const removed = made.kind === 'remove policy';
  if (policy.kind === 'inline') {
    const inline = Object.entries(role.inlinePolicies)
      .filter(([name]) => !(removed && isIt(name)))
      .map(([name, one]) => [name, isIt(name) ? changed(one, made) : one] as const);
    return { ...role, inlinePolicies: Object.fromEntries(inline) };
  }
  const managedPolicies = role.managedPolicies
    .filter(({ name }) => !(removed && isIt(name)))
    .map((one) => (isIt(one.name) ? { ...one, document: changed(one.document, made) } : one));
  return { ...role, managedPolicies };
}

function changed(document: JsonDocument, made: Change): JsonDocument {
  const tree = new Document(document);
  change(tree, [], made);
  return tree.toJS();
}
