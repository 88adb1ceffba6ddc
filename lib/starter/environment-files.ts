import type { Environment, Model } from '../iam/model.ts';
import { OPEN_PARTS, type OpenPart, type PartValues, partSpec } from '../iam/parts.ts';
import { derivedFromNames } from '../names.ts';
import { shellLiteral, shellVariable } from '../targets/shell.ts';
import type { RenderedFile } from '../targets/types.ts';

/** Values that the scripts need whether or not a policy holds them. */
const ALWAYS: readonly OpenPart[] = [
  'partition',
  'region',
  'account',
  'project',
  'environment',
  'environmentSid',
];

/** `scripts/environments/<env>.sh`: every value of one environment as a shell variable. */
export function environmentFiles(model: Model): readonly RenderedFile[] {
  return model.environments.map((environment) => ({
    path: `scripts/environments/${environment.name}.sh`,
    contents: environmentFile(model, environment),
    executable: false,
  }));
}

function environmentFile(model: Model, environment: Environment): string {
  const values: PartValues = {
    ...derivedFromNames(model.project, environment.name),
    ...environment.values,
  };
  const parts = OPEN_PARTS.filter((part) => ALWAYS.includes(part) || model.parts.includes(part));
  const lines = parts.map(
    (part) => `\n# ${meaning(part)}\n${shellVariable(part)}=${shellLiteral(values[part] ?? '')}\n`,
  );
  return `# shellcheck shell=bash disable=SC2034\n#\n${header(environment)}${lines.join('')}`;
}

function header({ name }: Environment): string {
  return (
    `# The values of environment ${name}, as the scripts and the policies use them. To change one,\n` +
    '# change ecs-iam.json and generate again: the policies are written from the same answers.\n'
  );
}

function meaning(part: OpenPart): string {
  const { meaning, atDeploy, optional } = partSpec(part);
  if (atDeploy) return `${meaning} (empty: found out from the credentials when a script runs)`;
  return optional ? `${meaning} (empty: none)` : meaning;
}
