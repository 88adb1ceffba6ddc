import { managedPolicyArn } from '../iam/managed-policy.ts';
import type { Model } from '../iam/model.ts';
import type { FilledString } from '../iam/template-string.ts';
import type { FoundAccount, FoundRole, Tags } from './found-account.ts';

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

const PROJECT_TAG = 'ecs-iam:project';
const ENVIRONMENT_TAG = 'ecs-iam:environment';

/** True when a role carries the two tags that every role of this project and environment has. */
export function isOurs({ tags }: FoundRole, project: string, environment: string): boolean {
  return tags[PROJECT_TAG] === project && tags[ENVIRONMENT_TAG] === environment;
}

/** Whose a role is that is not ours, for people to read. */
export function ownerOf(tags: Tags): string {
  const project = tags[PROJECT_TAG];
  if (project === undefined) return `it has no tag '${PROJECT_TAG}'`;
  return `its tags say project '${project}', environment '${tags[ENVIRONMENT_TAG] ?? ''}'`;
}

const AWS_MANAGED = /^arn:[a-z0-9-]+:iam::aws:policy\/(.+)$/;
const CUSTOMER_MANAGED = /^arn:[a-z0-9-]+:iam::\d{12}:policy\/(?:.*\/)?([^/]+)$/;

/**
 * The named policy that a customer-managed policy of ours was made from, or undefined: it is not
 * one that the catalogue makes for this role.
 */
export function ownPolicyName(
  arn: string,
  roleName: string,
  owned: OwnedNames,
): string | undefined {
  const name = CUSTOMER_MANAGED.exec(arn)?.[1];
  if (name === undefined || !name.toLowerCase().startsWith(`${roleName}-`.toLowerCase())) return;
  const policy = name.slice(roleName.length + 1);
  return owned.inline.has(policy) ? name : undefined;
}

/** True for an attached policy that the catalogue can attach to this role. */
export function isOwnAttachment(arn: string, roleName: string, owned: OwnedNames): boolean {
  const name = AWS_MANAGED.exec(arn)?.[1];
  if (name !== undefined) return owned.attached.has(name);
  return ownPolicyName(arn, roleName, owned) !== undefined;
}

/** The customer-managed policies that a model makes. */
export function ownPolicies(
  { roles }: Model<FilledString>,
  found: FoundAccount,
): readonly OwnPolicy[] {
  return roles.flatMap((role) =>
    role.managedPolicies.map(({ path, name }) => ({
      owner: role.name,
      arn: managedPolicyArn(found, path, name),
    })),
  );
}
