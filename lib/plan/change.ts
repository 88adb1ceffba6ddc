import type { JsonDocument } from '../iam/document.ts';
import type { ResourcePolicyKind } from '../iam/model.ts';
import type { Tags } from './found-account.ts';

/** What CreateRole takes at once. */
export interface RoleValue {
  readonly path: string;
  readonly description: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly boundary: string | undefined;
  readonly tags: Tags;
  readonly trust: JsonDocument;
}

/** What UpdateRole sets. */
export interface RoleSettingsValue {
  readonly description: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
}

export interface ManagedPolicyValue {
  readonly path: string;
  readonly document: JsonDocument;
}

/** Our statements in a policy that others write to as well. */
export type Statements = readonly unknown[];

/**
 * One step. Without `before` it creates something, without `after` it deletes something; `undo` swaps
 * them. `owner` is the role, repository or account that it belongs to, `item` its own name.
 */
interface ChangeOf<Kind extends string, Value> {
  readonly kind: Kind;
  readonly owner: string;
  readonly item: string;
  /** Grants more than the account has today. */
  readonly widens: boolean;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

export type Change =
  | ChangeOf<'service-linked-role', string>
  | ChangeOf<'oidc-provider', readonly string[]>
  | ChangeOf<'managed-policy', ManagedPolicyValue>
  | ChangeOf<'role', RoleValue>
  | ChangeOf<'role-settings', RoleSettingsValue>
  | ChangeOf<'trust-policy', JsonDocument>
  | ChangeOf<'boundary', string>
  | ChangeOf<'tags', Tags>
  | ChangeOf<'inline-policy', JsonDocument>
  | ChangeOf<'attached-policy', string>
  | ChangeOf<'instance-profile', string>
  | ChangeOf<'profile-role', string>
  | ChangeOf<'repository', string>
  | ChangeOf<'repository-lifecycle', string>
  | (ChangeOf<'resource-policy', Statements> & { readonly policy: ResourcePolicyKind });

export type ChangeKind = Change['kind'];

/** A policy on a role of ours that is not ours and stays as it is. */
export interface Foreign {
  readonly owner: string;
  readonly kind: 'inline-policy' | 'attached-policy';
  readonly item: string;
}

/** A change that apply refuses to make: it changes nothing while there is one. */
export interface Blocked {
  readonly kind:
    | 'not-ours'
    | 'path-change'
    | 'other-case'
    | 'foreign-profile'
    | 'foreign-policy'
    | 'attachment-quota';
  readonly owner: string;
  readonly message: string;
  readonly hint: string;
}

/** A remark: `leftover` and `dead-principal` are findings too, `cosmetic` and `stays` are not. */
export interface Note {
  readonly kind: 'cosmetic' | 'dead-principal' | 'leftover' | 'stays';
  readonly owner: string;
  readonly message: string;
}

/** The changes that bring an environment of an account to its definition, in their order. */
export interface Plan {
  readonly project: string;
  readonly environment: string;
  readonly account: string;
  /** Names of the roles that were compared. */
  readonly roles: readonly string[];
  readonly changes: readonly Change[];
  readonly foreign: readonly Foreign[];
  readonly blocked: readonly Blocked[];
  readonly notes: readonly Note[];
}

/** The part of a plan that concerns one role or one kind of thing. */
export type Findings = Pick<Plan, 'changes' | 'foreign' | 'blocked' | 'notes'>;

/** Findings that are changes and nothing else. */
export function changesAlone(changes: readonly Change[]): Findings {
  return { changes, foreign: [], blocked: [], notes: [] };
}

/** One plan of several findings, its changes in the order to do them. */
export function assemble(
  parts: readonly Findings[],
  where: Pick<Plan, 'project' | 'environment' | 'account' | 'roles'>,
): Plan {
  return {
    ...where,
    changes: inOrder(parts.flatMap(({ changes }) => changes)),
    foreign: parts.flatMap(({ foreign }) => foreign),
    blocked: parts.flatMap(({ blocked }) => blocked),
    notes: parts.flatMap(({ notes }) => notes),
  };
}

/**
 * The order of changes: first what creates or updates (IAM User Guide: a resource exists before
 * another names it), then what deletes, so that no right is missing during a replacement.
 */
const CREATING: readonly ChangeKind[] = [
  'service-linked-role',
  'oidc-provider',
  'boundary',
  'managed-policy',
  'role',
  'role-settings',
  'tags',
  'trust-policy',
  'inline-policy',
  'attached-policy',
  'instance-profile',
  'profile-role',
  'repository',
  'repository-lifecycle',
  'resource-policy',
];
const DELETING: readonly ChangeKind[] = [
  'resource-policy',
  'boundary',
  'profile-role',
  'instance-profile',
  'attached-policy',
  'inline-policy',
  'role',
  'managed-policy',
];

/** Sorts changes into the order to make them; those of one kind keep their order. */
export function inOrder(changes: readonly Change[]): readonly Change[] {
  return changes.toSorted((a, b) => rank(a) - rank(b));
}

function rank({ kind, after }: Change): number {
  return after === undefined ? CREATING.length + DELETING.indexOf(kind) : CREATING.indexOf(kind);
}

/** The change that undoes this one, or undefined where none can. */
export function undo(change: Change): Change | undefined {
  if (cannotUndo(change)) return undefined;
  const swapped = { ...change, before: change.after, after: change.before, widens: false };
  return swapped as Change;
}

/** True where a change stays whatever is done afterwards. */
export function cannotUndo({ kind }: Change): boolean {
  // Others of the account may use it at once: whoever applies has no right to delete it.
  return ['service-linked-role', 'oidc-provider', 'repository'].includes(kind);
}

/** Why a rollback does not restore quite what was there, or undefined where it does. */
export function undoCaveat(change: Change): string | undefined {
  if (cannotUndo(change)) return 'stays: the account shares it';
  if (change.kind === 'role' && change.after === undefined) {
    return 'comes back under a new ID: policies elsewhere that name it must be written again';
  }
  if (change.kind === 'managed-policy' && change.before !== undefined) {
    return 'comes back without its older versions';
  }
  return undefined;
}
