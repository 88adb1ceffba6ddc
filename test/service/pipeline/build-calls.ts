import type { Pipeline } from '../../../lib/service/pipeline/types.ts';
import {
  ANY,
  bucket,
  here,
  ON_REGISTER,
  OWN_ACCOUNT,
  REPORT_ACTIONS,
  REPOSITORY,
  REVISION,
  SERVICE,
  TASK_ROLES,
  TO_TASKS,
} from './call-resources.ts';
import type { Call } from './calls.ts';

type What = Omit<Call, 'role' | 'call' | 'madeBy'>;

const buildsImages = ({ source }: Pipeline) => source !== 'ecr';
const fromBuild = ({ deploy }: Pipeline) => deploy === 'build';

/** A command of the buildspec. */
function command(call: string, what: What): Call {
  return { role: 'codebuild', madeBy: 'buildspec', call, ...what };
}

/** What CodeBuild does by itself (CodeBuild User Guide, "Allow CodeBuild to interact with other AWS services"). */
function byService(call: string, what: What): Call {
  return { role: 'codebuild', madeBy: 'service', call, ...what };
}

/** Every call that needs the build role. */
export const BUILD_CALLS: readonly Call[] = [
  command('aws ecr get-login-password', {
    actions: ['ecr:GetAuthorizationToken'],
    resources: ANY,
    when: buildsImages,
  }),
  command('aws ecr batch-get-image', {
    actions: ['ecr:BatchGetImage'],
    resources: REPOSITORY,
    when: buildsImages,
  }),
  command('docker push', {
    actions: [
      'ecr:BatchCheckLayerAvailability',
      'ecr:CompleteLayerUpload',
      'ecr:InitiateLayerUpload',
      'ecr:PutImage',
      'ecr:UploadLayerPart',
    ],
    resources: REPOSITORY,
    when: buildsImages,
  }),
  // FROM an image of the own repository, and the layer cache, are pulls.
  command('docker build', {
    actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    resources: REPOSITORY,
    when: buildsImages,
  }),
  command('aws ecs describe-services', {
    actions: ['ecs:DescribeServices'],
    resources: SERVICE,
    when: fromBuild,
  }),
  command('aws ecs wait services-stable', {
    actions: ['ecs:DescribeServices'],
    resources: SERVICE,
    when: fromBuild,
  }),
  command('aws ecs describe-task-definition', {
    actions: ['ecs:DescribeTaskDefinition'],
    resources: ANY,
    when: fromBuild,
  }),
  command('aws ecs register-task-definition', {
    actions: ['ecs:RegisterTaskDefinition'],
    resources: ANY,
    when: fromBuild,
  }),
  command('aws ecs register-task-definition', {
    actions: ['ecs:TagResource'],
    resources: REVISION,
    context: ON_REGISTER,
    when: fromBuild,
  }),
  command('aws ecs register-task-definition', {
    actions: ['iam:PassRole'],
    resources: TASK_ROLES,
    context: TO_TASKS,
    when: fromBuild,
  }),
  command('aws ecs update-service', {
    actions: ['ecs:UpdateService'],
    resources: SERVICE,
    when: fromBuild,
  }),
  byService('the build log', {
    actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: here('logs', 'log-group:/aws/codebuild/<buildProject>:log-stream:1'),
  }),
  byService('input and output artifacts', {
    actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
    resources: bucket('<artifactBucket>/Source/1.zip'),
    context: OWN_ACCOUNT,
  }),
  byService('the artifact bucket, before it is used', {
    actions: ['s3:GetBucketAcl', 's3:GetBucketLocation'],
    resources: bucket('<artifactBucket>'),
    context: OWN_ACCOUNT,
  }),
  byService('the reports section of a buildspec', {
    actions: REPORT_ACTIONS,
    resources: here('codebuild', 'report-group/<buildProject>-tests'),
    when: buildsImages,
  }),
];
