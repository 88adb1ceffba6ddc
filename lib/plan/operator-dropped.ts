import type { Definition } from '../iam/definition.ts';
import { managedPolicyArn } from '../iam/managed-policy.ts';
import { READ_ROLE, REMOVE_POLICY, REMOVE_ROLE } from './operator-actions.ts';
import { type OperatorScope, roleArn, statement, unique } from './operator-statement.ts';
import { ENVIRONMENT_TAG, PROJECT_TAG } from './ownership.ts';

/** Where the roles can stand that this or an earlier definition made. */
interface DroppedPlaces {
  readonly scope: OperatorScope;
  readonly paths: readonly string[];
}

/**
 * Reads the roles of this and of earlier definitions, and deletes those that are no longer defined. Names
 * are patterns, because all names of the catalogue do not fit into a managed policy. A role is read by its
 * name alone, as one that does not exist has no tags; it is deleted only with the tags of this project and
 * environment, as a pattern also stands for the roles of a project whose name begins with ours.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_iam-tags.html
 */
export function droppedStatements(
  { project, environment, roles }: Definition<string>,
  { scope, paths }: DroppedPlaces,
) {
  const own = roles.map(({ name }) => name);
  const dropped = [...scope.catalogue].filter((name) => !own.includes(name));
  const ends = { first: `${project}-`, last: `-${environment}` };
  const arns = (names: readonly string[]) =>
    unique(names.map((name) => (fits(name, ends) ? `${ends.first}*${ends.last}` : name))).flatMap(
      (name) => paths.map((path) => roleArn(scope, path, name)),
    );
  const tags = {
    [`aws:ResourceTag/${PROJECT_TAG}`]: [project],
    [`aws:ResourceTag/${ENVIRONMENT_TAG}`]: [environment],
  };
  return [
    ...statement('ReadRoles', READ_ROLE, arns([...own, ...dropped])),
    ...statement('RemoveDroppedRoles', REMOVE_ROLE, arns(dropped), { StringEquals: tags }),
    // The pattern stands for the defined roles, too, and theirs are detached under their boundary only.
    ...statement('DetachDropped', ['iam:DetachRolePolicy'], arns(dropped), {
      StringEquals: { ...tags, ...boundaryOf(roles) },
    }),
    ...statement(
      'RemoveDroppedPolicies',
      REMOVE_POLICY,
      byFirstWord(dropped, ends).flatMap((name) =>
        paths.map((path) => managedPolicyArn(scope, path, `${name}-*`)),
      ),
    ),
  ];
}

/** The condition on the boundary, once every role has one. */
function boundaryOf(roles: Definition<string>['roles']) {
  const boundaries = roles.flatMap(({ boundary }) => boundary ?? []);
  const isBounded = boundaries.length > 0 && boundaries.length === roles.length;
  return isBounded ? { 'iam:PermissionsBoundary': unique(boundaries) } : {};
}

/** What the names of one project and environment begin and end with. */
interface NameEnds {
  readonly first: string;
  readonly last: string;
}

function fits(name: string, { first, last }: NameEnds): boolean {
  return name.startsWith(first) && name.endsWith(last);
}

/**
 * One pattern for the names that have the same word after the project, such as `shop-ecs-*-dev`. The
 * policies have no tags; with this word the pattern leaves out those of a project called `shop-admin`.
 */
function byFirstWord(names: readonly string[], ends: NameEnds): readonly string[] {
  const wordOf = (name: string) => name.slice(ends.first.length).split('-')[0] ?? '';
  const isAlone = (name: string) =>
    names.filter((other) => fits(other, ends) && wordOf(other) === wordOf(name)).length < 2;
  return unique(
    names.map((name) =>
      !fits(name, ends) || isAlone(name) ? name : `${ends.first}${wordOf(name)}-*${ends.last}`,
    ),
  );
}
