import { PLACEHOLDER_NAMES, type Placeholder, placeholderSpec } from '../../iam/placeholders.ts';
import { placeholdersIn } from '../../iam/placeholders-in.ts';
import { standsIn } from '../../iam/where.ts';
import { revisionVariables } from '../../service/pipeline/build-variables.ts';
import type { SharedUnit } from '../../service/shared-units.ts';
import type { Service } from '../../service/types.ts';
import { shellLiteral, shellVariable } from '../../shell.ts';
import { textFile } from '../files.ts';
import type { RenderedFile } from '../types.ts';

/** Where an account's environments share a folder of their own, the variable that names it. */
export const SHARED_VARIABLE = 'SHARED';

/** The path of an environment's values. */
export function environmentPath(environment: string): string {
  return `environments/${environment}.env`;
}

/** What follows from the names, from the Region or from the answers, and is no value of a file. */
const DERIVED: ReadonlySet<Placeholder> = new Set([
  ...(['project', 'environment', 'ownershipId', 'environmentSid'] as const),
  ...(['partition', 'dnsSuffix'] as const),
]);

/** `environments/ENV.env`: the values of each environment that the JSON files have places for. */
export function environmentFiles(service: Service): readonly RenderedFile[] {
  const { pipeline, model } = service;
  const used: readonly Placeholder[] = ['account', 'region', ...service.placeholders];
  const placeholders = PLACEHOLDER_NAMES.filter((one) => used.includes(one) && !DERIVED.has(one));
  const revision = pipeline ? revisionVariables(service) : [];
  const { existing, ...made } = model;
  const apart = new Set([
    ...placeholdersIn([model.roles, existing]),
    ...(pipeline?.placeholders ?? []),
  ]);
  return service.environments.map(({ name, values }) => {
    const roles = model.roles.filter((role) => standsIn(role, name, model.home));
    const isPiped = pipeline?.environments.includes(name) ?? true;
    const here = new Set<Placeholder>([
      ...(['account', 'region'] as const),
      ...placeholdersIn([{ ...made, roles }, revision]),
      ...(isPiped ? (pipeline?.placeholders ?? []) : []),
    ]);
    // What no file says that is for this environment is of no use here.
    const read = placeholders.filter((one) => here.has(one) || !apart.has(one));
    const lines = read.map(
      (one) => `# ${meaning(one)}\n${shellVariable(one)}=${shellLiteral(values[one] ?? '')}\n`,
    );
    const contents = `${header(name)}${lines.join('')}${sharedLine(service.shared, name)}`;
    return textFile(environmentPath(name), contents);
  });
}

function header(name: string): string {
  return (
    '# shellcheck shell=bash disable=SC2034\n' +
    `# The values of environment ${name}. In the JSON files of this repo \${NAME} stands for a value here,\n` +
    '# and for PROJECT, ENVIRONMENT, OWNERSHIP_ID, PARTITION and DNS_SUFFIX, which the scripts know.\n\n'
  );
}

function meaning(placeholder: Placeholder): string {
  const { meaning, atDeploy, optional } = placeholderSpec(placeholder);
  if (atDeploy) return `${meaning} (empty: that of the credentials)`;
  return optional ? `${meaning} (empty: none)` : meaning;
}

function sharedLine(units: readonly SharedUnit[], environment: string): string {
  const unit = units.find(({ environments }) => environments.includes(environment));
  if (unit?.name === undefined) return '';
  return `# Folder of iam/shared/ with what this account has once\n${SHARED_VARIABLE}=${shellLiteral(unit.name)}\n`;
}
