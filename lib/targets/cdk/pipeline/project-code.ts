import type { BuildProject, BuildVariable } from '../../../service/pipeline/types.ts';
import { block, type Code, type Item, list } from '../code.ts';
import { stringLiteral } from '../literals.ts';
import { expression } from '../statement-code.ts';

/** Where a repo has the buildspec that stands in the project itself. */
export const INLINE_BUILDSPEC = 'pipeline/buildspec.yml';

/** `const environmentVariables = […]`: what the buildspecs read from their environment. */
export function variablesCode(variables: readonly BuildVariable[]): Code {
  const items = variables.map(({ name, value }) => ({
    code: list(
      '{',
      [
        { label: 'name: ', code: stringLiteral(name) },
        { label: 'value: ', code: expression(value) },
      ],
      '}',
    ),
  }));
  return block('const environmentVariables = [', items, ']');
}

/** A build project as a construct. */
export function projectCode(project: BuildProject): Code {
  return block(
    `const ${project.id} = new CfnProject(this, '${projectId(project)}', {`,
    projectProps(project),
    '})',
  );
}

/** The construct ID of a project. */
export function projectId({ id }: BuildProject): string {
  return id === 'build' ? 'ImageBuild' : 'RoleValidation';
}

function projectProps(project: BuildProject): readonly Item[] {
  const { name, description, timeout, logGroup } = project;
  return [
    { label: 'name: ', code: expression(name) },
    { label: 'description: ', code: stringLiteral(description) },
    { label: 'serviceRole: ', code: 'buildRoleArn' },
    { label: 'timeoutInMinutes: ', code: String(timeout) },
    { label: 'artifacts: ', code: list('{', [{ label: 'type: ', code: "'CODEPIPELINE'" }], '}') },
    { label: 'source: ', code: source(project) },
    { label: 'environment: ', code: environment(project) },
    { label: 'logsConfig: ', code: logs(expression(logGroup)) },
  ];
}

function source({ buildspec }: BuildProject): Code {
  const code =
    buildspec.kind === 'file'
      ? stringLiteral(buildspec.path)
      : `readFileSync(join(__dirname, '../../${INLINE_BUILDSPEC}'), 'utf8')`;
  const items = [
    { label: 'type: ', code: "'CODEPIPELINE'" },
    { label: 'buildSpec: ', code },
  ];
  return list('{', items, '}');
}

function environment({ computeType, image, privileged }: BuildProject): Code {
  return block(
    '{',
    [
      { label: 'type: ', code: "'LINUX_CONTAINER'" },
      { label: 'computeType: ', code: stringLiteral(computeType) },
      { label: 'image: ', code: stringLiteral(image) },
      { label: 'privilegedMode: ', code: String(privileged) },
      { code: 'environmentVariables' },
    ],
    '}',
  );
}

function logs(group: string): Code {
  const items = [
    { label: 'status: ', code: "'ENABLED'" },
    { label: 'groupName: ', code: group },
  ];
  return list('{', [{ label: 'cloudWatchLogs: ', code: list('{', items, '}') }], '}');
}
