import { readPolicy } from '../evaluate/read-policy.ts';
import type { AttachedPolicy } from '../evaluate/types.ts';
import type { DefinedResourcePolicy, DefinedRole, FilledDefinition } from '../iam/definition.ts';
import type { AccountFacts } from '../iam/fill.ts';
import type { FilledString } from '../iam/template-string.ts';

/** Where a statement stands and what it is for, as far as it is known. */
export interface StatementSource {
  readonly why?: string;
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
}

/** A document with what is known of its statements, in their order. */
export interface SourcedPolicy extends AttachedPolicy {
  readonly statements?: readonly StatementSource[];
}

/** A role and the documents that bear on what it may do. */
export interface CanRole {
  readonly name: string;
  /** The catalogue's id. */
  readonly id?: string;
  readonly arn: string;
  readonly identity: readonly SourcedPolicy[];
  readonly boundary?: SourcedPolicy;
  readonly session?: readonly SourcedPolicy[];
  /** ARNs of attached policies, the boundary's among them, whose documents are not at hand. */
  readonly withoutDocument: readonly string[];
  readonly trust?: SourcedPolicy;
}

/** The policies on a resource. */
export interface ResourceDocuments {
  /** ARN, with wildcards where the policies are about several resources. */
  readonly arn: string;
  readonly policies: readonly SourcedPolicy[];
}

/** All that a question is answered from. */
export interface CanDocuments {
  readonly roles: readonly CanRole[];
  readonly resources: readonly ResourceDocuments[];
  /** One list for each level of the organization. */
  readonly scps?: readonly (readonly SourcedPolicy[])[];
  readonly rcps?: readonly SourcedPolicy[];
}

/** The documents of a definition, filled for its account. @throws UserError InvalidPolicy, UnknownOperator */
export function documentsOf(definition: FilledDefinition, facts: AccountFacts): CanDocuments {
  return {
    roles: definition.roles.map((role) => roleOf(role, facts)),
    resources: definition.shared.resourcePolicies.map((policy) => resourceOf(policy, facts)),
  };
}

function roleOf(role: DefinedRole<FilledString>, { partition, account }: AccountFacts): CanRole {
  const { name, id, path, boundary } = role;
  const identity = [
    ...Object.entries(role.inlinePolicies),
    ...role.managedPolicies.map((policy) => [policy.name, policy.document] as const),
  ];
  const trustName = `trust policy of ${name}`;
  return {
    name,
    ...(id !== undefined && { id }),
    arn: `arn:${partition}:iam::${account}:role${path}${name}`,
    identity: identity.map(([policy, document]) => ({
      name: policy,
      policy: readPolicy(document, { name: `${name}, ${policy}`, kind: 'identity' }),
    })),
    withoutDocument: [...role.attachedPolicies, ...(boundary === undefined ? [] : [boundary])],
    trust: { name: trustName, policy: readPolicy(role.trust, { name: trustName, kind: 'trust' }) },
  };
}

function resourceOf(
  { kind, owner, document }: DefinedResourcePolicy<FilledString>,
  { partition, account, region }: AccountFacts,
): ResourceDocuments {
  const at = `${region}:${account}`;
  const arns = {
    'ecr-repository': `arn:${partition}:ecr:${at}:repository/${owner}`,
    // A Logs resource policy belongs to the account: its statements name the log groups.
    logs: `arn:${partition}:logs:${at}:log-group:*`,
    'logs-destination': `arn:${partition}:logs:${at}:destination:${owner}`,
  } as const;
  return {
    arn: arns[kind],
    policies: [{ name: owner, policy: readPolicy(document, { name: owner, kind: 'resource' }) }],
  };
}
