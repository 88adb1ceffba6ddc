import {
  ACCOUNT,
  BUCKET,
  KEY_ID,
  LOG_GROUP,
  OBJECT_KEY,
  PARAMETER,
  REGION,
  REPOSITORY,
  SECRET,
} from './patterns.ts';
import type { PlaceholderSpec } from './spec.ts';

/** What a task is given before and while it runs: images, secrets, files, sessions. */
export const CONTAINERS_PLACEHOLDERS = {
  registryAccount: {
    meaning: 'Account that owns the shared ECR repository',
    ...ACCOUNT,
    scope: 'environment',
  },
  registryRegion: {
    meaning: 'Region of the shared ECR repository',
    ...REGION,
    initial: '<region>',
    scope: 'environment',
  },
  registryRepository: {
    meaning: 'Repository in the other account',
    ...REPOSITORY,
    initial: '<repository>',
    scope: 'environment',
  },
  secretName: { meaning: 'Secrets Manager secret name', ...SECRET, scope: 'once', list: true },
  parameterName: {
    meaning: 'SSM parameter name without its leading slash',
    ...PARAMETER,
    scope: 'once',
    list: true,
  },
  secretsKmsKeyId: {
    meaning: 'Key ID of the customer managed key of the secrets and parameters',
    ...KEY_ID,
    scope: 'environment',
  },
  envFileBucket: {
    meaning: 'Bucket of the environment files',
    ...BUCKET,
    scope: 'once',
    list: true,
  },
  envFileKey: {
    meaning: 'Object key of the environment file',
    ...OBJECT_KEY,
    scope: 'once',
    list: true,
  },
  envFilesKmsKeyId: {
    meaning: 'Key ID of the environment file bucket',
    ...KEY_ID,
    scope: 'environment',
  },
  registrySecretName: {
    meaning: 'Secret that holds the private registry credentials',
    ...SECRET,
    scope: 'environment',
  },
  pullThroughPrefix: {
    meaning: 'Repository prefix of the pull-through cache rule',
    ...REPOSITORY,
    scope: 'environment',
  },
  firelensConfigBucket: {
    meaning: 'Bucket of the FireLens configuration file',
    ...BUCKET,
    scope: 'environment',
  },
  firelensConfigKey: {
    meaning: 'Object key of the FireLens configuration file',
    ...OBJECT_KEY,
    scope: 'environment',
  },
  guardDutyAccount: {
    meaning: 'AWS account that hosts the GuardDuty agent image in the Region',
    ...ACCOUNT,
    scope: 'environment',
  },
  execLogGroup: { meaning: 'Log group of ECS Exec sessions', ...LOG_GROUP, scope: 'environment' },
  execLogBucket: { meaning: 'Bucket of ECS Exec session logs', ...BUCKET, scope: 'environment' },
  execLogPrefix: {
    meaning: 'Key prefix of ECS Exec session logs',
    ...OBJECT_KEY,
    scope: 'environment',
  },
  execKmsKeyId: {
    meaning: 'Key ID that encrypts ECS Exec sessions',
    ...KEY_ID,
    scope: 'environment',
  },
  execLogKmsKeyId: { meaning: 'Key ID of the session log bucket', ...KEY_ID, scope: 'environment' },
} as const satisfies Record<string, PlaceholderSpec>;
