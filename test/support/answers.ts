import type { Answers, Grant } from '../../lib/answers/types.ts';
import { GRANTS, type GrantId } from '../../lib/grants/registry.ts';
import type { PlaceholderValues } from '../../lib/iam/placeholders.ts';
import { ROLES } from '../../lib/roles/registry.ts';
import { VALUES, valuesOf } from './values.ts';

/** The answers of someone who pressed Enter at every question, for a project called shop. */
export const DEFAULT_ANSWERS: Answers = {
  project: 'shop',
  presets: { references: [], list: [] },
  target: 'cloudformation',
  environments: [
    { name: 'dev', values: {} },
    { name: 'prod', values: {} },
  ],
  values: {},
  roles: 'recommended',
  exec: 'off',
  platform: 'x86_64',
  launchType: 'fargate',
  deploy: 'pipeline',
  source: 'codeconnections',
  pipeline: 'one',
  home: '',
  trust: 'default',
  policies: 'inline',
  rolePolicies: {},
  roleOverrides: {},
  roleNames: {},
  existingRoles: {},
  rolePath: '/',
  tags: {},
  maxSessionDuration: 3600,
  secrets: [],
  parameters: [],
  envFiles: [],
  lists: {},
  taskDefinitions: [],
  grants: [],
  taskStatements: [],
  executionStatements: [],
  options: {},
  crossAccountPull: [],
  crossAccountLogs: [],
  serviceLinkedRole: true,
  oidcProvider: 'existing',
  ecrRepository: 'create',
  repositoryId: '',
  sourceFolder: '',
  approval: 'auto',
  starterApp: 'auto',
  id: 'a1b2c3d4',
};

/** Parts that the deploying tool resolves, and those that the answers hold in fields of their own. */
const NOT_GIVEN = new Set<string>([
  'partition',
  'dnsSuffix',
  'region',
  'account',
  'project',
  'environment',
  'environmentSid',
  'rolePath',
  'permissionsBoundary',
  'oidcAudience',
  'artifactBucketPrefix',
  'secretName',
  'parameterName',
  'envFileBucket',
  'envFileKey',
  'baseRepository',
  'registryBaseRepository',
  'buildSecretName',
  'buildParameterName',
  'targetAccount',
  'homeEnvironment',
  'homeAccount',
  'homeArtifactBucket',
  'homeArtifactKmsKeyId',
]);

function given(environment: string): PlaceholderValues {
  const values = Object.entries(valuesOf(environment));
  return Object.fromEntries(values.filter(([placeholder]) => !NOT_GIVEN.has(placeholder)));
}

/** Every option of every role by name. */
export function allOptions(): Readonly<Record<string, boolean>> {
  return Object.fromEntries(
    ROLES.flatMap((role) => Object.keys(role.options).map((name) => [`${role.id}.${name}`, true])),
  );
}

/**
 * Everything at once: all roles with all their options, every grant that fits (s3Read twice, once without a
 * prefix), secrets, lists, tags, a path, a boundary in one of two environments, and what crosses
 * accounts. CodeDeploy deploys, so the statements of the rolling deployment stand in the defaults.
 */
export function everythingAnswers(): Answers {
  return {
    ...DEFAULT_ANSWERS,
    environments: [
      { name: 'dev', values: given('dev') },
      {
        name: 'prod',
        values: { ...given('prod'), permissionsBoundary: VALUES.permissionsBoundary },
      },
    ],
    roles: 'all',
    exec: 'task',
    deploy: 'codedeploy',
    rolePath: '/team/shop/',
    tags: { team: 'orders and returns', 'cost-center': '4711' },
    maxSessionDuration: 7200,
    rolePolicies: {
      'container-instance': 'aws-managed',
      'scheduled-task-events': 'aws-managed',
      codebuild: 'customer-managed',
    },
    roleOverrides: {
      task: { description: "The application's own role", maxSessionDuration: 3600 },
    },
    // The grants ecsExecLogsCloudWatch and ecsExecKms say the same; twice is more than fits inline.
    options: {
      // CodeDeploy deploys, so no build does.
      ...Object.fromEntries(
        Object.entries(allOptions()).filter(([key]) => !key.startsWith('codebuild-deploy.')),
      ),
      'task.execLogsToCloudWatch': false,
      // All options of the build role at once are more than fits inline.
      'codebuild.crossAccountBaseImages': false,
      'task.execKmsKey': false,
    },
    secrets: [
      { name: 'shop/<environment>/db' },
      { name: 'shared/api', account: '444455556666', region: 'eu-central-1' },
    ],
    parameters: [{ name: 'shop/<environment>/api-url' }, { name: 'shop/<environment>/flags' }],
    envFiles: [
      { bucket: 'shop-config', key: '<environment>/web.env' },
      { bucket: 'shop-config', key: 'common.env' },
    ],
    lists: {
      buildSubnetId: ['subnet-0aa', 'subnet-0ab'],
      baseRepository: ['base/node', 'base/go'],
      buildSecretName: ['shop/build', 'shop/npm'],
      buildParameterName: ['shop/build/flag'],
    },
    grants: [
      ...GRANTS.filter(({ id }) => !MORE_GRANTS.some(({ preset }) => preset === id)).map(
        ({ id }): Grant => ({ preset: id, values: grantValues(id) }),
      ),
      { preset: 's3Read', values: { bucketName: 'shop-<environment>-reports', prefix: 'monthly' } },
    ],
    taskStatements: [
      {
        sid: 'OwnFolder',
        actions: ['s3:GetObject'],
        resources: ['arn:<partition>:s3:::shop-home/${aws:PrincipalTag/team}/*'],
        conditions: { Bool: { 'aws:SecureTransport': ['true'] } },
        why: 'Each team reads its own folder.',
      },
    ],
    executionStatements: [
      {
        sid: 'ReadConfiguration',
        actions: ['s3:GetObject'],
        resources: ['arn:<partition>:s3:::shop-<environment>-agent/*'],
      },
    ],
    oidcProvider: 'create',
    crossAccountPull: ['444455556666', '777788889999'],
    crossAccountLogs: [
      { kind: 'from', account: '444455556666', logGroup: '/central/shop' },
      { kind: 'destination', name: 'central' },
      { kind: 'resource-policy' },
    ],
    repositoryId: 'example/shop',
  };
}

/** Grants that everythingAnswers leaves out: with all of them the task role has more than fits inline. */
export const MORE_GRANTS: readonly Grant[] = [
  { preset: 'applicationSignals', values: {} },
  {
    preset: 'bedrockInferenceProfile',
    values: { inferenceProfileId: VALUES.inferenceProfileId, modelId: VALUES.modelId },
  },
  {
    preset: 'elasticacheConnect',
    values: { cacheName: VALUES.cacheName, cacheUser: VALUES.cacheUser },
  },
  {
    preset: 'elasticacheServerlessConnect',
    values: { cacheName: 'shop-serverless', cacheUser: VALUES.cacheUser },
  },
  { preset: 'lambdaInvoke', values: { functionName: VALUES.functionName } },
];

/** The values of a grant that the values of an environment do not give. */
export function grantValues(id: GrantId): PlaceholderValues {
  const more = MORE_GRANTS.find(({ preset }) => preset === id)?.values;
  return GRANT_VALUES[id] ?? more ?? {};
}

const GRANT_VALUES: Partial<Record<GrantId, PlaceholderValues>> = {
  secretsRead: { secretName: 'shop/<environment>/runtime' },
};
