import {
  PLACEHOLDER_NAMES,
  type Placeholder,
  type PlaceholderValues,
  placeholderSpec,
} from '../iam/placeholders.ts';
import { printRows } from '../json.ts';
import { derivedFromNames } from '../names.ts';
import { REPOSITORY_LIFECYCLE } from '../service/repository-lifecycle.ts';
import type { Service } from '../service/types.ts';
import { shellLiteral, shellVariable } from '../shell.ts';
import { byPath, textFile } from '../targets/files.ts';
import type { RenderedFile } from '../targets/types.ts';
import { renderTemplate, templateFiles, writtenPath } from '../templates.ts';

const SCRIPTS = 'starter/scripts';

/**
 * The scripts that every target's `deploy-iam.sh` and `destroy-iam.sh` stand on, the same in each
 * repo: what differs is in `iam.lock.json`. Sorted by path.
 */
export function renderSharedScripts(service: Service): readonly RenderedFile[] {
  const scripts = templateFiles(SCRIPTS).map((name) =>
    textFile(`scripts/${writtenPath(name)}`, renderTemplate(`${SCRIPTS}/${name}`)),
  );
  return [...scripts, ...lifecycleFile(service), ...environmentFiles(service)].sort(byPath);
}

/** The lifecycle policy of the repository, where one is made. */
function lifecycleFile({ model }: Service): readonly RenderedFile[] {
  if (model.repository === undefined) return [];
  return [textFile('scripts/shared/ecr-lifecycle-policy.json', printRows(REPOSITORY_LIFECYCLE))];
}

/** Values that the scripts need whether or not a policy holds them. */
const ALWAYS: readonly Placeholder[] = [
  'partition',
  'region',
  'account',
  'project',
  'environment',
  'environmentSid',
];

/** `scripts/environments/<env>.sh`: every value of one environment as a shell variable. */
function environmentFiles(service: Service): readonly RenderedFile[] {
  const used: readonly Placeholder[] = [...ALWAYS, ...service.placeholders];
  const placeholders = PLACEHOLDER_NAMES.filter((placeholder) => used.includes(placeholder));
  return service.environments.map(({ name, values }) => ({
    path: `scripts/environments/${name}.sh`,
    contents: environmentFile(placeholders, name, {
      ...derivedFromNames(service.model.project, name),
      ...values,
    }),
    executable: false,
  }));
}

function environmentFile(
  placeholders: readonly Placeholder[],
  name: string,
  values: PlaceholderValues,
): string {
  const lines = placeholders.map(
    (placeholder) =>
      `\n# ${meaning(placeholder)}\n${shellVariable(placeholder)}=${shellLiteral(values[placeholder] ?? '')}\n`,
  );
  return `# shellcheck shell=bash disable=SC2034\n#\n${header(name)}${lines.join('')}`;
}

function header(name: string): string {
  return (
    `# The values of environment ${name}, as the scripts and the policies use them. To change one,\n` +
    '# change ecs-iam.json and generate again: the policies are written from the same answers.\n'
  );
}

function meaning(placeholder: Placeholder): string {
  const { meaning, atDeploy, optional } = placeholderSpec(placeholder);
  if (atDeploy) return `${meaning} (empty: found out from the credentials when a script runs)`;
  return optional ? `${meaning} (empty: none)` : meaning;
}
