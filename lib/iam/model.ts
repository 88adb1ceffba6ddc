import type { PlaceholderValues } from './placeholders.ts';
import type { TemplateString } from './template-string.ts';

/**
 * Where a role or a policy is made when one pipeline serves several environments: `home` has the
 * pipeline, the `other` environments have what its actions use there. Absent: everywhere.
 */
export type Where = 'home' | 'other';

/** Condition operator → key → values. */
export type Conditions<S extends string = TemplateString> = Readonly<
  Record<string, Readonly<Record<string, readonly S[]>>>
>;

/** A statement of an identity policy. Property names are IAM's. */
export interface Statement<S extends string = TemplateString> {
  /** `[A-Za-z0-9]+`, unique in its policy. */
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  /** `service:Action`, sorted. */
  readonly actions: readonly string[];
  readonly resources: readonly S[];
  readonly conditions?: Conditions<S>;
  /** One sentence for docs and comments; not part of the document. */
  readonly why: string;
}

/** The principal of a trust or resource policy. */
export type Principal<S extends string = TemplateString> =
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'aws'; readonly aws: S }
  | { readonly kind: 'federated'; readonly federated: S };

/** A statement of a trust policy: one principal, so that its condition applies to it alone. */
export interface TrustStatement<S extends string = TemplateString> {
  readonly sid: string;
  readonly principal: Principal<S>;
  readonly action: string;
  readonly conditions?: Conditions<S>;
}

/** An inline policy, or the named policy that a customer-managed one is made from. */
export interface NamedPolicy<S extends string = TemplateString> {
  readonly name: string;
  readonly where?: Where;
  readonly statements: readonly Statement<S>[];
}

/** A customer-managed policy of ours. Its path is the role's. */
export interface ManagedPolicy<S extends string = TemplateString> {
  /** The named policy it was made from, such as `TaskExecution`. */
  readonly policy: string;
  readonly where?: Where;
  /** `<role name>-<policy>`, at most 128 characters when filled. */
  readonly name: S;
  readonly path: S;
  readonly statements: readonly Statement<S>[];
}

/** What a role has besides its policies. */
export interface RoleSettings<S extends string = TemplateString> {
  /** Begins and ends with '/', at most 512 characters. */
  readonly path: S;
  /** At most 1,000 characters. */
  readonly description: string;
  /** ARN; `<permissionsBoundary>` is an optional placeholder: absent in an environment without a value. */
  readonly boundary?: S;
  /** At most 50. */
  readonly tags: Readonly<Record<string, S>>;
  /** Seconds, 3,600 to 43,200. */
  readonly maxSessionDuration: number;
}

/** One role as it shall be in the account. */
export interface ModelRole<S extends string = TemplateString> {
  readonly id: string;
  readonly title: string;
  readonly purpose: string;
  readonly where?: Where;
  readonly name: S;
  readonly trust: readonly TrustStatement<S>[];
  readonly inlinePolicies: readonly NamedPolicy<S>[];
  readonly managedPolicies: readonly ManagedPolicy<S>[];
  /** AWS managed policies to attach. */
  readonly managedPolicyArns: readonly S[];
  /** Name of the instance profile that holds the role. */
  readonly instanceProfile?: S;
  readonly settings: RoleSettings<S>;
  /** Permissions that a reader expects here and that are not granted, each with its reason. */
  readonly notGranted: readonly NotGranted[];
  /** Where each grant is documented. */
  readonly sources: readonly string[];
}

/** A permission that a reader expects and does not find. */
export interface NotGranted {
  readonly action: string;
  /** What it is not granted on, where the same action is granted on something else. */
  readonly on?: string;
  readonly reason: string;
}

/** A statement of a resource policy. Its Sid may hold placeholders: environments share the policy. */
export interface ResourceStatement<S extends string = TemplateString> {
  readonly sid: S;
  readonly effect: 'Allow' | 'Deny';
  readonly principals: readonly Principal<S>[];
  readonly actions: readonly string[];
  /** Absent in an ECR repository policy: the repository is the resource. */
  readonly resources?: readonly S[];
  readonly conditions?: Conditions<S>;
  readonly why: string;
}

/** What a resource policy stands on. */
export type ResourcePolicyKind = 'ecr-repository' | 'logs' | 'logs-destination';

/** A policy on something that environments share; our statements are merged into it by Sid. */
export interface ResourcePolicy<S extends string = TemplateString> {
  readonly kind: ResourcePolicyKind;
  readonly where?: Where;
  /** Repository name, Logs resource policy name, destination name. */
  readonly owner: S;
  readonly statements: readonly ResourceStatement<S>[];
}

/** One environment: its name and the values known for the placeholders of model and pipeline. */
export interface Environment {
  readonly name: string;
  readonly values: PlaceholderValues;
}

/** The IAM of one service: one definition for every environment, part of it for some (modelIn). */
export interface Model<S extends string = TemplateString> {
  readonly project: string;
  /** The environment with the pipeline, where one pipeline serves several. */
  readonly home: string;
  readonly roles: readonly ModelRole<S>[];
  /** Role id → ARN of a role that is used and not made. */
  readonly existing: Readonly<Record<string, S>>;
  /** Service names, such as `ecs.amazonaws.com`. */
  readonly serviceLinkedRoles: readonly string[];
  /** Name of the ECR repository to make when absent. */
  readonly repository?: S;
  readonly resourcePolicies: readonly ResourcePolicy<S>[];
  readonly oidcProviders: readonly OidcProvider<S>[];
}

export interface OidcProvider<S extends string = TemplateString> {
  /** `https://…` */
  readonly url: string;
  readonly arn: S;
  readonly audience: S;
}
