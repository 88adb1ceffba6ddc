import type { TemplateString } from '../../iam/template-string.ts';
import { pascalCase } from '../../names.ts';
import type { BuildProject, LogGroup } from '../../service/pipeline/types.ts';
import { COMMENT, exceptFrom, type Mapping, ref, templateValue, type Value } from './values.ts';

/** What a template string is called in a template. */
export type Refer = (value: TemplateString) => Value;

/** The projects, each with its log group. */
export function projectResources(
  projects: readonly BuildProject[],
  refer: Refer,
  roleOf: (project: BuildProject) => Value,
): Mapping {
  return Object.fromEntries(
    projects.flatMap((project) => [
      [logsId(project), logGroup(project.logGroup)],
      [projectId(project), buildProject(project, roleOf(project), refer)],
    ]),
  );
}

function logsId(project: BuildProject): string {
  return `${projectId(project)}Logs`;
}

function logGroup(group: LogGroup): Mapping {
  return {
    [COMMENT]: 'What the builds print.',
    Type: 'AWS::Logs::LogGroup',
    DeletionPolicy: 'Delete',
    UpdateReplacePolicy: 'Delete',
    ...exceptFrom(
      ['CLOUDWATCH_LOG_GROUP_ENCRYPTED'],
      'CloudWatch Logs encrypts with a key of its own; what builds print is no secret.',
    ),
    Properties: { LogGroupName: templateValue(group.name), RetentionInDays: group.retentionDays },
  };
}

/** The logical id of a project: no parameter's name, for resources and parameters share one space of names. */
export function projectId({ id, environment = '' }: BuildProject): string {
  const names = { build: 'ImageBuild', validate: 'RoleValidation', deploy: 'Deployment' };
  return `${names[id]}${pascalCase(environment)}`;
}

function buildProject(project: BuildProject, role: Value, refer: Refer): Mapping {
  const { description, buildspec, variables } = project;
  return {
    [COMMENT]: description,
    Type: 'AWS::CodeBuild::Project',
    ...exceptFrom(
      ['CODEBUILD_ENCRYPTION_KEY_RULE'],
      'CodePipeline encrypts the artifacts with the key of its artifact store.',
    ),
    Properties: {
      Name: templateValue(project.name),
      Description: description,
      ServiceRole: role,
      TimeoutInMinutes: project.timeout,
      Artifacts: { Type: 'CODEPIPELINE' },
      ...(project.cachesLayers && {
        Cache: { Type: 'LOCAL', Modes: ['LOCAL_DOCKER_LAYER_CACHE'] },
      }),
      Source: {
        Type: 'CODEPIPELINE',
        BuildSpec: buildspec.kind === 'file' ? buildspec.path : buildspec.contents,
      },
      Environment: {
        Type: project.type,
        ComputeType: project.computeType,
        Image: project.image,
        PrivilegedMode: project.privileged,
        EnvironmentVariables: variables.map(({ name, value }) => ({
          Name: name,
          Value: refer(value),
        })),
      },
      LogsConfig: {
        CloudWatchLogs: { Status: 'ENABLED', GroupName: ref(logsId(project)) },
      },
    },
  };
}
