import type { Model } from '../../iam/model.ts';
import { roleArn } from '../../iam/role-arn.ts';
import { printJsonWithVariables } from '../../json.ts';
import { keyArn } from '../../roles/shared/arns.ts';
import { bucketPolicy } from '../../service/pipeline/build-pipeline.ts';
import type {
  Action,
  ArtifactBucket,
  BuildProject,
  LogGroup,
  Pipeline,
  SourceRule,
  Stage,
} from '../../service/pipeline/types.ts';
import { textFile } from '../files.ts';
import type { RenderedFile } from '../types.ts';

/** The JSON files of `pipeline/`: what `scripts/deploy-pipeline.sh` gives to the AWS CLI. */
export function pipelineDocuments(pipeline: Pipeline, model: Model): readonly RenderedFile[] {
  const role = (id: string) => arnOf(id, model);
  return [
    ...(pipeline.bucket.existing
      ? []
      : [document('artifact-bucket.json', bucketSettings(pipeline.bucket))]),
    ...pipeline.logGroups.map((group, index) =>
      document(`log-group${index === 0 ? '' : `-${index + 1}`}.json`, retentionInput(group)),
    ),
    ...pipeline.projects.map((project) =>
      document(`${project.id}-project.json`, createProjectInput(project, role('codebuild'))),
    ),
    document('pipeline.json', createPipelineInput(pipeline, role('codepipeline'))),
    ...(pipeline.rule
      ? [
          document(
            'source-rule.json',
            ruleInputs(pipeline, pipeline.rule, role('pipeline-trigger')),
          ),
        ]
      : []),
  ];
}

function arnOf(id: string, model: Model): string {
  const arn = roleArn(model, id);
  if (arn === undefined) throw new Error(`The model has no role '${id}'.`);
  return arn;
}

/** The bucket's settings, each by the name that its call of S3 has for it. */
function bucketSettings({ name, kmsKeyId, expireAfter }: ArtifactBucket): object {
  const encryption = kmsKeyId
    ? { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn(kmsKeyId) }
    : { SSEAlgorithm: 'AES256' };
  const expiry = {
    ID: 'ExpireArtifacts',
    Status: 'Enabled',
    Filter: {},
    Expiration: { Days: expireAfter },
    NoncurrentVersionExpiration: { NoncurrentDays: expireAfter },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
  };
  return {
    Bucket: name,
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: encryption }],
    },
    VersioningConfiguration: { Status: 'Enabled' },
    LifecycleConfiguration: { Rules: [expiry] },
    Policy: bucketPolicy(name),
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
function retentionInput({ name, retentionDays }: LogGroup): object {
  return { logGroupName: name, retentionInDays: retentionDays };
}

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html */
function createProjectInput(project: BuildProject, serviceRole: string): object {
  const { buildspec, variables, logGroup } = project;
  return {
    name: project.name,
    description: project.description,
    source: {
      type: 'CODEPIPELINE',
      buildspec: buildspec.kind === 'file' ? buildspec.path : buildspec.contents,
    },
    artifacts: { type: 'CODEPIPELINE' },
    environment: {
      type: 'LINUX_CONTAINER',
      image: project.image,
      computeType: project.computeType,
      privilegedMode: project.privileged,
      environmentVariables: variables.map(({ name, value }) => ({ name, value })),
    },
    serviceRole,
    timeoutInMinutes: project.timeout,
    logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: logGroup } },
  };
}

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_CreatePipeline.html */
function createPipelineInput({ name, bucket, stages }: Pipeline, role: string): object {
  const { kmsKeyId } = bucket;
  const artifactStore = {
    type: 'S3',
    location: bucket.name,
    ...(kmsKeyId && { encryptionKey: { id: keyArn(kmsKeyId), type: 'KMS' } }),
  };
  const pipeline = {
    name,
    pipelineType: 'V2',
    roleArn: role,
    artifactStore,
    stages: stages.map(stageInput),
  };
  return { pipeline };
}

/**
 * The inputs of put-rule and put-targets, which take the event pattern as text.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
 */
function ruleInputs({ name }: Pipeline, rule: SourceRule, role: string): object {
  const arn = `arn:<partition>:codepipeline:<region>:<account>:${name}`;
  return {
    rule: {
      Name: rule.name,
      Description: rule.description,
      State: 'ENABLED',
      EventPattern: rule.pattern,
    },
    targets: { Rule: rule.name, Targets: [{ Id: 'Pipeline', Arn: arn, RoleArn: role }] },
  };
}

function stageInput({ name, actions }: Stage): object {
  return { name, actions: actions.map(actionInput) };
}

function actionInput(action: Action): object {
  const { name, category, provider, configuration, inputs, outputs, namespace } = action;
  return {
    name,
    actionTypeId: { category, owner: 'AWS', provider, version: '1' },
    configuration,
    ...(inputs.length > 0 && { inputArtifacts: inputs.map(artifact) }),
    ...(outputs.length > 0 && { outputArtifacts: outputs.map(artifact) }),
    ...(namespace && { namespace }),
  };
}

function artifact(name: string): object {
  return { name };
}

function document(name: string, contents: object): RenderedFile {
  return textFile(`pipeline/${name}`, printJsonWithVariables(contents));
}
