import { recordOf } from '../../../lib/iam/equality.ts';
import type { AccountFacts } from '../../../lib/iam/fill.ts';
import { mapStrings } from '../../../lib/iam/map-strings.ts';
import { type FilledString, template } from '../../../lib/iam/template-string.ts';
import { bucketPolicy, keyPolicy } from '../../../lib/service/pipeline/build-pipeline.ts';
import type {
  Action,
  ArtifactBucket,
  BuildProject,
  Pipeline,
  PushTrigger,
} from '../../../lib/service/pipeline/types.ts';
import { resourcesOf } from '../../../lib/targets/cloudformation/read/evaluate.ts';
import { canonical } from '../../support/account.ts';
import { type Deployment, openTemplate, type Template } from '../../support/template.ts';

/** Type and name → properties: what a stack makes, resolved. */
export type CreatedNames = Readonly<Record<string, unknown>>;

/** What a stack exports, resolved, by the export's name. */
export function exportsOf(template: Template, deployment: Deployment): CreatedNames {
  const scope = openTemplate(template, deployment);
  return Object.fromEntries(
    Object.values(template.Outputs ?? {}).flatMap(({ Value, Export }) =>
      Export === undefined
        ? []
        : [[scope.resolveText(Export.Name, {}), scope.resolveText(Value, {})]],
    ),
  );
}

/** Everything that a stack with a pipeline makes. */
export function synthesisedPipeline(
  template: Template,
  { imports, ...deployment }: Deployment & { readonly imports: CreatedNames },
): CreatedNames {
  const scope = openTemplate(withImports(template, imports), deployment);
  const types = new Set(Object.values(template.Resources).map(({ Type }) => Type));
  return Object.fromEntries(
    resourcesOf(scope, types).map(({ type: Type, properties: made }) => {
      const name = made.Name ?? made.BucketName ?? made.Bucket ?? made.LogGroupName;
      const { PolicyDocument, KeyPolicy, ...others } = made;
      return [
        `${Type} ${name}`,
        {
          ...recordOf(withoutDefaults(others)),
          ...(PolicyDocument !== undefined && { PolicyDocument: meaning(PolicyDocument) }),
          ...(KeyPolicy !== undefined && { KeyPolicy: meaning(KeyPolicy) }),
        },
      ];
    }),
  );
}

/** What the L2 constructs write although AWS takes the same without it. */
const DEFAULTS = {
  RunOrder: 1,
  Type: 'PLAINTEXT',
  EncryptionKey: 'alias/aws/s3',
  Cache: { Type: 'NO_CACHE' },
  ImagePullCredentialsType: 'CODEBUILD',
  OutputArtifactFormat: 'CODE_ZIP',
};

function withoutDefaults(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, item) => {
    const standard = Object.entries(DEFAULTS).find(([name]) => name === key)?.[1];
    if (key === 'PollForSourceChanges') return String(item);
    return JSON.stringify(standard) === JSON.stringify(item) ? undefined : item;
  });
}

/** The same template with the values that other stacks export, and a pipeline called by its name. */
function withImports(template: Template, imports: CreatedNames): Template {
  return JSON.parse(JSON.stringify(template), (_, item) => {
    const made = template.Resources[item?.Ref];
    if (made?.Type === 'AWS::CodePipeline::Pipeline') return made.Properties?.Name;
    const [key] = item?.['Fn::GetAtt'] ?? [];
    if (template.Resources[key]?.Type === 'AWS::KMS::Key') return MADE_KEY;
    const name = item?.['Fn::ImportValue'];
    return name === undefined ? item : imports[name];
  });
}

/** What has to be made for a pipeline whose roles stand below a path. */
export function expectedPipeline(
  pipeline: Pipeline<FilledString>,
  rolePath: string,
  facts: AccountFacts,
): CreatedNames {
  const { name, bucket, projects, stages, trigger } = pipeline;
  const { partition, region, account } = facts;
  const role = (id: string) =>
    id.startsWith('arn:') ? id : `arn:${partition}:iam::${account}:role${rolePath}${id}`;
  const key = keyOf(bucket, facts);
  return {
    ...expectedProjects(projects, key),
    [`AWS::CodePipeline::Pipeline ${name}`]: {
      Name: name,
      PipelineType: 'V2',
      ExecutionMode: pipeline.executionMode,
      ...(trigger && { Triggers: [expectedTrigger(trigger)] }),
      RoleArn: role(pipeline.pipelineRole),
      ArtifactStore: {
        Type: 'S3',
        Location: bucket.name,
        ...(key && { EncryptionKey: { Id: key, Type: 'KMS' } }),
      },
      Stages: stages.map((stage) => ({
        Name: stage.name,
        ...(stage.onFailure && { OnFailure: { Result: stage.onFailure } }),
        Actions: stage.actions.map(expectedAction),
      })),
    },
    ...expectedKey(bucket, facts),
    ...(bucket.existing ? {} : expectedBucket(bucket, key, facts)),
    ...(pipeline.rule && {
      [`AWS::Events::Rule ${pipeline.rule.name}`]: {
        Name: pipeline.rule.name,
        Description: pipeline.rule.description,
        State: 'ENABLED',
        EventPattern: pipeline.rule.pattern,
        Targets: [
          {
            Id: 'Target0',
            Arn: `arn:${partition}:codepipeline:${region}:${account}:${name}`,
            RoleArn: role(pipeline.rule.role),
          },
        ],
      },
    }),
  };
}

