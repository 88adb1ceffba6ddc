import type { JsonDocument } from '../iam/document.ts';
import type { ResourcePolicyKind } from '../iam/model.ts';

export type Tags = Readonly<Record<string, string>>;

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
  readonly trust: JsonDocument;
  readonly inline: Readonly<Record<string, JsonDocument>>;
  /** ARNs of attached managed policies. */
  readonly attached: readonly string[];
  /** Names of the instance profiles that hold it; read only before it is deleted. */
  readonly profiles: readonly string[];
}

export interface FoundManagedPolicy {
  readonly arn: string;
  readonly document: JsonDocument;
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
  readonly document: JsonDocument | undefined;
}

/** A map that only looks up: a large listing parses an item when it is looked up. */
export type Lookup<Value> = Pick<ReadonlyMap<string, Value>, 'get'>;

/** What was read of an account: everything that a plan compares. */
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
