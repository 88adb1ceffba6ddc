import type { Environment, Model, ModelRole } from '../iam/model.ts';
import { substitute } from '../iam/template-string.ts';
import { derivedFromNames } from '../names.ts';

/** A role's name in one environment: its pattern holds the two names alone. */
export function roleName(role: ModelRole, project: string, environment: string): string {
  return substitute(role.name, derivedFromNames(project, environment));
}

/** The AWS CLI calls that show each role of one environment as it is in the account. */
export function validationCommands(model: Model, { name }: Environment): string {
  const roles = model.roles.map((role) => roleName(role, model.project, name));
  const sections = [
    ['# Do the roles exist?', ...roles.map((role) => `aws iam get-role --role-name ${role}`)],
    [
      '# Who may assume them?',
      ...roles.map(
        (role) => `aws iam get-role --role-name ${role} --query 'Role.AssumeRolePolicyDocument'`,
      ),
    ],
    [
      '# Which policies do they have?',
      ...roles.flatMap((role) => [
        `aws iam list-attached-role-policies --role-name ${role}`,
        `aws iam list-role-policies --role-name ${role}`,
      ]),
    ],
    ...serviceLinked(model),
  ];
  return sections.map((lines) => lines.join('\n')).join('\n\n');
}

function serviceLinked({ serviceLinkedRoles }: Model): readonly (readonly string[])[] {
  if (!serviceLinkedRoles.includes('ecs.amazonaws.com')) return [];
  return [
    [
      '# Is the service-linked role of ECS there?',
      'aws iam get-role --role-name AWSServiceRoleForECS',
    ],
  ];
}
