import type { Pair, Scalar } from 'yaml';
import { template } from '../../../iam/template-string.ts';
import { keyArn } from '../../../roles/shared/arns.ts';
import { bucketPolicy } from '../../../service/pipeline/bucket-policy.ts';
import type { Action, BuildProject, Pipeline, Stage } from '../../../service/pipeline/types.ts';
import { documentNode } from '../policy-document.ts';
import { templateValue } from '../template-value.ts';
import {
  boolean,
  entry,
  integer,
  list,
  mappingOf,
  tagged,
  taggedList,
  text,
  type YamlMapping,
  type YamlNode,
} from '../yaml-nodes.ts';

type Entry = Pair<Scalar, YamlNode>;

/** The condition under which somebody is asked before a deployment. */
export const NEEDS_APPROVAL = 'NeedsApproval';

/** The bucket with its policy, unless it is given. */
export function bucketResources({ bucket }: Pipeline): readonly Entry[] {
  if (bucket.given) return [];
  const encryption = bucket.kmsKeyId
    ? {
        SSEAlgorithm: text('aws:kms'),
        KMSMasterKeyID: templateValue(template(keyArn(bucket.kmsKeyId))),
      }
    : { SSEAlgorithm: text('AES256') };
  const properties = mappingOf({
    BucketName: templateValue(bucket.name),
    BucketEncryption: mappingOf({
      ServerSideEncryptionConfiguration: list([
        mappingOf({ ServerSideEncryptionByDefault: mappingOf(encryption) }),
      ]),
    }),
    PublicAccessBlockConfiguration: mappingOf({
      BlockPublicAcls: boolean(true),
      BlockPublicPolicy: boolean(true),
      IgnorePublicAcls: boolean(true),
      RestrictPublicBuckets: boolean(true),
    }),
    VersioningConfiguration: mappingOf({ Status: text('Enabled') }),
    LifecycleConfiguration: mappingOf({ Rules: list([expiry(bucket.expireAfter)]) }),
  });
  const policy = mappingOf({
    Bucket: tagged('!Ref', 'ArtifactBucket'),
    PolicyDocument: documentNode(bucketPolicy(bucket.name), ['No request without TLS.']),
  });
  return [
    resource('ArtifactBucket', 'AWS::S3::Bucket', properties, {
      comment: 'What one stage hands to the next. Artifacts expire.',
      blankBefore: false,
    }),
    resource('ArtifactBucketPolicy', 'AWS::S3::BucketPolicy', policy),
  ];
}

function expiry(days: number): YamlMapping {
  return mappingOf({
    Id: text('ExpireArtifacts'),
    Status: text('Enabled'),
    ExpirationInDays: integer(days),
    NoncurrentVersionExpiration: mappingOf({ NoncurrentDays: integer(days) }),
    AbortIncompleteMultipartUpload: mappingOf({ DaysAfterInitiation: integer(1) }),
  });
}

/** A CodeBuild project. */
export function projectResource(project: BuildProject, role: YamlNode): Entry {
  const variables = project.variables.map(({ name, value }) =>
    mappingOf({ Name: text(name), Value: templateValue(value) }),
  );
  const properties = mappingOf({
    Name: templateValue(project.name),
    Description: text(project.description),
    ServiceRole: role,
    TimeoutInMinutes: integer(project.timeout),
    Artifacts: mappingOf({ Type: text('CODEPIPELINE') }),
    Source: mappingOf({ Type: text('CODEPIPELINE'), BuildSpec: buildspec(project) }),
    Environment: mappingOf({
      Type: text('LINUX_CONTAINER'),
      ComputeType: text(project.computeType),
      Image: text(project.image),
      PrivilegedMode: boolean(project.privileged),
      EnvironmentVariables: list(variables),
    }),
    LogsConfig: mappingOf({
      CloudWatchLogs: mappingOf({
        Status: text('ENABLED'),
        GroupName: templateValue(project.logGroup),
      }),
    }),
  });
  return resource(projectId(project), 'AWS::CodeBuild::Project', properties, {
    comment: project.description,
    blankBefore: true,
  });
}

function buildspec({ buildspec }: BuildProject): YamlNode {
  return text(buildspec.kind === 'file' ? buildspec.path : buildspec.contents);
}

/** Not the names of their parameters: resources and parameters share one space of names. */
function projectId({ id }: BuildProject): string {
  return id === 'build' ? 'ImageBuild' : 'RoleValidation';
}

/** The pipeline itself. */
export function pipelineResource(pipeline: Pipeline, role: YamlNode): Entry {
  const { bucket } = pipeline;
  const properties = mappingOf({
    Name: templateValue(pipeline.name),
    PipelineType: text('V2'),
    RoleArn: role,
    ArtifactStore: mappingOf({
      Type: text('S3'),
      Location: bucket.given ? templateValue(bucket.name) : tagged('!Ref', 'ArtifactBucket'),
      ...(bucket.kmsKeyId && {
        EncryptionKey: mappingOf({
          Id: templateValue(template(keyArn(bucket.kmsKeyId))),
          Type: text('KMS'),
        }),
      }),
    }),
    Stages: list(pipeline.stages.map(stageNode)),
  });
  return resource('Pipeline', 'AWS::CodePipeline::Pipeline', properties, {
    comment: 'What builds the image and deploys it.',
    blankBefore: true,
  });
}

function stageNode({ name, actions, onlyWith }: Stage): YamlNode {
  const node = mappingOf({ Name: text(name), Actions: list(actions.map(actionNode)) });
  if (onlyWith === undefined) return node;
  const choice = taggedList('!If', [text(NEEDS_APPROVAL), node, tagged('!Ref', 'AWS::NoValue')]);
  choice.flow = false;
  return choice;
}

function actionNode(action: Action): YamlNode {
  const { name, category, provider, configuration, inputs, outputs, namespace } = action;
  return mappingOf({
    Name: text(name),
    ActionTypeId: mappingOf({
      Category: text(category),
      Owner: text('AWS'),
      Provider: text(provider),
      Version: text('1'),
    }),
    Configuration: mappingOf(
      Object.fromEntries(
        Object.entries(configuration).map(([key, value]) => [key, templateValue(value)]),
      ),
    ),
    ...(inputs.length > 0 && { InputArtifacts: artifacts(inputs) }),
    ...(outputs.length > 0 && { OutputArtifacts: artifacts(outputs) }),
    ...(namespace && { Namespace: text(namespace) }),
  });
}

function artifacts(names: readonly string[]): YamlNode {
  return list(names.map((name) => mappingOf({ Name: text(name) })));
}

function resource(
  logicalId: string,
  type: string,
  properties: YamlMapping,
  notes: { readonly comment?: string; readonly blankBefore: boolean } = { blankBefore: true },
): Entry {
  return entry(logicalId, mappingOf({ Type: text(type), Properties: properties }), notes);
}
