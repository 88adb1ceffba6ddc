import type { Model } from '../iam/model.ts';
import { OPEN_PARTS, type OpenPart, type PartValues, partSpec } from '../iam/parts.ts';
import { derivedFromNames } from '../names.ts';
import type { PipelineModel } from '../pipeline/types.ts';
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
export function environmentFiles(model: Model, pipeline?: PipelineModel): readonly RenderedFile[] {
  const used: readonly OpenPart[] = [...ALWAYS, ...model.parts, ...(pipeline?.parts ?? [])];
  const parts = OPEN_PARTS.filter((part) => used.includes(part));
  return model.environments.map(({ name, values }, index) => ({
    path: `scripts/environments/${name}.sh`,
    contents: environmentFile(parts, name, {
      ...derivedFromNames(model.project, name),
      ...pipeline?.environments[index]?.values,
      ...values,
    }),
    executable: false,
  }));
}

function environmentFile(parts: readonly OpenPart[], name: string, values: PartValues): string {
  const lines = parts.map(
    (part) => `\n# ${meaning(part)}\n${shellVariable(part)}=${shellLiteral(values[part] ?? '')}\n`,
  );
  return `# shellcheck shell=bash disable=SC2034\n#\n${header(name)}${lines.join('')}`;
}

function header(name: string): string {
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
