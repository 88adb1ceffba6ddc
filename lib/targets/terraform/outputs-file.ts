import type { Model, ModelRole } from '../../iam/model.ts';
import { text } from './expression.ts';
import { attribute, type Block, block, line, object } from './hcl.ts';
import { roleLabel } from './labels.ts';
import { printHcl } from './print-hcl.ts';

/** `iam/outputs.tf`: name and ARN of each role and instance profile, and all of them as maps. */
export function outputsFile({ roles }: Model): string {
  return printHcl([
    ...roles.flatMap((role) => roleOutputs(role)),
    mapOutput('role_arns', 'ARN of every role', roles, 'arn'),
    mapOutput('role_names', 'Name of every role', roles, 'name'),
  ]);
}

/** The name of the output that holds a role's ARN. */
export function arnOutput(role: ModelRole): string {
  return `${roleLabel(role)}_role_arn`;
}

function roleOutputs(role: ModelRole): readonly Block[] {
  const label = roleLabel(role);
  return [
    output(arnOutput(role), `ARN of the ${role.title}`, `aws_iam_role.${label}.arn`),
    output(`${label}_role_name`, `Name of the ${role.title}`, `aws_iam_role.${label}.name`),
    ...(role.instanceProfile === undefined ? [] : profileOutputs(role)),
  ];
}

function profileOutputs(role: ModelRole): readonly Block[] {
  const label = roleLabel(role);
  const profile = `aws_iam_instance_profile.${label}`;
  const whose = `instance profile of the ${role.title}`;
  return [
    output(`${label}_instance_profile_arn`, `ARN of the ${whose}`, `${profile}.arn`),
    output(`${label}_instance_profile_name`, `Name of the ${whose}`, `${profile}.name`),
  ];
}

/** `output "name"` with one expression. */
export function output(name: string, description: string, value: string): Block {
  return block(
    ['output', name],
    [attribute('description', text(description)), attribute('value', line(value))],
  );
}

function mapOutput(
  name: string,
  description: string,
  roles: readonly ModelRole[],
  property: 'arn' | 'name',
): Block {
  const members = roles.map(
    (role) => [roleLabel(role), line(`aws_iam_role.${roleLabel(role)}.${property}`)] as const,
  );
  return block(
    ['output', name],
    [attribute('description', text(description)), attribute('value', object(members))],
  );
}
