import { type TemplateString, template } from '../../iam/template-string.ts';
import { renderTemplate } from '../../templates.ts';
import type { PipelineKind } from './stages.ts';
import type { BuildProject, BuildVariable, Pipeline, ProjectRole } from './types.ts';

/**
 * Amazon Linux 2023 image with docker, jq and the AWS CLI.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-available.html
 */
const COMPUTE = {
  type: 'LINUX_CONTAINER',
  image: 'aws/codebuild/amazonlinux-x86_64-standard:6.0',
  computeType: 'BUILD_GENERAL1_SMALL',
} as const;

/** The same on ARM. */
const ON_ARM = {
  type: 'ARM_CONTAINER',
  image: 'aws/codebuild/amazonlinux-aarch64-standard:3.0',
} as const;

/** What a project is made from besides its kind. */
interface ProjectParts {
  readonly role: ProjectRole;
  readonly variables: readonly BuildVariable[];
  /** A path of the repo as the source has it. */
  readonly inSource: (path: string) => string;
}

/**
 * Where a project writes. Events stay for a year, the least that Security Hub's control CloudWatch.16
 * accepts by default.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
function named(name: TemplateString): Pick<BuildProject, 'name' | 'logGroup'> {
  return { name, logGroup: { name: template(`/aws/codebuild/${name}`), retentionDays: 365 } };
}

/** The project that builds the image. */
export function imageProject(
  { source, onArm }: PipelineKind,
  { inSource, ...parts }: ProjectParts,
): BuildProject {
  return {
    ...COMPUTE,
    ...(onArm && ON_ARM),
    ...named(template('<buildProject>')),
    ...parts,
    id: 'build',
    description: 'Builds, tests and pushes the image.',
    // An image repository as the source holds no buildspec: the project brings it along.
    buildspec:
      source === 'ecr'
        ? { kind: 'inline', contents: renderTemplate('pipeline/pipeline/buildspec-ecr.yml') }
        : { kind: 'file', path: inSource('pipeline/buildspec.yml') },
    privileged: source !== 'ecr',
    timeout: 30,
    cachesLayers: source !== 'ecr',
  };
}

/** The project that validates the roles of an environment before anything is deployed to it. */
export function validationProject({ inSource, ...parts }: ProjectParts): BuildProject {
  return {
    ...COMPUTE,
    ...named(template('<validateProject>')),
    ...parts,
    id: 'validate',
    description: 'Checks that the account holds the roles as the repo defines them.',
    buildspec: { kind: 'file', path: inSource('pipeline/buildspec-validate.yml') },
    privileged: false,
    timeout: 15,
    cachesLayers: false,
  };
}

/** The project that deploys to one environment what the first one built, whose artifact is its source. */
export function deploymentProject({ inSource: _, ...parts }: ProjectParts): BuildProject {
  return {
    ...COMPUTE,
    ...named(template('<deployProject>')),
    ...parts,
    id: 'deploy',
    description: 'Registers the task definition and updates the service.',
    buildspec: { kind: 'file', path: 'pipeline/buildspec-deploy.yml' },
    privileged: false,
    timeout: 60,
    cachesLayers: false,
  };
}

/** True where the pipeline validates the roles. */
export function validatesRoles({ stages }: Pick<Pipeline, 'stages'>): boolean {
  return stages.some(({ name }) => name.startsWith('Validate'));
}
