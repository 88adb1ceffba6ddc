import { pascalCase } from '../../../names.ts';
import type { BuildProject, BuildVariable } from '../../../service/pipeline/types.ts';
import { alikeProjects } from '../../alike-projects.ts';
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
  return block(
    `const ${logsVariable(project)} = new LogGroup(this, '${projectId(project)}Logs', {`,
    logGroupItems(project, expression(project.logGroup.name)),
    '})',
  );
}

function logGroupItems({ logGroup }: BuildProject, name: Code): readonly Item[] {
  return [
    { label: 'logGroupName: ', code: name },
    { label: 'retention: ', code: retention(logGroup.retentionDays) },
    { label: 'removalPolicy: ', code: 'RemovalPolicy.DESTROY' },
  ];
}

/** The CDK has a word for each number of days that CloudWatch Logs takes. */
function retention(days: number): string {
  if (days !== 365) throw new Error(`There is no word here for ${days} days.`);
  return 'RetentionDays.ONE_YEAR';
}

const KEEPS_NOTHING =
  'The artifact bucket encrypts what a build hands on; the project keeps nothing itself.';

/** A build project and its log group as constructs; those that are alike by their function. */
export function projectCode(
  project: BuildProject,
  all: readonly BuildProject[] = [project],
): readonly Code[] {
  if (alikeProjects(project, all).length === 1) {
    return [
      logGroupCode(project),
      block(
        `const ${projectVariable(project)} = new PipelineProject(this, '${projectId(project)}', {`,
        [
          ...ownItems(project),
          ...commonItems(project),
          { label: 'logging: ', code: `{ cloudWatch: { logGroup: ${logsVariable(project)} } }` },
        ],
        '})',
      ),
    ];
  }
  const call = `const ${projectVariable(project)} = ${functionName(project)}`;
  return [block(`${call}(this, '${projectId(project)}', {`, ownItems(project), '})')];
}

/** The functions that make projects that are alike, one for each kind. */
export function projectFunctions(all: readonly BuildProject[]): string {
  const kinds = all.filter((one) => {
    const alike = alikeProjects(one, all);
    return alike.length > 1 && alike[0] === one;
  });
  return kinds.map(projectFunction).join('');
}

function projectFunction(project: BuildProject): string {
  const logs = logGroupItems(project, '`/aws/codebuild/${own.projectName}`');
  const items = [
    { code: '...own' },
    ...commonItems(project),
    { label: 'logging: ', code: '{ cloudWatch: { logGroup } }' },
  ];
  return `
/** ${MEANINGS[project.id]}, with the log group that it writes to. */
function ${functionName(project)}(scope: Construct, id: string, own: PipelineProjectProps): PipelineProject {
${printStatement(block('const logGroup = new LogGroup(scope, `${id}Logs`, {', logs, '})'), 2)}
${printStatement(block('return new PipelineProject(scope, id, {', items, '})'), 2)}
}
`;
}

const MEANINGS = {
  build: 'What builds the image',
  validate: 'What validates the roles of one environment',
  deploy: 'What deploys to one environment',
} as const;

function functionName({ id }: BuildProject): string {
  return IDS[id].charAt(0).toLowerCase() + IDS[id].slice(1);
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

/** What a project has for itself. */
function ownItems(project: BuildProject): readonly Item[] {
  const { name, variables } = project;
  return [
    { label: 'projectName: ', code: expression(name) },
    { label: 'role: ', code: projectRole(project) },
    ...(variables.length === 0
      ? []
      : [{ label: 'environmentVariables: ', code: variablesCode(variables) }]),
  ];
}

/** What it has in common with those that are alike. */
function commonItems(project: BuildProject): readonly Item[] {
  const { description, timeout, cachesLayers } = project;
  return [
    { label: 'description: ', code: stringLiteral(description) },
    { label: 'timeout: ', code: `Duration.minutes(${timeout})` },
    ...buildSpec(project),
    { label: 'environment: ', code: environment(project) },
    ...(cachesLayers
      ? [{ label: 'cache: ', code: 'Cache.local(LocalCacheMode.DOCKER_LAYER)' }]
      : []),
  ];
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
    'type PipelineProjectProps': projectFunctions(projects) !== '',
  };
}
