import { open } from '../iam/open.ts';
import { renderTemplate } from '../templates.ts';
import type { PipelineKind } from './stages.ts';
import type { BuildProject, BuildVariable, PipelineModel } from './types.ts';

/** Amazon Linux image with docker, jq and the AWS CLI. */
const IMAGE = 'aws/codebuild/amazonlinux-x86_64-standard:5.0';
const LOG_GROUP = open('/aws/codebuild/<buildProject>');

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
    name: open('<buildProject>'),
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
    name: open('<validateProject>'),
    description: 'Checks that the account holds the roles as the repo defines them.',
    buildspec: { kind: 'file', path: 'pipeline/buildspec-validate.yml' },
    privileged: false,
    timeout: 15,
  };
  return [build, validate];
}

/** True where the pipeline has the project that validates the roles. */
export function validatesRoles({ projects }: Pick<PipelineModel, 'projects'>): boolean {
  return projects.some(({ id }) => id === 'validate');
}

/** What the buildspecs read from their environment. */
export const BUILD_VARIABLES: readonly BuildVariable[] = [
  { name: 'PROJECT', value: open('<project>') },
  { name: 'ENVIRONMENT', value: open('<environment>') },
  { name: 'PARTITION', value: open('<partition>') },
  { name: 'ACCOUNT_ID', value: open('<account>') },
  { name: 'REGISTRY', value: open('<account>.dkr.ecr.<region>.<dnsSuffix>') },
  { name: 'REPOSITORY', value: open('<repository>') },
  { name: 'CONTAINER', value: open('<container>') },
  { name: 'CLUSTER', value: open('<cluster>') },
  { name: 'SERVICE', value: open('<service>') },
  { name: 'FAMILY', value: open('<family>') },
  { name: 'LOG_GROUP', value: open('<logGroup>') },
  {
    name: 'EXECUTION_ROLE_ARN',
    value: open(
      'arn:<partition>:iam::<account>:role<rolePath><project>-ecs-task-execution-role-<environment>',
    ),
  },
  {
    name: 'TASK_ROLE_ARN',
    value: open(
      'arn:<partition>:iam::<account>:role<rolePath><project>-ecs-task-role-<environment>',
    ),
  },
];
