import { ACTION_FACTS } from '../explain/action-facts.ts';

/** A call that an SDK or the AWS CLI names, without IAM's sentence. */
export interface Operation {
  /** `service:Action`. */
  readonly action: string;
}

const CALLING = /when calling the (\w+) operation/;
/** Go SDK v2, Terraform. */
const OPERATION_ERROR = /operation error ([\w ]+): (\w+)/i;
/** Java SDK. */
const JAVA = /(?:\(Service: (?:Amazon|AWS)? ?(\w+)[;,])/i;
const COMMAND = /\b(\w+)Command\b/;

/** The call of a message: by its operation, and its service where the message has that. */
export function operationIn(text: string): Operation | undefined {
  const [, service, ofGo] = OPERATION_ERROR.exec(text) ?? [];
  const name = ofGo ?? CALLING.exec(text)?.[1] ?? COMMAND.exec(text)?.[1];
  const prefix = prefixOf(service ?? JAVA.exec(text)?.[1]);
  if (name !== undefined) {
    const action = actionOf(name, prefix);
    return action === undefined ? undefined : { action };
  }
  return undefined;
}

/** Operations whose right has another name. */
const RENAMED: Readonly<Record<string, string>> = {
  ListObjects: 's3:ListBucket',
  ListObjectsV2: 's3:ListBucket',
  HeadBucket: 's3:ListBucket',
  HeadObject: 's3:GetObject',
  CopyObject: 's3:PutObject',
  CreateMultipartUpload: 's3:PutObject',
  UploadPart: 's3:PutObject',
  CompleteMultipartUpload: 's3:PutObject',
  DeleteObjects: 's3:DeleteObject',
  SendMessageBatch: 'sqs:SendMessage',
  DeleteMessageBatch: 'sqs:DeleteMessage',
  PublishBatch: 'sns:Publish',
  TransactWriteItems: 'dynamodb:PutItem',
  TransactGetItems: 'dynamodb:GetItem',
  Invoke: 'lambda:InvokeFunction',
  Converse: 'bedrock:InvokeModel',
  BatchGetSecretValue: 'secretsmanager:GetSecretValue',
};

function actionOf(name: string, prefix: string | undefined): string | undefined {
  const renamed = RENAMED[name];
  if (renamed !== undefined) return renamed;
  if (prefix !== undefined) return `${prefix}:${name}`;
  const known = [...Object.keys(ACTION_FACTS), ...OTHERS].filter((one) => one.endsWith(`:${name}`));
  return known.find((one) => !one.startsWith('codestar-connections:'));
}

const OTHERS: readonly string[] = [
  ...[
    'CreateRole',
    'PutRolePolicy',
    'AttachRolePolicy',
    'TagRole',
    'CreatePolicy',
    'DeleteRole',
    'GetRole',
    'UpdateAssumeRolePolicy',
    'CreateOpenIDConnectProvider',
    'CreateServiceLinkedRole',
  ].map((one) => `iam:${one}`),
  ...[
    'CreateService',
    'ExecuteCommand',
    'DeregisterTaskDefinition',
    'ListServices',
    'ListClusters',
    'DeleteService',
  ].map((one) => `ecs:${one}`),
  ...['CreateProject', 'UpdateProject'].map((one) => `codebuild:${one}`),
  'codepipeline:CreatePipeline',
  's3:CreateBucket',
];

const PREFIXES: Readonly<Record<string, string>> = {
  s3: 's3',
  dynamodb: 'dynamodb',
  sqs: 'sqs',
  sns: 'sns',
  'secrets manager': 'secretsmanager',
  secretsmanager: 'secretsmanager',
  awssecretsmanager: 'secretsmanager',
  ssm: 'ssm',
  ecs: 'ecs',
  amazonecs: 'ecs',
  ecr: 'ecr',
  iam: 'iam',
  kms: 'kms',
  sts: 'sts',
  kinesis: 'kinesis',
  firehose: 'firehose',
  sfn: 'states',
  eventbridge: 'events',
  'cloudwatch logs': 'logs',
  codebuild: 'codebuild',
  codepipeline: 'codepipeline',
  lambda: 'lambda',
  ec2: 'ec2',
  'bedrock runtime': 'bedrock',
  sesv2: 'ses',
  scheduler: 'scheduler',
};

function prefixOf(service: string | undefined): string | undefined {
  return service === undefined ? undefined : PREFIXES[service.toLowerCase()];
}
