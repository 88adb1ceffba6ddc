import type { Model } from '../../iam/model.ts';
import { template } from '../../iam/template-string.ts';
import { keyArn } from '../../roles/shared/arns.ts';
import { bucketPolicy } from '../../service/pipeline/build-pipeline.ts';
import type { Action, BuildProject, Pipeline, Stage } from '../../service/pipeline/types.ts';
import { parameter } from './parameters.ts';
import { roleLogicalId } from './roles.ts';
import {
  COMMENT,
  documentValue,
  isParameter,
  type Mapping,
  onlyIf,
  parameterName,
  ref,
  templateValue,
  type Value,
} from './values.ts';
import { printTemplate } from './yaml.ts';

/** The condition under which somebody is asked before a deployment. */
const NEEDS_APPROVAL = 'NeedsApproval';

/** `pipeline/pipeline.yaml`: build projects, pipeline and artifact bucket of one environment. */
export function pipelineTemplate(pipeline: Pipeline, model: Model): string {
  const buildRole = importedRole('codebuild', model);
  return printTemplate(
    `The pipeline of ${model.project}: one stack per environment. scripts/deploy-pipeline.sh ENV ` +
      'deploys it with the values in parameters/ENV.json. It imports the roles from the stack that ' +
      'scripts/deploy-iam.sh ENV deploys.',
    {
      AWSTemplateFormatVersion: '2010-09-09',
      Description: `Pipeline of the ECS service ${model.project}, one environment`,
      Parameters: {
        IamStack: {
          Type: 'String',
          Description: 'Stack with the IAM roles of this environment',
        },
        ...Object.fromEntries(
          pipeline.placeholders
            .filter(isParameter)
            .map((placeholder) => [parameterName(placeholder), parameter(placeholder)]),
        ),
      },
      Conditions: {
        [NEEDS_APPROVAL]: { 'Fn::Equals': [ref(parameterName('approval')), 'true'] },
      },
      Resources: {
        ...bucketResources(pipeline),
        ...Object.fromEntries(
          pipeline.projects.map((project) => [
            projectId(project),
            buildProject(project, buildRole),
          ]),
        ),
        Pipeline: pipelineResource(pipeline, importedRole('codepipeline', model)),
      },
      Outputs: {
        PipelineName: { Description: 'Name of the pipeline', Value: ref('Pipeline') },
      },
    },
  );
}

function importedRole(id: string, { roles }: Model): Mapping {
  const role = roles.find((one) => one.id === id);
  if (role === undefined) throw new Error(`The model has no role '${id}'.`);
  return { 'Fn::ImportValue': { 'Fn::Sub': `\${IamStack}-${roleLogicalId(role)}Arn` } };
}

/** The bucket with its policy, unless it is the user's own. */
function bucketResources({ bucket }: Pipeline): Mapping {
  if (bucket.existing) return {};
  const { kmsKeyId, expireAfter } = bucket;
  const encryption = kmsKeyId
    ? { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: templateValue(template(keyArn(kmsKeyId))) }
    : { SSEAlgorithm: 'AES256' };
  const expiry = {
    Id: 'ExpireArtifacts',
    Status: 'Enabled',
    ExpirationInDays: expireAfter,
    NoncurrentVersionExpiration: { NoncurrentDays: expireAfter },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
  };
  return {
    ArtifactBucket: {
      [COMMENT]: 'What one stage hands to the next. Artifacts expire.',
      Type: 'AWS::S3::Bucket',
      Properties: {
        BucketName: templateValue(bucket.name),
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: encryption }],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: 'Enabled' },
        LifecycleConfiguration: { Rules: [expiry] },
      },
    },
    ArtifactBucketPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: ref('ArtifactBucket'),
        PolicyDocument: documentValue(bucketPolicy(bucket.name), ['No request without TLS.']),
      },
    },
  };
}

/** Not the names of their parameters: resources and parameters share one space of names. */
function projectId({ id }: BuildProject): string {
  return id === 'build' ? 'ImageBuild' : 'RoleValidation';
}

function buildProject(project: BuildProject, role: Value): Mapping {
  const { description, buildspec, variables } = project;
  return {
    [COMMENT]: description,
    Type: 'AWS::CodeBuild::Project',
    Properties: {
      Name: templateValue(project.name),
      Description: description,
      ServiceRole: role,
      TimeoutInMinutes: project.timeout,
      Artifacts: { Type: 'CODEPIPELINE' },
      Source: {
        Type: 'CODEPIPELINE',
        BuildSpec: buildspec.kind === 'file' ? buildspec.path : buildspec.contents,
      },
      Environment: {
        Type: 'LINUX_CONTAINER',
        ComputeType: project.computeType,
        Image: project.image,
        PrivilegedMode: project.privileged,
        EnvironmentVariables: variables.map(({ name, value }) => ({
          Name: name,
          Value: templateValue(value),
        })),
      },
      LogsConfig: {
        CloudWatchLogs: { Status: 'ENABLED', GroupName: templateValue(project.logGroup) },
      },
    },
  };
}

function pipelineResource({ name, bucket, stages }: Pipeline, role: Value): Mapping {
  const key = bucket.kmsKeyId && templateValue(template(keyArn(bucket.kmsKeyId)));
  return {
    [COMMENT]: 'What builds the image and deploys it.',
    Type: 'AWS::CodePipeline::Pipeline',
    Properties: {
      Name: templateValue(name),
      PipelineType: 'V2',
      RoleArn: role,
      ArtifactStore: {
        Type: 'S3',
        Location: bucket.existing ? templateValue(bucket.name) : ref('ArtifactBucket'),
        ...(key && { EncryptionKey: { Id: key, Type: 'KMS' } }),
      },
      Stages: stages.map(stageValue),
    },
  };
}

function stageValue({ name, actions, onlyWith }: Stage): Mapping {
  const stage = { Name: name, Actions: actions.map(actionValue) };
  return onlyWith === undefined ? stage : onlyIf(NEEDS_APPROVAL, stage);
}

function actionValue(action: Action): Mapping {
  const { name, category, provider, configuration, inputs, outputs, namespace } = action;
  const settings = Object.entries(configuration).map(([key, value]) => [key, templateValue(value)]);
  return {
    Name: name,
    ActionTypeId: { Category: category, Owner: 'AWS', Provider: provider, Version: '1' },
    Configuration: Object.fromEntries(settings),
    ...(inputs.length > 0 && { InputArtifacts: inputs.map(artifact) }),
    ...(outputs.length > 0 && { OutputArtifacts: outputs.map(artifact) }),
    ...(namespace && { Namespace: namespace }),
  };
}

function artifact(name: string): Mapping {
  return { Name: name };
}
