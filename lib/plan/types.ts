import type { PolicyDocument } from '../iam/document.ts';
import type { ResourcePolicyKind } from '../iam/model.ts';

export type Tags = Readonly<Record<string, string>>;

/** A document as an account gave it back, parsed; it need not be one of ours. */
export type FoundDocument = PolicyDocument | { readonly [key: string]: unknown };

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

/** A role as the account holds it. */
export interface FoundRole {
  readonly name: string;
  readonly arn: string;
  readonly path: string;
  readonly description: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly boundary: string | undefined;
  /** Without those of AWS itself (`aws:…`). */
  readonly tags: Tags;
  readonly trust: FoundDocument;
  readonly inline: Readonly<Record<string, FoundDocument>>;
  /** ARNs of attached managed policies. */
  readonly attached: readonly string[];
  /** Names of the instance profiles that hold it; read only before it is deleted. */
  readonly profiles: readonly string[];
}

export interface FoundManagedPolicy {
  readonly arn: string;
  readonly document: FoundDocument;
  /** Roles, users and groups it is attached to. */
  readonly attachments: number;
}

export interface FoundProfile {
  readonly name: string;
  readonly path: string;
  readonly roles: readonly string[];
}

/** A repository, Logs resource policy or Logs destination that exists. */
export interface FoundResourcePolicy {
  readonly policy: ResourcePolicyKind;
  readonly owner: string;
  /** Undefined where the repository or destination has no policy. */
  readonly document: FoundDocument | undefined;
}

/** Found by key; a large listing parses what is asked for alone. */
export type Lookup<Value> = Pick<ReadonlyMap<string, Value>, 'get'>;

/** What was read of an account: everything that a plan for the given names needs. */
export interface FoundAccount {
  readonly account: string;
  readonly partition: string;
  /** By name in lower case: IAM compares names without case. */
  readonly roles: Lookup<FoundRole>;
  /** By ARN. */
  readonly managedPolicies: Lookup<FoundManagedPolicy>;
  /** By name in lower case. */
  readonly profiles: ReadonlyMap<string, FoundProfile>;
  /** Service names that have their service-linked role. */
  readonly serviceLinkedRoles: ReadonlySet<string>;
  /** By ARN: audiences. */
  readonly oidcProviders: ReadonlyMap<string, readonly string[]>;
  /** Policies that others write to as well; all of CloudWatch Logs, of ECR those asked for. */
  readonly resourcePolicies: readonly FoundResourcePolicy[];
}

/** The names the catalogue can give to policies of one role: what is ours on a role of ours. */
export interface OwnedNames {
  /** Named policies: inline, or as the end of a customer-managed one's `<role name>-<policy>`. */
  readonly inline: ReadonlySet<string>;
  /** Path and name of AWS managed policies, such as `service-role/AmazonECSTaskExecutionRolePolicy`. */
  readonly attached: ReadonlySet<string>;
}

/** What the planner is told besides the model. */
export interface PlanOptions {
  readonly environment: string;
  /** Take over roles of the right name without our tags. */
  readonly adopt: boolean;
  /** Delete roles of ours that the model no longer has. */
  readonly prune: boolean;
  /** The catalogue's names for a role, by the model's role ID. */
  readonly owned: (roleId: string) => OwnedNames;
  /** Every role name of the catalogue in this environment → role ID. */
  readonly catalogue: ReadonlyMap<string, string>;
  /** Text of the lifecycle policy that a new repository gets. */
  readonly lifecycle: string;
  /** Customer-managed policies of unfinished runs: ours, even if no role has them any more. */
  readonly orphans: readonly OwnPolicy[];
}

/** A customer-managed policy of ours and the role it was made for. */
export interface OwnPolicy {
  readonly owner: string;
  readonly arn: string;
}

/** Parts of a plan, gathered role by role. */
export interface Findings {
  readonly changes: readonly Change[];
  readonly foreign: readonly Foreign[];
  readonly blocked: readonly Blocked[];
  readonly notes: readonly Note[];
}
