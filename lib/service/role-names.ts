import type { Answers } from '../answers/types.ts';
import { UserError } from '../errors.ts';
import type { Environment, Model } from '../iam/model.ts';
import { fillRoleNames } from '../iam/role-arn.ts';
import { substitute, type TemplateString } from '../iam/template-string.ts';
import { standsIn } from '../iam/where.ts';
import { isRoleId, type RoleId, roleById } from '../roles/registry.ts';
import type { Role } from '../roles/types.ts';

/** A role of the catalogue with the name that the answers give it; its instance profile is called alike. */
export function namedRole(id: RoleId, { roleNames }: Answers): Role {
  const role = roleById(id);
  const name = roleNames[id];
  if (name === undefined) return role;
  return { ...role, name, ...(role.instanceProfile && { instanceProfile: name }) };
}

/** Names, with their paths, the roles that other accounts hold for the same project and environment. */
export function nameRolesElsewhere(value: TemplateString, answers: Answers): TemplateString {
  return fillRoleNames(value, (id) => {
    if (!isRoleId(id)) return id;
    const path = answers.roleOverrides[id]?.path ?? '<rolePath>';
    return `${path}${namedRole(id, answers).name}`;
  });
}

/** Two roles with one name, which an account cannot hold: `RoleNameTwice`. */
export function roleNameFaults(
  { roles, home }: Model,
  environments: readonly Environment[],
): readonly UserError[] {
  const named = environments.flatMap(({ name: environment, values }) =>
    roles
      .filter((role) => standsIn(role, environment, home))
      .map(({ id, name }) => ({
        id,
        environment,
        name: substitute(name, values),
        account: values.account ?? '',
      })),
  );
  return named.flatMap((one, index) => {
    const first = named.slice(0, index).find((other) => isSame(one, other));
    return first === undefined ? [] : [nameTwice(first, one)];
  });
}

interface NamedRole {
  readonly id: string;
  readonly environment: string;
  readonly name: string;
  readonly account: string;
}

/** IAM tells names apart without case; accounts that are not known are taken to be one. */
function isSame(one: NamedRole, other: NamedRole): boolean {
  return one.account === other.account && one.name.toLowerCase() === other.name.toLowerCase();
}

function nameTwice(first: NamedRole, second: NamedRole): UserError {
  const who = ({ id, environment }: NamedRole) => `role ${id} of environment ${environment}`;
  const hint =
    first.id === second.id
      ? `Write <environment> in its name (--role-name ${second.id}=…), or give each environment an account of its own.`
      : `Give one of them another name with --role-name ${second.id}=….`;
  const message = `The name '${second.name}' is given to ${who(first)} and to ${who(second)}, which are in one account.`;
  return new UserError('RoleNameTwice', message, hint);
}