function expectedTrigger({ action, branch, paths }: PushTrigger<FilledString>): object {
  const filter = {
    Branches: { Includes: [branch] },
    ...(paths.length > 0 && { FilePaths: { Includes: paths } }),
  };
  return {
    ProviderType: 'CodeStarSourceConnection',
    GitConfiguration: { SourceActionName: action, Push: [filter] },
  };
}

/** Build projects, each with its log group. */
export function expectedProjects(
  projects: readonly BuildProject<FilledString>[],
  key?: string,
): CreatedNames {
  return Object.fromEntries(
    projects.flatMap((project) => [
      [
        `AWS::Logs::LogGroup ${project.logGroup.name}`,
        { LogGroupName: project.logGroup.name, RetentionInDays: project.logGroup.retentionDays },
      ],
      [
        `AWS::CodeBuild::Project ${project.name}`,
        { ...expectedProject(project), ...(key && { EncryptionKey: key }) },
      ],
    ]),
  );
}

function expectedProject(project: BuildProject<FilledString>): object {
  const { buildspec } = project;
  return {
    Name: project.name,
    Description: project.description,
    ServiceRole: project.role.arn,
    ...(project.cachesLayers && { Cache: { Type: 'LOCAL', Modes: ['LOCAL_DOCKER_LAYER_CACHE'] } }),
    TimeoutInMinutes: project.timeout,
    Artifacts: { Type: 'CODEPIPELINE' },
    Source: {
      Type: 'CODEPIPELINE',
      BuildSpec: buildspec.kind === 'file' ? buildspec.path : buildspec.contents,
    },
    Environment: {
      Type: project.type,
      ComputeType: project.computeType,
      Image: project.image,
      PrivilegedMode: project.privileged,
      EnvironmentVariables: project.variables.map(({ name, value }) => ({
        Name: name,
        Value: value,
      })),
    },
    LogsConfig: { CloudWatchLogs: { Status: 'ENABLED', GroupName: project.logGroup.name } },
  };
}

function expectedAction(action: Action<FilledString>): object {
  const { name, category, provider, configuration, inputs, outputs, namespace, role } = action;
  const artifacts = (names: readonly string[]) => names.map((one) => ({ Name: one }));
  return {
    Name: name,
    ActionTypeId: { Category: category, Owner: 'AWS', Provider: provider, Version: '1' },
    ...(Object.keys(configuration).length > 0 && { Configuration: withoutDefaults(configuration) }),
    ...(inputs.length > 0 && { InputArtifacts: artifacts(inputs) }),
    ...(outputs.length > 0 && { OutputArtifacts: artifacts(outputs) }),
    ...(namespace && { Namespace: namespace }),
    ...(role && { RoleArn: role }),
  };
}

function expectedBucket(
  bucket: ArtifactBucket<FilledString>,
  key: string | undefined,
  facts: AccountFacts,
): CreatedNames {
  const { name, expireAfter } = bucket;
  const encryption = key
    ? { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key }
    : { SSEAlgorithm: 'AES256' };
  return {
    [`AWS::S3::Bucket ${name}`]: {
      BucketName: name,
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
      LifecycleConfiguration: {
        Rules: [
          {
            Id: 'ExpireArtifacts',
            Status: 'Enabled',
            ExpirationInDays: expireAfter,
            NoncurrentVersionExpiration: { NoncurrentDays: expireAfter },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
          },
        ],
      },
    },
    [`AWS::S3::BucketPolicy ${name}`]: {
      Bucket: name,
      PolicyDocument: expectedDocument(bucketPolicy(mapStrings(bucket, template)), facts),
    },
  };
}

/** The customer managed key of the bucket: a reference where it is made with it. */
function keyOf(
  { kmsKeyId, keyAlias }: ArtifactBucket<FilledString>,
  { partition, region, account }: AccountFacts,
): string | undefined {
  if (kmsKeyId) return `arn:${partition}:kms:${region}:${account}:key/${kmsKeyId}`;
  return keyAlias && MADE_KEY;
}

const MADE_KEY = 'the key that is made';

function expectedKey(bucket: ArtifactBucket<FilledString>, facts: AccountFacts): CreatedNames {
  if (bucket.keyAlias === undefined) return {};
  return {
    'AWS::KMS::Key undefined': {
      EnableKeyRotation: true,
      KeyPolicy: expectedDocument(keyPolicy(mapStrings(bucket, template)), facts),
    },
    'AWS::KMS::Alias undefined': { AliasName: bucket.keyAlias, TargetKeyId: MADE_KEY },
  };
}

function expectedDocument(document: object, { partition, account }: AccountFacts): unknown {
  const written = JSON.stringify(document)
    .replaceAll('<partition>', partition)
    .replaceAll('<account>', account);
  return meaning(JSON.parse(written));
}

/** A bucket policy in one form: the CDK writes no Sid, and everybody as `{ AWS: '*' }`. */
function meaning(document: unknown): unknown {
  const { Statement, ...rest } = document as { readonly Statement: readonly object[] };
  const statements = Statement.map((statement) => {
    const { Sid: _sid, Principal, ...others } = statement as Record<string, unknown>;
    return { ...others, Principal: Principal === '*' ? { AWS: '*' } : Principal };
  });
  return canonical({ ...rest, Statement: statements });
}
