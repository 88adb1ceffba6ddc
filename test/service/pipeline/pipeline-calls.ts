import { template } from '../../../lib/iam/template-string.ts';
import { validatesRoles } from '../../../lib/service/pipeline/build-projects.ts';
import type { Pipeline } from '../../../lib/service/pipeline/types.ts';
import {
  ANY,
  bucket,
  here,
  ON_REGISTER,
  OWN_ACCOUNT,
  REPOSITORY,
  REVISION,
  SERVICE,
  TASK_ROLES,
  TO_TASKS,
} from './call-resources.ts';
import type { Call } from './calls.ts';

const rolling = ({ deploy }: Pipeline) => deploy === 'pipeline';
const blueGreen = ({ deploy }: Pipeline) => deploy === 'codedeploy';
const fromPipeline = ({ deploy }: Pipeline) => deploy !== 'build';
const from = (kind: Pipeline['source']) => (pipeline: Pipeline) => pipeline.source === kind;

const ARTIFACT = bucket('<artifactBucket>/Source/1.zip');

/** What CodePipeline does by itself (CodePipeline User Guide: action references, "Manage the service role"). */
function byService(call: string, what: Omit<Call, 'role' | 'call' | 'madeBy'>): Call {
  return { role: 'codepipeline', madeBy: 'service', call, ...what };
}

/** Every call that needs the pipeline's role. */
export const PIPELINE_CALLS: readonly Call[] = [
  byService('artifacts between the stages', {
    actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
    resources: ARTIFACT,
    context: OWN_ACCOUNT,
  }),
  byService('the artifact bucket, before it is used', {
    actions: ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning'],
    resources: bucket('<artifactBucket>'),
    context: OWN_ACCOUNT,
  }),
  byService('the build action', {
    actions: ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
    resources: here('codebuild', 'project/<buildProject>'),
  }),
  byService('the validation action', {
    actions: ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
    resources: here('codebuild', 'project/<validateProject>'),
    when: validatesRoles,
  }),
  byService('the source action: CodeStarSourceConnection', {
    actions: ['codeconnections:UseConnection'],
    resources: here('codeconnections', 'connection/<connectionId>'),
    when: from('codeconnections'),
  }),
  byService('the source action: CodeCommit', {
    actions: [
      'codecommit:CancelUploadArchive',
      'codecommit:GetBranch',
      'codecommit:GetCommit',
      'codecommit:GetRepository',
      'codecommit:GetUploadArchiveStatus',
      'codecommit:UploadArchive',
    ],
    resources: here('codecommit', '<sourceRepository>'),
    when: from('codecommit'),
  }),
  byService('the source action: ECR', {
    actions: ['ecr:DescribeImages'],
    resources: REPOSITORY,
    when: from('ecr'),
  }),
  byService('the source action: S3, the object', {
    actions: [
      's3:GetObject',
      's3:GetObjectTagging',
      's3:GetObjectVersion',
      's3:GetObjectVersionTagging',
    ],
    resources: bucket('<sourceBucket>/<sourceKey>'),
    context: OWN_ACCOUNT,
    when: from('s3'),
  }),
  byService('the source action: S3, the bucket', {
    actions: ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning'],
    resources: bucket('<sourceBucket>'),
    context: OWN_ACCOUNT,
    when: from('s3'),
  }),
  byService('the source action: S3, tags of the source on the artifact', {
    actions: ['s3:GetObjectTagging', 's3:GetObjectVersionTagging', 's3:PutObjectTagging'],
    resources: ARTIFACT,
    context: OWN_ACCOUNT,
    when: from('s3'),
  }),
  byService('the deploy action: registers a revision', {
    actions: ['ecs:RegisterTaskDefinition'],
    resources: ANY,
    when: fromPipeline,
  }),
  byService('the deploy action: tags the revision as the one before it', {
    actions: ['ecs:TagResource'],
    resources: REVISION,
    context: ON_REGISTER,
    when: fromPipeline,
  }),
  byService('the deploy action: passes the roles of the task definition', {
    actions: ['iam:PassRole'],
    resources: TASK_ROLES,
    context: TO_TASKS,
    when: fromPipeline,
  }),
  byService('the deploy action ECS: reads the revision in service', {
    actions: ['ecs:DescribeTaskDefinition'],
    resources: ANY,
    when: rolling,
  }),
  byService('the deploy action ECS: updates the service and waits', {
    actions: ['ecs:DescribeServices', 'ecs:UpdateService'],
    resources: SERVICE,
    when: rolling,
  }),
  byService('the deploy action ECS: lists the tasks of the service', {
    actions: ['ecs:ListTasks'],
    resources: ANY,
    context: {
      'ecs:cluster': template('arn:<partition>:ecs:<region>:<account>:cluster/<cluster>'),
    },
    when: rolling,
  }),
  byService('the deploy action ECS: watches the tasks', {
    actions: ['ecs:DescribeTasks'],
    resources: here('ecs', 'task/<cluster>/1'),
    when: rolling,
  }),
  byService('the deploy action CodeDeployToECS: the application', {
    actions: [
      'codedeploy:GetApplication',
      'codedeploy:GetApplicationRevision',
      'codedeploy:RegisterApplicationRevision',
    ],
    resources: here('codedeploy', 'application:<codeDeployApplication>'),
    when: blueGreen,
  }),
  byService('the deploy action CodeDeployToECS: the deployment', {
    actions: ['codedeploy:CreateDeployment', 'codedeploy:GetDeployment'],
    resources: here('codedeploy', 'deploymentgroup:<codeDeployApplication>/<deploymentGroup>'),
    when: blueGreen,
  }),
  byService('the deploy action CodeDeployToECS: the configuration', {
    actions: ['codedeploy:GetDeploymentConfig'],
    resources: here('codedeploy', 'deploymentconfig:<deploymentConfig>'),
    when: blueGreen,
  }),
];
