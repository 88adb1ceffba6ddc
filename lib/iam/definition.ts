import type { JsonDocument } from './document.ts';
import type { OidcProvider, ResourcePolicyKind } from './model.ts';
import type { PlaceholderValues } from './placeholders.ts';
import type { FilledString, TemplateString } from './template-string.ts';

/**
 * What one environment shall hold, as the files of a repo define it. Documents are JSON as IAM
 * takes it, in any shape that IAM allows: a hand edit may write what the generator never does. The
 * placeholders that remain are those that only an account knows: `<account>`, `<region>`,
 * `<partition>`, `<dnsSuffix>`.
 */
export interface Definition<S extends string = TemplateString> {
  readonly project: string;
  readonly environment: string;
  /** What is known of the place and the names: account, Region, cluster, repository … */
  readonly values: PlaceholderValues;
  readonly roles: readonly DefinedRole<S>[];
  readonly shared: DefinedShared<S>;
}

/** One role as it shall be in the account. */
export interface DefinedRole<S extends string = TemplateString> {
  /** The catalogue's id; absent for a role that was added by hand. */
  readonly id?: string;
  readonly name: S;
  /** Begins and ends with '/'. */
  readonly path: S;
  readonly description: string;
  /** Seconds, 3,600 to 43,200. */
  readonly maxSessionDuration: number;
  /** ARN of the permissions boundary. */
  readonly boundary?: S;
  readonly tags: Readonly<Record<string, S>>;
  readonly trust: JsonDocument;
  /** Policy name → document. */
  readonly inlinePolicies: Readonly<Record<string, JsonDocument>>;
  /** The customer managed policies that are made for the role and attached to it. */
  readonly managedPolicies: readonly DefinedPolicy<S>[];
  /** ARNs of other managed policies to attach. */
  readonly attachedPolicies: readonly S[];
  /** Name of the instance profile that holds the role. */
  readonly instanceProfile?: S;
}

/** A customer managed policy. */
export interface DefinedPolicy<S extends string = TemplateString> {
  readonly name: S;
  /** Begins and ends with '/'. */
  readonly path: S;
  readonly document: JsonDocument;
}

/** What the environments of one account and Region share. */
export interface DefinedShared<S extends string = TemplateString> {
  /** Service names, such as `ecs.amazonaws.com`. */
  readonly serviceLinkedRoles: readonly string[];
  /** Name of the ECR repository to make when absent. */
  readonly repository?: S;
  readonly resourcePolicies: readonly DefinedResourcePolicy<S>[];
  readonly oidcProviders: readonly OidcProvider<S>[];
}

/** The statements of ours in a policy on something that environments share. */
export interface DefinedResourcePolicy<S extends string = TemplateString> {
  readonly kind: ResourcePolicyKind;
  /** Repository name, Logs resource policy name, destination name. */
  readonly owner: S;
  readonly document: JsonDocument;
}

/** A definition whose placeholders are all filled: what the account shall hold. */
export type FilledDefinition = Definition<FilledString>;
