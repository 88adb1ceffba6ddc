import {
  BUCKET,
  BUILD_PROJECT,
  CODEDEPLOY,
  dotted,
  KEY_ID,
  LOAD_BALANCING,
  OBJECT_KEY,
  PARAMETER,
  type PlaceholderSpec,
  REPOSITORY,
  SECRET,
  TOPIC,
} from './patterns.ts';

/** The pipeline: build projects, source, artifacts, deployment. */
export const PIPELINE_PLACEHOLDERS = {
  buildProject: {
    meaning: 'CodeBuild project name',
    ...BUILD_PROJECT,
    initial: '<project>-<environment>-build',
    scope: 'environment',
  },
  validateProject: {
    meaning: 'CodeBuild project that validates the roles',
    ...BUILD_PROJECT,
    initial: '<buildProject>-validate',
    scope: 'environment',
  },
  pipelineName: {
    meaning: 'CodePipeline pipeline name',
    pattern: /^[\w.@-]{1,100}$/,
    takes: 'letters, digits and ._@-, at most 100',
    initial: '<project>-<environment>-pipeline',
    scope: 'environment',
  },
  sourceRuleName: {
    meaning: 'EventBridge rule that starts the pipeline when its source changes',
    ...dotted(1, 64),
    initial: '<project>-<environment>-source',
    scope: 'environment',
  },
  artifactBucket: {
    meaning: 'Pipeline artifact bucket',
    ...BUCKET,
    initial: '<artifactBucketPrefix>-<account>',
    scope: 'environment',
  },
  artifactBucketPrefix: {
    meaning: 'Name of the artifact bucket before the account ID',
    pattern: /^[a-z0-9][a-z0-9.-]{0,49}$/,
    takes: "at most 50 lower-case letters, digits, '.' and '-'",
    initial: '<project>-<environment>-artifacts',
    scope: 'environment',
  },
  artifactKmsKeyId: { meaning: 'Key ID of the artifact bucket', ...KEY_ID, scope: 'environment' },
  connectionService: {
    meaning: "Service prefix of the connection's ARN",
    pattern: /^(codeconnections|codestar-connections)$/,
    takes: 'codeconnections or codestar-connections',
    initial: 'codeconnections',
    scope: 'environment',
  },
  repositoryId: {
    meaning: 'Source repository, owner/name',
    pattern: /^[\w.-]+(\/[\w.-]+)+$/,
    takes: 'owner/name',
    scope: 'environment',
  },
  approval: {
    meaning: 'Ask for approval before deploying: true or false',
    pattern: /^(true|false)$/,
    takes: 'true or false',
    scope: 'environment',
  },
  connectionId: {
    meaning: 'ID of the source connection (the part of its ARN after connection/)',
    pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    takes: 'a UUID',
    scope: 'environment',
  },
  sourceRepository: {
    meaning: 'CodeCommit repository',
    pattern: /^(?!.*\.git$)[\w.-]{1,100}$/,
    takes: 'letters, digits and _.-, not ending with .git',
    scope: 'environment',
  },
  sourceBucket: { meaning: 'S3 source bucket', ...BUCKET, scope: 'environment' },
  sourceKey: { meaning: 'S3 source object key', ...OBJECT_KEY, scope: 'environment' },
  loadBalancer: { meaning: 'Load balancer name', ...LOAD_BALANCING, scope: 'environment' },
  codeDeployApplication: {
    meaning: 'CodeDeploy application',
    ...CODEDEPLOY,
    initial: '<project>-<environment>',
    scope: 'environment',
  },
  deploymentGroup: {
    meaning: 'CodeDeploy deployment group',
    ...CODEDEPLOY,
    initial: '<project>-<environment>',
    scope: 'environment',
  },
  deploymentConfig: {
    meaning: 'Deployment configuration',
    ...CODEDEPLOY,
    initial: 'CodeDeployDefault.ECSAllAtOnce',
    scope: 'environment',
  },
  blueGreenStack: {
    meaning: 'CloudFormation stack whose hook deploys blue/green',
    pattern: /^[A-Za-z][A-Za-z0-9-]{0,127}$/,
    takes: "at most 128 letters, digits and '-', beginning with a letter",
    scope: 'environment',
  },
  approvalTopic: {
    meaning: 'SNS topic that a manual approval notifies',
    ...TOPIC,
    scope: 'environment',
  },
} as const satisfies Record<string, PlaceholderSpec>;

/** Inputs, cache and network of the build. */
export const BUILD_PLACEHOLDERS = {
  baseRepository: {
    meaning: 'Repositories of base images in this account',
    ...REPOSITORY,
    scope: 'once',
    list: true,
  },
  registryBaseRepository: {
    meaning: 'Repositories of base images in the registry account',
    ...REPOSITORY,
    scope: 'once',
    list: true,
  },
  buildSecretName: {
    meaning: 'Secret read by the buildspec',
    ...SECRET,
    scope: 'once',
    list: true,
  },
  buildParameterName: {
    meaning: 'Parameter read by the buildspec, no leading slash',
    ...PARAMETER,
    scope: 'once',
    list: true,
  },
  buildSecretsKmsKeyId: {
    meaning: 'Key ID of the secrets and parameters of the buildspec',
    ...KEY_ID,
    scope: 'environment',
  },
  cacheBucket: { meaning: 'Build cache bucket', ...BUCKET, scope: 'environment' },
  cachePrefix: { meaning: 'Build cache key prefix', ...OBJECT_KEY, scope: 'environment' },
  buildSubnetId: {
    meaning: 'Subnet of the build project',
    pattern: /^subnet-[0-9a-f]+$/,
    takes: 'subnet- and hexadecimal digits',
    scope: 'environment',
  },
  buildSecurityGroupId: {
    meaning: 'Security group of the build project',
    pattern: /^sg-[0-9a-f]+$/,
    takes: 'sg- and hexadecimal digits',
    scope: 'environment',
  },
} as const satisfies Record<string, PlaceholderSpec>;
