import { template } from '../../iam/template-string.ts';
import { renderTemplate } from '../../templates.ts';
import type { BuildVariables } from './build-variables.ts';
import type { PipelineKind } from './stages.ts';
import type { BuildProject, LogGroup, Pipeline } from './types.ts';

/**
 * Amazon Linux 2023 image with docker, jq and the AWS CLI.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-available.html
 */
const IMAGE = 'aws/codebuild/amazonlinux-x86_64-standard:6.0';
const LOG_GROUP = template('/aws/codebuild/<buildProject>');

/**
 * The log groups that the projects write to. Events stay for a year, the least that Security Hub's
 * control CloudWatch.16 accepts by default.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
export const BUILD_LOG_GROUPS: readonly LogGroup[] = [{ name: LOG_GROUP, retentionDays: 365 }];

/** The project that builds, and the one that validates the roles before anything is deployed. */
export function buildProjects(
  { source, validates }: PipelineKind,
  variables: BuildVariables,
): readonly BuildProject[] {
  const shared = {
    image: IMAGE,
    computeType: 'BUILD_GENERAL1_SMALL',
    logGroup: LOG_GROUP,
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
    variables: variables.build,
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
    variables: variables.validate,
    timeout: 15,
  };
  return [build, validate];
}

/** True where the pipeline has the project that validates the roles. */
export function validatesRoles({ projects }: Pick<Pipeline, 'projects'>): boolean {
  return projects.some(({ id }) => id === 'validate');
}
