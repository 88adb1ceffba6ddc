import type { Model } from '../../iam/model.ts';
import { roleArn } from '../../iam/role-arn.ts';
import { template } from '../../iam/template-string.ts';
import { printJsonWithVariables } from '../../json.ts';
import { keyArn } from '../../roles/shared/arns.ts';
import { bucketPolicy, keyPolicy } from '../../service/pipeline/build-pipeline.ts';
import type {
  Action,
  ArtifactBucket,
  BuildProject,
  LogGroup,
  Pipeline,
  PushTrigger,
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
    ...keyDocuments(pipeline.bucket),
    ...projectDocuments(pipeline.projects, ''),
    ...pipeline.elsewhere.flatMap(({ environment, projects }) =>
      projectDocuments(projects, `environments/${environment}/`),
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
function bucketSettings(bucket: ArtifactBucket): object {
  const { name, expireAfter } = bucket;
  const key = bucketKey(bucket);
  const encryption = key
    ? { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key }
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
    Policy: bucketPolicy(bucket),
  };
}

/** The ARN of the bucket's key. That of ours is the alias's, for which the script puts the key's. */
function bucketKey({ kmsKeyId, keyAlias }: ArtifactBucket): string | undefined {
  if (kmsKeyId !== undefined) return keyArn(kmsKeyId);
  if (keyAlias === undefined) return undefined;
  return template(`arn:<partition>:kms:<region>:<account>:${keyAlias}`);
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html */
function keyDocuments(bucket: ArtifactBucket): readonly RenderedFile[] {
  const { keyAlias } = bucket;
  if (keyAlias === undefined) return [];
  return [document('artifact-key.json', { AliasName: keyAlias, Policy: keyPolicy(bucket) })];
}

/** A file for each build project, with its log group and the environment whose role it runs with. */
function projectDocuments(
  projects: readonly BuildProject[],
  folder: string,
): readonly RenderedFile[] {
  return projects.map((project) => {
    const { id, environment, logGroup } = project;
    const name = environment === undefined || folder !== '' ? id : `${id}-${environment}`;
    return document(`${folder}${name}-project.json`, {
      ...(environment !== undefined && { environment }),
      project: createProjectInput(project),
      logGroup: retentionInput(logGroup),
    });
  });
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
function retentionInput({ name, retentionDays }: LogGroup): object {
  return { logGroupName: name, retentionInDays: retentionDays };
}

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html */
function createProjectInput(project: BuildProject): object {
  const { buildspec, variables, logGroup, role } = project;
  return {
    name: project.name,
    description: project.description,
    source: {
      type: 'CODEPIPELINE',
      buildspec: buildspec.kind === 'file' ? buildspec.path : buildspec.contents,
    },
    artifacts: { type: 'CODEPIPELINE' },
    environment: {
      type: project.type,
      image: project.image,
      computeType: project.computeType,
      privilegedMode: project.privileged,
      environmentVariables: variables.map(({ name, value }) => ({ name, value })),
    },
    serviceRole: role.arn,
    timeoutInMinutes: project.timeout,
    logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: logGroup.name } },
    ...(project.cachesLayers && {
      cache: { type: 'LOCAL', modes: ['LOCAL_DOCKER_LAYER_CACHE'] },
    }),
  };
}

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_CreatePipeline.html */
function createPipelineInput(definition: Pipeline, role: string): object {
  const { name, executionMode, trigger, bucket, stages } = definition;
  const key = bucketKey(bucket);
  const artifactStore = {
    type: 'S3',
    location: bucket.name,
    ...(key && { encryptionKey: { id: key, type: 'KMS' } }),
  };
  const pipeline = {
    name,
    pipelineType: 'V2',
    executionMode,
    roleArn: role,
    artifactStore,
    stages: stages.map(stageInput),
    ...(trigger && { triggers: [triggerInput(trigger)] }),
  };
  return { pipeline };
}

function triggerInput({ action, branch, paths }: PushTrigger): object {
  const push = {
    branches: { includes: [branch] },
    ...(paths.length > 0 && { filePaths: { includes: paths } }),
  };
  return {
    providerType: 'CodeStarSourceConnection',
    gitConfiguration: { sourceActionName: action, push: [push] },
  };
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

function stageInput({ name, actions, onFailure }: Stage): object {
  return {
    name,
    actions: actions.map(actionInput),
    ...(onFailure && { onFailure: { result: onFailure } }),
  };
}

function actionInput(action: Action): object {
  const { name, category, provider, configuration, inputs, outputs, namespace, role } = action;
  return {
    name,
    actionTypeId: { category, owner: 'AWS', provider, version: '1' },
    configuration,
    ...(inputs.length > 0 && { inputArtifacts: inputs.map(artifact) }),
    ...(outputs.length > 0 && { outputArtifacts: outputs.map(artifact) }),
    ...(namespace && { namespace }),
    ...(role && { roleArn: role }),
  };
}

function artifact(name: string): object {
  return { name };
}

function document(name: string, contents: object): RenderedFile {
  return textFile(`pipeline/${name}`, printJsonWithVariables(contents));
}
