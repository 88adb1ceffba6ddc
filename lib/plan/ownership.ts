import type { FoundRole, Tags } from './found-account.ts';

/** The names that the catalogue can give to policies of a role: such a policy on our role is ours. */
export interface OwnedNames {
  /** Names of inline policies, and the ends of customer-managed ones, `<role name>-<policy>`. */
  readonly inline: ReadonlySet<string>;
  /** AWS managed policies by path and name, such as `service-role/AmazonECSTaskExecutionRolePolicy`. */
  readonly attached: ReadonlySet<string>;
}

/** The planner's input besides the definition and the account. */
export interface PlanOptions {
  /** Take over roles of the right name without our tags. */
  readonly adopt: boolean;
  /** Delete roles of ours that are no longer defined. */
  readonly prune: boolean;
  /** The catalogue's names for the policies of a role, by its id in the catalogue. */
  readonly owned: (roleId: string | undefined) => OwnedNames;
  /** Every role name of the catalogue in this environment → the role's id. */
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

/** The tag that names the project of a role. */
export const PROJECT_TAG = 'ecs-iam:project';
/** The tag that names the environment of a role. */
export const ENVIRONMENT_TAG = 'ecs-iam:environment';

/** True when a role carries the two tags that every role of this project and environment has. */
export function isOurs({ tags }: FoundRole, project: string, environment: string): boolean {
  return tags[PROJECT_TAG] === project && tags[ENVIRONMENT_TAG] === environment;
}

/** To whom a role belongs that is not ours, as a clause of a message. */
export function ownerOf(tags: Tags): string {
  const project = tags[PROJECT_TAG];
  if (project === undefined) return `it has no tag '${PROJECT_TAG}'`;
  return `its tags say project '${project}', environment '${tags[ENVIRONMENT_TAG] ?? ''}'`;
}

const AWS_MANAGED = /^arn:[a-z0-9-]+:iam::aws:policy\/(.+)$/;
const CUSTOMER_MANAGED = /^arn:[a-z0-9-]+:iam::\d{12}:policy\/(?:.*\/)?([^/]+)$/;

/** True for a customer-managed policy that the catalogue can make for this role. */
export function isOwnPolicy(arn: string, roleName: string, owned: OwnedNames): boolean {
  const name = CUSTOMER_MANAGED.exec(arn)?.[1];
  if (!name?.toLowerCase().startsWith(`${roleName}-`.toLowerCase())) return false;
  return owned.inline.has(name.slice(roleName.length + 1));
}

/** True for an attached policy that the catalogue can attach to this role. */
export function isOwnAttachment(arn: string, roleName: string, owned: OwnedNames): boolean {
  const name = AWS_MANAGED.exec(arn)?.[1];
  if (name !== undefined) return owned.attached.has(name);
  return isOwnPolicy(arn, roleName, owned);
}
