import type { Model } from '../../iam/model.ts';
import { roleArn } from '../../iam/role-arn.ts';
import { type TemplateString, template } from '../../iam/template-string.ts';
import { renderTemplate } from '../../templates.ts';
import type { PipelineKind } from './stages.ts';
import type { BuildProject, BuildVariable, Pipeline } from './types.ts';

/** Amazon Linux image with docker, jq and the AWS CLI. */
const IMAGE = 'aws/codebuild/amazonlinux-x86_64-standard:6.0';
const LOG_GROUP = template('/aws/codebuild/<buildProject>');

/** The project that builds, and the one that validates the roles before anything is deployed. */
export function buildProjects(
  { source, validates }: PipelineKind,
  variables: readonly BuildVariable[],
): readonly BuildProject[] {
  const shared = {
    image: IMAGE,
    computeType: 'BUILD_GENERAL1_SMALL',
    logGroup: LOG_GROUP,
    variables,
  } as const;
  const build: BuildProject = {
    ...shared,
    id: 'build',
    name: template('<buildProject>'),
    description: 'Builds, tests and pushes the image.',
    // An image repository as the source holds no buildspec: the project brings it along.
    buildspec:
      source === 'ecr'
        ? { kind: 'inline', contents: renderTemplate('pipeline/pipeline/buildspec-ecr.yml') }
        : { kind: 'file', path: 'pipeline/buildspec.yml' },
    privileged: source !== 'ecr',
    timeout: 30,
  };
  if (!validates) return [build];
  const validate: BuildProject = {
    ...shared,
    id: 'validate',
    name: template('<validateProject>'),
    description: 'Checks that the account holds the roles as the repo defines them.',
    buildspec: { kind: 'file', path: 'pipeline/buildspec-validate.yml' },
    privileged: false,
    timeout: 15,
  };
  return [build, validate];
}

/** True where the pipeline has the project that validates the roles. */
export function validatesRoles({ projects }: Pick<Pipeline, 'projects'>): boolean {
  return projects.some(({ id }) => id === 'validate');
}

/** What the buildspecs read from their environment; no variable for a role that is not made. */
export function buildVariables(model: Model): readonly BuildVariable[] {
  return [
    ...VARIABLES,
    ...variable('EXECUTION_ROLE_ARN', roleArn(model, 'task-execution')),
    ...variable('TASK_ROLE_ARN', roleArn(model, 'task')),
  ];
}

function variable(name: string, value: TemplateString | undefined): readonly BuildVariable[] {
  return value === undefined ? [] : [{ name, value }];
}

const VARIABLES: readonly BuildVariable[] = [
  { name: 'PROJECT', value: template('<project>') },
  { name: 'ENVIRONMENT', value: template('<environment>') },
  { name: 'PARTITION', value: template('<partition>') },
  { name: 'ACCOUNT_ID', value: template('<account>') },
  { name: 'REGISTRY', value: template('<account>.dkr.ecr.<region>.<dnsSuffix>') },
  { name: 'REPOSITORY', value: template('<repository>') },
  { name: 'CONTAINER', value: template('<container>') },
  { name: 'CLUSTER', value: template('<cluster>') },
  { name: 'SERVICE', value: template('<service>') },
  { name: 'FAMILY', value: template('<family>') },
  { name: 'LOG_GROUP', value: template('<logGroup>') },
];
