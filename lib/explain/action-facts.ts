import { APPLICATION_ACTIONS } from './actions/application.ts';
import { DEPLOYMENT_ACTIONS } from './actions/deployment.ts';
import { IMAGE_ACTIONS } from './actions/images.ts';
import { OPERATION_ACTIONS } from './actions/operation.ts';
import { PIPELINE_ACTIONS } from './actions/pipeline.ts';
import { SECRET_ACTIONS } from './actions/secrets.ts';
import { STORAGE_ACTIONS } from './actions/storage.ts';
import type { ActionFacts } from './types.ts';

/** Every action of the catalogue, as AWS spells it. */
export const ACTION_FACTS: Readonly<Record<string, ActionFacts>> = {
  ...DEPLOYMENT_ACTIONS,
  ...PIPELINE_ACTIONS,
  ...IMAGE_ACTIONS,
  ...STORAGE_ACTIONS,
  ...SECRET_ACTIONS,
  ...APPLICATION_ACTIONS,
  ...OPERATION_ACTIONS,
};

const BY_LOWER_CASE = new Map(Object.keys(ACTION_FACTS).map((one) => [one.toLowerCase(), one]));

/** An action as AWS spells it, where the catalogue has it; else as it was given. */
export function spellAction(action: string): string {
  return BY_LOWER_CASE.get(action.toLowerCase()) ?? action;
}

/** The page of the Service Authorization Reference for an action's service. */
export function referencePage(action: string): string {
  const prefix = action.split(':')[0] ?? '';
  const page = PAGES[prefix.toLowerCase()];
  return page === undefined
    ? REFERENCE
    : `${REFERENCE.slice(0, -'reference.html'.length)}list_${page}.html`;
}

const REFERENCE =
  'https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html';

const PAGES: Readonly<Record<string, string>> = {
  'acm-pca': 'awsprivatecertificateauthority',
  appconfig: 'awsappconfig',
  aps: 'amazonmanagedserviceforprometheus',
  bedrock: 'amazonbedrock',
  cloudwatch: 'amazoncloudwatch',
  codebuild: 'awscodebuild',
  codecommit: 'awscodecommit',
  codeconnections: 'awscodeconnections',
  codedeploy: 'awscodedeploy',
  codepipeline: 'awscodepipeline',
  'codestar-connections': 'awscodestarconnections',
  dynamodb: 'amazondynamodb',
  ec2: 'amazonec2',
  ecr: 'amazonelasticcontainerregistry',
  'ecr-public': 'amazonelasticcontainerregistrypublic',
  ecs: 'amazonelasticcontainerservice',
  elasticache: 'amazonelasticache',
  elasticfilesystem: 'amazonelasticfilesystem',
  elasticloadbalancing: 'elasticloadbalancingv2',
  events: 'amazoneventbridge',
  firehose: 'amazonkinesisfirehose',
  iam: 'awsidentityandaccessmanagementiam',
  kinesis: 'amazonkinesisdatastreams',
  kms: 'awskeymanagementservice',
  lambda: 'awslambda',
  logs: 'amazoncloudwatchlogs',
  'rds-db': 'amazonrdsiamauthentication',
  s3: 'amazons3',
  scheduler: 'amazoneventbridgescheduler',
  secretsmanager: 'awssecretsmanager',
  ses: 'amazonses',
  sns: 'amazonsns',
  sqs: 'amazonsqs',
  ssm: 'awssystemsmanager',
  ssmmessages: 'amazonsessionmanagermessagegatewayservice',
  states: 'awsstepfunctions',
  sts: 'awssecuritytokenservice',
  'vpc-lattice': 'amazonvpclattice',
  xray: 'awsx-ray',
};
