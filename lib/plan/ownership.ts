import type { FoundRole, OwnedNames, Tags } from './types.ts';

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
