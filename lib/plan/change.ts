import type { ResourcePolicyKind } from '../iam/model.ts';
import type { FoundDocument, Tags } from './found-account.ts';

/** What CreateRole takes at once. */
export interface RoleValue {
  readonly path: string;
  readonly description: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly boundary: string | undefined;
  readonly tags: Tags;
  readonly trust: FoundDocument;
}

/** What UpdateRole sets. */
export interface RoleSettingsValue {
  readonly description: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
}

export interface ManagedPolicyValue {
  readonly path: string;
  readonly document: FoundDocument;
}

/** Our statements of a policy that others write to as well; an empty list: none. */
export type Statements = readonly unknown[];

/**
 * One step: no `before`: something is made; no `after`: something is deleted. `undo` swaps them.
 * `owner` is the role, repository or account that it belongs to, `item` its own name.
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
  | ChangeOf<'trust-policy', FoundDocument>
  | ChangeOf<'boundary', string>
  | ChangeOf<'tags', Tags>
  | ChangeOf<'inline-policy', FoundDocument>
  | ChangeOf<'attached-policy', string>
  | ChangeOf<'instance-profile', string>
  | ChangeOf<'profile-role', string>
  | ChangeOf<'repository', string>
  | ChangeOf<'repository-lifecycle', string>
  | (ChangeOf<'resource-policy', Statements> & { readonly policy: ResourcePolicyKind });

export type ChangeKind = Change['kind'];

/** Something found beside ours that nobody here changes. */
export interface Foreign {
  readonly owner: string;
  readonly kind: 'inline-policy' | 'attached-policy';
  readonly item: string;
}

/** Something that apply does not do by itself: nothing is changed while there is one. */
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

/** Worth telling: `leftover` and `dead-principal` are findings too, `cosmetic` and `stays` are not. */
export interface Note {
  readonly kind: 'cosmetic' | 'dead-principal' | 'leftover' | 'stays';
  readonly owner: string;
  readonly message: string;
}

/** What brings one environment of an account to the wanted state, in the order to do it. */
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

/** Parts of a plan, gathered role by role. */
export interface Findings {
  readonly changes: readonly Change[];
  readonly foreign: readonly Foreign[];
  readonly blocked: readonly Blocked[];
  readonly notes: readonly Note[];
}

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
 * The order of steps that make or widen (IAM User Guide: a thing exists before another names it),
 * then of those that take away. Put before take away: across a replacement nobody is without.
 */
const MAKING: readonly ChangeKind[] = [
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
const TAKING: readonly ChangeKind[] = [
  'resource-policy',
  'boundary',
  'profile-role',
  'instance-profile',
  'attached-policy',
  'inline-policy',
  'role',
  'managed-policy',
];

/** Puts changes into the order to do them; those of one kind stay as they came. */
export function inOrder(changes: readonly Change[]): readonly Change[] {
  return changes.toSorted((a, b) => rank(a) - rank(b));
}

function rank({ kind, after }: Change): number {
  return after === undefined ? MAKING.length + TAKING.indexOf(kind) : MAKING.indexOf(kind);
}

/** The change that takes this one back, or undefined where none can. */
export function undo(change: Change): Change | undefined {
  if (cannotUndo(change)) return undefined;
  const swapped = { ...change, before: change.after, after: change.before, widens: false };
  return swapped as Change;
}

/** True where a change stays whatever is done afterwards. */
export function cannotUndo({ kind }: Change): boolean {
  // ECS may use it from the first second on, and it is deleted only once nothing in the account does.
  return kind === 'service-linked-role';
}

/** Why a rollback does not give back quite what was there, or undefined where it does. */
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
