import type { FilledDefinition } from '../iam/definition.ts';
import type { FoundRole, Tags } from './found-account.ts';

/** The names that the catalogue can give to policies of a role: such a policy on our role is ours. */
export interface OwnedNames {
  /** Names of inline policies, and the ends of customer-managed ones, `<role name>-<policy>`. */
  readonly inline: Pick<ReadonlySet<string>, 'has'>;
  /** AWS managed policies by path and name, such as `service-role/AmazonECSTaskExecutionRolePolicy`. */
  readonly attached: ReadonlySet<string>;
}

/** The planner's input besides the definition and the account. */
export interface PlanOptions {
  /** Take over roles of the right name without our tags, or with the id of another repo. */
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

/** The tag that tells the repos of one project and environment apart. */
const ID_TAG = 'ecs-iam:id';

/** What a role's tags are compared with. */
export type Owner = Pick<FilledDefinition, 'project' | 'environment' | 'values'>;

/**
 * True when a role carries the tags of this project and environment, and no id of another repo: roles
 * that were made before there were ids have none.
 */
export function isOurs({ tags }: FoundRole, owner: Owner): boolean {
  return isOfEnvironment(tags, owner) && hasNoOtherId(tags, owner);
}

/** True when another repo of the same project and environment made a role. */
export function isOfOtherRepo({ tags }: FoundRole, owner: Owner): boolean {
  return isOfEnvironment(tags, owner) && !hasNoOtherId(tags, owner);
}

function isOfEnvironment(tags: Tags, { project, environment }: Owner): boolean {
  return tags[PROJECT_TAG] === project && tags[ENVIRONMENT_TAG] === environment;
}

function hasNoOtherId(tags: Tags, { values }: Owner): boolean {
  const id = tags[ID_TAG];
  return id === undefined || id === values.ownershipId;
}

/** To whom a role belongs that is not ours, as a clause of a message. */
export function ownerOf(tags: Tags, owner: Owner): string {
  const project = tags[PROJECT_TAG];
  if (project === undefined) return `it has no tag '${PROJECT_TAG}'`;
  const named = `its tags say project '${project}', environment '${tags[ENVIRONMENT_TAG] ?? ''}'`;
  if (hasNoOtherId(tags, owner)) return named;
  const { ownershipId } = owner.values;
  const own =
    ownershipId === undefined ? 'this repo has none' : `that of this repo is '${ownershipId}'`;
  return `${named}, id '${tags[ID_TAG]}', and ${own}`;
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
