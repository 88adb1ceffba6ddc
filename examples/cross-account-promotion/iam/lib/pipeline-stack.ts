import { Duration, Fn, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import {
  BuildSpec,
  Cache,
  ComputeType,
  LinuxBuildImage,
  LocalCacheMode,
  PipelineProject,
  Project,
} from 'aws-cdk-lib/aws-codebuild';
import {
  Artifact,
  ExecutionMode,
  Pipeline,
  PipelineType,
  ProviderType,
  Result,
} from 'aws-cdk-lib/aws-codepipeline';
import {
  CodeBuildAction,
  CodeBuildActionType,
  CodeStarConnectionsSourceAction,
  EcsDeployAction,
  ManualApprovalAction,
} from 'aws-cdk-lib/aws-codepipeline-actions';
import { BaseService } from 'aws-cdk-lib/aws-ecs';
import { ArnPrincipal, type IRole, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { PipelineEnvironment } from './environments';
import type { IamStack } from './iam-stack';

export interface PipelineStackProps extends StackProps {
  readonly config: PipelineEnvironment;
  /** The stack with the roles that the projects and the pipeline run with. */
  readonly iam: IamStack;
}

/**
 * The pipeline of the service: it stands in dev, builds the image once and deploys it to each
 * environment in order.
 */
export class PipelineStack extends Stack {
  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    super(scope, id, props);
    const { config, iam } = props;
    // CloudFormation deletes no roles while a pipeline imports them.
    this.addStackDependency(iam);
    // Immutable: no construct adds a permission that does not stand in lib/roles/.
    const codeBuildRole = importRole(this, iam, 'CodeBuildRole');
    const codeBuildValidateRole = importRole(this, iam, 'CodeBuildValidateRole');
    const pipelineRole = importRole(this, iam, 'CodePipelineRole');

    const { partition, urlSuffix: dnsSuffix, region, account } = this;
    const {
      project,
      environment,
      cluster,
      service,
      container,
      repository,
      buildProject,
      validateProject,
      homeAccount,
      pipelineName,
      artifactBucketPrefix,
      connectionService,
      repositoryId,
      connectionId,
      branch,
    } = config;

    // The roles of the other environments.
    const pipelineDeployRoleProd = Role.fromRoleArn(
      this,
      'PipelineDeployRoleProd',
      `arn:${partition}:iam::444455556666:role/shop-pipeline-deploy-role-prod`,
      { mutable: false },
    );

    // What one stage hands to the next. Artifacts expire. The default key of S3 cannot be shared
    // with another account.
    const encryptionKey = new Key(this, 'ArtifactKey', {
      alias: `alias/${project}-dev-artifacts`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    encryptionKey.addToResourcePolicy(
      new PolicyStatement({
        sid: 'ReadArtifacts1',
        principals: [new ArnPrincipal(`arn:${partition}:iam::444455556666:root`)],
        actions: ['kms:Decrypt', 'kms:DescribeKey'],
        resources: ['*'],
        conditions: {
          ArnEquals: {
            'aws:PrincipalArn': [
              `arn:${partition}:iam::444455556666:role/shop-pipeline-deploy-role-prod`,
              `arn:${partition}:iam::444455556666:role/shop-codebuild-validate-role-prod`,
            ],
          },
        },
      }),
    );
    const artifacts = new Bucket(this, 'ArtifactBucket', {
      bucketName: `${artifactBucketPrefix}-${account}`,
      encryption: BucketEncryption.KMS,
      encryptionKey,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      versioned: true,
      lifecycleRules: [
        {
          id: 'ExpireArtifacts',
          expiration: Duration.days(30),
          noncurrentVersionExpiration: Duration.days(30),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      // A bucket that still holds artifacts stops the deletion: README.md empties it first.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    artifacts.addToResourcePolicy(
      new PolicyStatement({
        sid: 'ReadArtifacts1',
        principals: [new ArnPrincipal(`arn:${partition}:iam::444455556666:root`)],
        actions: ['s3:GetObject', 's3:GetObjectVersion'],
        resources: [artifacts.arnForObjects('*')],
        conditions: {
          ArnEquals: {
            'aws:PrincipalArn': [
              `arn:${partition}:iam::444455556666:role/shop-pipeline-deploy-role-prod`,
              `arn:${partition}:iam::444455556666:role/shop-codebuild-validate-role-prod`,
            ],
          },
        },
      }),
    );
    Validations.of(artifacts).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Artifacts pass between the stages alone and expire; a log of it would need a second bucket.',
    });
    const artifactBucket = Bucket.fromBucketAttributes(this, 'PipelineBucket', {
      bucketName: artifacts.bucketName,
      encryptionKey: Key.fromKeyArn(this, 'PipelineKey', encryptionKey.keyArn),
    });

    const sourceArtifact = new Artifact('Source');
    const buildArtifact = new Artifact('Build');

    const buildLogs = new LogGroup(this, 'ImageBuildLogs', {
      logGroupName: `/aws/codebuild/${buildProject}`,
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const build = new PipelineProject(this, 'ImageBuild', {
      projectName: buildProject,
      role: codeBuildRole,
      environmentVariables: {
        REGISTRY: { value: `${homeAccount}.dkr.ecr.${region}.${dnsSuffix}` },
        REPOSITORY: { value: repository },
        CONTAINER: { value: container },
      },
      description: 'Builds, tests and pushes the image.',
      timeout: Duration.minutes(30),
      buildSpec: BuildSpec.fromSourceFilename('pipeline/buildspec.yml'),
      environment: {
        buildImage: LinuxBuildImage.fromCodeBuildImageId(
          'aws/codebuild/amazonlinux-x86_64-standard:6.0',
        ),
        computeType: ComputeType.SMALL,
        privileged: true,
      },
      cache: Cache.local(LocalCacheMode.DOCKER_LAYER),
      logging: { cloudWatch: { logGroup: buildLogs } },
    });

    const validateLogs = new LogGroup(this, 'RoleValidationLogs', {
      logGroupName: `/aws/codebuild/${validateProject}`,
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const validate = new PipelineProject(this, 'RoleValidation', {
      projectName: validateProject,
      role: codeBuildValidateRole,
      environmentVariables: { ENVIRONMENT: { value: environment } },
      description: 'Checks that the account holds the roles as the repo defines them.',
      timeout: Duration.minutes(15),
      buildSpec: BuildSpec.fromSourceFilename('pipeline/buildspec-validate.yml'),
      environment: {
        buildImage: LinuxBuildImage.fromCodeBuildImageId(
          'aws/codebuild/amazonlinux-x86_64-standard:6.0',
        ),
        computeType: ComputeType.SMALL,
        privileged: false,
      },
      logging: { cloudWatch: { logGroup: validateLogs } },
    });
    for (const project of [build, validate]) {
      Validations.of(project).acknowledge({
        id: 'AwsSolutions-CB4',
        reason:
          'The artifact bucket encrypts what a build hands on; the project keeps nothing itself.',
      });
    }

    const [owner, ...repo] = repositoryId.split('/');
    const source = new CodeStarConnectionsSourceAction({
      actionName: 'Source',
      connectionArn: `arn:${partition}:${connectionService}:${region}:${account}:connection/${connectionId}`,
      owner,
      repo: repo.join('/'),
      branch,
      output: sourceArtifact,
      variablesNamespace: 'SourceVariables',
    });

    new Pipeline(this, 'Pipeline', {
      pipelineName,
      pipelineType: PipelineType.V2,
      // A newer run takes the place of one that waits before a stage.
      executionMode: ExecutionMode.SUPERSEDED,
      role: pipelineRole,
      usePipelineRoleForActions: true,
      // As an imported one: no action adds a statement to the policies above.
      artifactBucket,
      crossAccountKeys: false,
      triggers: [
        {
          providerType: ProviderType.CODE_STAR_SOURCE_CONNECTION,
          gitConfiguration: { sourceAction: source, pushFilter: [{ branchesIncludes: [branch] }] },
        },
      ],
      stages: [
        { stageName: 'Source', actions: [source] },
        {
          stageName: 'Build',
          actions: [
            new CodeBuildAction({
              actionName: 'Build',
              project: build,
              input: sourceArtifact,
              outputs: [buildArtifact],
            }),
          ],
        },
        {
          stageName: 'Validate-dev',
          actions: [
            new CodeBuildAction({
              actionName: 'ValidateRoles',
              type: CodeBuildActionType.TEST,
              project: validate,
              input: sourceArtifact,
            }),
          ],
        },
        {
          stageName: 'Deploy-dev',
          onFailure: { result: Result.ROLLBACK },
          actions: [
            new EcsDeployAction({
              actionName: 'Deploy',
              service: BaseService.fromServiceArnWithCluster(
                this,
                'ServiceDev',
                `arn:${partition}:ecs:${region}:${account}:service/${cluster}/${service}`,
              ),
              imageFile: buildArtifact.atPath('imagedefinitions.json'),
            }),
          ],
        },
        {
          stageName: 'Validate-prod',
          actions: [
            new CodeBuildAction({
              actionName: 'ValidateRoles',
              role: pipelineDeployRoleProd,
              type: CodeBuildActionType.TEST,
              project: Project.fromProjectName(this, 'RoleValidationProd', 'shop-prod-validate'),
              input: sourceArtifact,
            }),
          ],
        },
        {
          stageName: 'Approve-prod',
          actions: [
            new ManualApprovalAction({
              actionName: 'Approve',
              additionalInformation: 'Deploy shop to shop-prod?',
            }),
          ],
        },
        {
          stageName: 'Deploy-prod',
          onFailure: { result: Result.ROLLBACK },
          actions: [
            new EcsDeployAction({
              actionName: 'Deploy',
              role: pipelineDeployRoleProd,
              service: BaseService.fromServiceArnWithCluster(
                this,
                'ServiceProd',
                `arn:${partition}:ecs:${region}:${account}:service/shop-prod/shop`,
              ),
              imageFile: buildArtifact.atPath('imagedefinitions.json'),
            }),
          ],
        },
      ],
    });
  }
}

export function importRole(scope: Construct, { stackName }: IamStack, id: string): IRole {
  const name = Fn.importValue(`${stackName}-${id}Name`);
  return Role.fromRoleName(scope, id, name, { mutable: false });
}
