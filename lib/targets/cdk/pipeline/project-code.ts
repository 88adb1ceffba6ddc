import type { BuildProject, BuildVariable, LogGroup } from '../../../service/pipeline/types.ts';
import { block, type Code, type Item, list } from '../code.ts';
import { propertyName, stringLiteral } from '../literals.ts';
import { expression } from '../statement-code.ts';

/** Where a repo has the buildspec that stands in the project itself. */
export const INLINE_BUILDSPEC = 'pipeline/buildspec.yml';

/** What the buildspec of a project reads from its environment. */
function variablesCode(variables: readonly BuildVariable[]): Code {
  const items = variables.map(({ name, value }) => ({
    label: `${propertyName(name)}: `,
    code: list('{', [{ label: 'value: ', code: expression(value) }], '}'),
  }));
  return block('{', items, '}');
}

/** The log group of the projects, which CodeBuild would make without an end to its events. */
export function logGroupCode({ name, retentionDays }: LogGroup): Code {
  return block(
    "const buildLogs = new LogGroup(this, 'BuildLogs', {",
    [
      { label: 'logGroupName: ', code: expression(name) },
      { label: 'retention: ', code: retention(retentionDays) },
      { label: 'removalPolicy: ', code: 'RemovalPolicy.DESTROY' },
    ],
    '})',
  );
}

/** The CDK has a word for each number of days that CloudWatch Logs takes. */
function retention(days: number): string {
  if (days !== 365) throw new Error(`There is no word here for ${days} days.`);
  return 'RetentionDays.ONE_YEAR';
}

/** A build project as a construct. */
export function projectCode(project: BuildProject): Code {
  const { id, name, description, timeout, variables } = project;
  return block(
    `const ${id} = new PipelineProject(this, '${projectId(project)}', {`,
    [
      { label: 'projectName: ', code: expression(name) },
      { label: 'description: ', code: stringLiteral(description) },
      { label: 'role: ', code: 'buildRole' },
      { label: 'timeout: ', code: `Duration.minutes(${timeout})` },
      ...buildSpec(project),
      { label: 'environment: ', code: environment(project) },
      ...(variables.length === 0
        ? []
        : [{ label: 'environmentVariables: ', code: variablesCode(variables) }]),
      { label: 'logging: ', code: '{ cloudWatch: { logGroup: buildLogs } }' },
    ],
    '})',
  );
}

/** The construct ID of a project. */
export function projectId({ id }: BuildProject): string {
  return id === 'build' ? 'ImageBuild' : 'RoleValidation';
}

function buildSpec({ buildspec }: BuildProject): readonly Item[] {
  if (buildspec.kind === 'file') {
    return [
      {
        label: 'buildSpec: ',
        code: `BuildSpec.fromSourceFilename(${stringLiteral(buildspec.path)})`,
      },
    ];
  }
  const file = `readFileSync(join(__dirname, '../../${INLINE_BUILDSPEC}'), 'utf8')`;
  return [
    {
      comment: 'The source holds an image and no buildspec: its text stands in the project.',
      label: 'buildSpec: ',
      code: list('BuildSpec.fromSourceFilename(', [{ code: file }], ')'),
    },
  ];
}

function environment({ computeType, image, privileged }: BuildProject): Code {
  return block(
    '{',
    [
      {
        label: 'buildImage: ',
        code: list('LinuxBuildImage.fromCodeBuildImageId(', [{ code: stringLiteral(image) }], ')'),
      },
      { label: 'computeType: ', code: `ComputeType.${computeType.replace('BUILD_GENERAL1_', '')}` },
      { label: 'privileged: ', code: String(privileged) },
    ],
    '}',
  );
}
