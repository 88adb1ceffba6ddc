/** A policy document as IAM's JSON grammar has it, of whatever kind and author (IAM User Guide: reference_policies_grammar). */
export interface Policy {
  /** Absent means 2008-10-17, whose documents know no policy variables. */
  readonly Version?: '2012-10-17' | '2008-10-17';
  readonly Id?: string;
  readonly Statement: PolicyStatement | readonly PolicyStatement[];
}

/** One statement; a list of one may be written as the value itself. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: PolicyPrincipal;
  readonly NotPrincipal?: PolicyPrincipal;
  readonly Action?: OneOrMany;
  readonly NotAction?: OneOrMany;
  readonly Resource?: OneOrMany;
  readonly NotResource?: OneOrMany;
  readonly Condition?: PolicyCondition;
}

export type OneOrMany<T = string> = T | readonly T[];

/** `*`, or AWS, Service, Federated, CanonicalUser → whom. */
export type PolicyPrincipal = '*' | Readonly<Record<string, OneOrMany>>;

/** Operator → key → values. */
export type PolicyCondition = Readonly<
  Record<string, Readonly<Record<string, OneOrMany<ConditionValue>>>>
>;

/** IAM takes numbers and booleans as the text that they print as. */
export type ConditionValue = string | number | boolean;

/** A document and what to call it: a policy's name, a file. */
export interface AttachedPolicy {
  readonly name: string;
  readonly policy: Policy;
}

/** The documents that bear on a request. An absent layer does not exist in the account. */
export interface Policies {
  /** Inline and managed policies of the user (its groups' too) or role. */
  readonly identity?: readonly AttachedPolicy[];
  readonly boundary?: AttachedPolicy;
  /** What was handed to AssumeRole or GetFederationToken. */
  readonly session?: readonly AttachedPolicy[];
  /** On the resource: bucket, repository, key or trust policy, the Logs resource policies. */
  readonly resource?: readonly AttachedPolicy[];
  /** Service control policies of the principal's account, one list for each level from the root down. */
  readonly scps?: readonly (readonly AttachedPolicy[])[];
  /** Resource control policies of the resource's account, besides RCPFullAWSAccess. */
  readonly rcps?: readonly AttachedPolicy[];
}

/** The kinds of policy that may have a say. */
export type Layer = 'scp' | 'rcp' | 'resource' | 'identity' | 'boundary' | 'session';

/** What somebody wants to do. */
export interface AccessRequest {
  readonly principal: Requester;
  /** `service:Action`. */
  readonly action: string;
  /** ARN; absent or `*` for an action that takes no resource, and for a trust policy's own role. */
  readonly resource?: string;
  /** Twelve digits; absent: the account in the ARN, else the principal's. */
  readonly resourceAccount?: string;
  /** Condition key → value or values, as the service sends them; nothing is added to it. */
  readonly context: Readonly<Record<string, OneOrMany>>;
}

/** Who sends a request (IAM User Guide: reference_policies_elements_principal). */
export type Requester =
  | RoleRequester
  | { readonly kind: 'user'; readonly account: string; readonly arn: string }
  | FederatedUser
  | { readonly kind: 'root'; readonly account: string }
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'federated'; readonly provider: string }
  | { readonly kind: 'canonical-user'; readonly id: string }
  | { readonly kind: 'anonymous' };

/** A session of a role. */
export interface RoleRequester {
  readonly kind: 'role';
  readonly account: string;
  readonly name: string;
  /** Absent when only the session's ARN is known, which has no path. */
  readonly arn?: string;
  /** The session's ARN; absent when no session is meant in particular. */
  readonly session?: string;
}

/** A session that GetFederationToken gave. */
export interface FederatedUser {
  readonly kind: 'federated-user';
  readonly account: string;
  readonly arn: string;
  /** ARN of the user who called GetFederationToken. */
  readonly user?: string;
}

/** A statement and the place where it stands. */
export interface StatementReference {
  readonly layer: Layer;
  /** The name it was handed over with. */
  readonly policy: string;
  /** From 0. */
  readonly index: number;
  readonly sid?: string;
}

/** What IAM answers, in the words of SimulatePrincipalPolicy's EvalDecision. */
export type Decision =
  | {
      readonly result: 'allowed';
      /** One statement of each layer that had to allow it; empty for a root user in its own account. */
      readonly by: readonly StatementReference[];
    }
  | { readonly result: 'explicitDeny'; readonly by: StatementReference }
  | {
      readonly result: 'implicitDeny';
      /** The layers that would have to allow it and do not; empty for what nobody can allow. */
      readonly lacking: readonly Layer[];
    };
