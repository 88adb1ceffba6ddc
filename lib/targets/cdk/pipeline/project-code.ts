import { pascalCase } from '../../../names.ts';
import type { BuildProject, BuildVariable } from '../../../service/pipeline/types.ts';
import { acknowledge } from '../acknowledge-code.ts';
import { block, type Code, type Item, list, print, printStatement } from '../code.ts';
import { propertyName, stringLiteral } from '../literals.ts';
import { roleProperty } from '../role-names.ts';
import { expression } from '../statement-code.ts';

/** Where a repo has the buildspec that stands in the project itself. */
export const INLINE_BUILDSPEC = 'pipeline/buildspec.yml';

/** What the buildspec of a project reads from its environment. */
function variablesCode(variables: readonly BuildVariable[]): Code {
  const items = variables.map(({ name, value }) => ({
    label: `${propertyName(name)}: `,
    code: list('{', [{ label: 'value: ', code: expression(value) }], '}'),
  }));
  return list('{', items, '}');
}

/** The log group of a project, which CodeBuild would make without an end to its events. */
function logGroupCode(project: BuildProject): Code {
  const { name, retentionDays } = project.logGroup;
  return block(
    `const ${logsVariable(project)} = new LogGroup(this, '${projectId(project)}Logs', {`,
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

const KEEPS_NOTHING =
  'The artifact bucket encrypts what a build hands on; the project keeps nothing itself.';

/** A build project and its log group as constructs. */
export function projectCode(project: BuildProject): readonly Code[] {
  return [logGroupCode(project), projectConstruct(project)];
}

/** What cdk-nag finds in each project and is meant to stay, as lines of the constructor. */
export function acceptedOfProjects(projects: readonly BuildProject[]): readonly string[] {
  const accept = (variable: string, indent: number) =>
    acknowledge(variable, [["'AwsSolutions-CB4'", KEEPS_NOTHING]]).map((one) =>
      printStatement(one, indent),
    );
  const [only = '', ...others] = projects.map(projectVariable);
  if (others.length === 0) return accept(only, 4);
  const loop = list(
    'for (const project of [',
    [only, ...others].map((code) => ({ code })),
    ']) {',
  );
  return [`    ${print(loop, 4, 4, 0)}`, ...accept('project', 6), '    }'];
}

function projectConstruct(project: BuildProject): Code {
  const { name, description, timeout, variables, cachesLayers } = project;
  return block(
    `const ${projectVariable(project)} = new PipelineProject(this, '${projectId(project)}', {`,
    [
      { label: 'projectName: ', code: expression(name) },
      { label: 'description: ', code: stringLiteral(description) },
      { label: 'role: ', code: projectRole(project) },
      { label: 'timeout: ', code: `Duration.minutes(${timeout})` },
      ...buildSpec(project),
      { label: 'environment: ', code: environment(project) },
      ...(variables.length === 0
        ? []
        : [{ label: 'environmentVariables: ', code: variablesCode(variables) }]),
      ...(cachesLayers
        ? [{ label: 'cache: ', code: 'Cache.local(LocalCacheMode.DOCKER_LAYER)' }]
        : []),
      {
        label: 'logging: ',
        code: `{ cloudWatch: { logGroup: ${logsVariable(project)} } }`,
      },
    ],
    '})',
  );
}

const IDS = { build: 'ImageBuild', validate: 'RoleValidation', deploy: 'Deployment' } as const;

/** The construct ID of a project: `RoleValidationProd`. */
export function projectId({ id, environment = '' }: BuildProject): string {
  return `${IDS[id]}${pascalCase(environment)}`;
}

/** The variable of a project: `validateProd`. */
export function projectVariable({ id, environment = '' }: BuildProject): string {
  return `${id}${pascalCase(environment)}`;
}

/** The variable of the role of a project: `codeBuildValidateRoleProd`. */
export function projectRole({ role, environment = '' }: BuildProject): string {
  return `${roleProperty(role)}${pascalCase(environment)}`;
}

function logsVariable(project: BuildProject): string {
  return `${projectVariable(project)}Logs`;
}

function buildSpec({ buildspec }: BuildProject): readonly Item[] {
  if (buildspec.kind === 'file') {
    return [
      {
        label: 'buildSpec: ',
        code: list('BuildSpec.fromSourceFilename(', [{ code: stringLiteral(buildspec.path) }], ')'),
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

function environment({ type, computeType, image, privileged }: BuildProject): Code {
  const images = type === 'ARM_CONTAINER' ? 'LinuxArmBuildImage' : 'LinuxBuildImage';
  return block(
    '{',
    [
      {
        label: 'buildImage: ',
        code: list(`${images}.fromCodeBuildImageId(`, [{ code: stringLiteral(image) }], ')'),
      },
      { label: 'computeType: ', code: `ComputeType.${computeType.replace('BUILD_GENERAL1_', '')}` },
      { label: 'privileged: ', code: String(privileged) },
    ],
    '}',
  );
}

/** What the constructs of these projects take from the CDK's module of CodeBuild. */
export function projectImports(projects: readonly BuildProject[]) {
  const caches = projects.some(({ cachesLayers }) => cachesLayers);
  return {
    BuildSpec: true,
    Cache: caches,
    ComputeType: true,
    LinuxArmBuildImage: projects.some(({ type }) => type === 'ARM_CONTAINER'),
    LinuxBuildImage: projects.some(({ type }) => type === 'LINUX_CONTAINER'),
    LocalCacheMode: caches,
    PipelineProject: true,
  };
}
