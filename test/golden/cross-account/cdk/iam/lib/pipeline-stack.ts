import { Duration, Fn, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import {
  BuildSpec,
  ComputeType,
  LinuxBuildImage,
  PipelineProject,
} from 'aws-cdk-lib/aws-codebuild';
import { Artifact, Pipeline, PipelineType } from 'aws-cdk-lib/aws-codepipeline';
import {
  CodeBuildAction,
  CodeBuildActionType,
  CodeStarConnectionsSourceAction,
  EcsDeployAction,
  ManualApprovalAction,
} from 'aws-cdk-lib/aws-codepipeline-actions';
import { BaseService } from 'aws-cdk-lib/aws-ecs';
import { type IRole, Role } from 'aws-cdk-lib/aws-iam';
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

/** The pipeline of the service in one environment: what builds the image and deploys it. */
export class PipelineStack extends Stack {
  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    super(scope, id, props);
    const { config, iam } = props;
    // CloudFormation deletes no roles while a pipeline imports them.
    this.addStackDependency(iam);
    // Immutable: no construct adds a permission that does not stand in lib/roles/.
    const buildRole = this.importRole('CodeBuildRole', iam);
    const pipelineRole = this.importRole('CodePipelineRole', iam);

    const { partition, urlSuffix: dnsSuffix, region, account } = this;
    const {
      environment,
      cluster,
      service,
      container,
      repository,
      buildProject,
      validateProject,
      pipelineName,
      artifactBucketPrefix,
      connectionService,
      repositoryId,
      connectionId,
      branch,
    } = config;

    // What one stage hands to the next. Artifacts expire.
    const artifacts = new Bucket(this, 'ArtifactBucket', {
      bucketName: `${artifactBucketPrefix}-${account}`,
      encryption: BucketEncryption.S3_MANAGED,
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
    Validations.of(artifacts).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Artifacts pass between the stages alone and expire; a log of it would need a second bucket.',
    });

    const sourceArtifact = new Artifact('Source');
    const buildArtifact = new Artifact('Build');

    const [owner, ...repo] = repositoryId.split('/');

    const buildLogs = new LogGroup(this, 'BuildLogs', {
      logGroupName: `/aws/codebuild/${buildProject}`,
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const build = new PipelineProject(this, 'ImageBuild', {
      projectName: buildProject,
      description: 'Builds, tests and pushes the image.',
      role: buildRole,
      timeout: Duration.minutes(30),
      buildSpec: BuildSpec.fromSourceFilename('pipeline/buildspec.yml'),
      environment: {
        buildImage: LinuxBuildImage.fromCodeBuildImageId(
          'aws/codebuild/amazonlinux-x86_64-standard:6.0',
        ),
        computeType: ComputeType.SMALL,
        privileged: true,
      },
      environmentVariables: {
        REGISTRY: { value: `${account}.dkr.ecr.${region}.${dnsSuffix}` },
        REPOSITORY: { value: repository },
        CONTAINER: { value: container },
      },
      logging: { cloudWatch: { logGroup: buildLogs } },
    });
    Validations.of(build).acknowledge({
      id: 'AwsSolutions-CB4',
      reason:
        'The artifact bucket encrypts what a build hands on; the project keeps nothing itself.',
    });

    const validate = new PipelineProject(this, 'RoleValidation', {
      projectName: validateProject,
      description: 'Checks that the account holds the roles as the repo defines them.',
      role: buildRole,
      timeout: Duration.minutes(15),
      buildSpec: BuildSpec.fromSourceFilename('pipeline/buildspec-validate.yml'),
      environment: {
        buildImage: LinuxBuildImage.fromCodeBuildImageId(
          'aws/codebuild/amazonlinux-x86_64-standard:6.0',
        ),
        computeType: ComputeType.SMALL,
        privileged: false,
      },
      environmentVariables: {
        ENVIRONMENT: { value: environment },
      },
      logging: { cloudWatch: { logGroup: buildLogs } },
    });
    Validations.of(validate).acknowledge({
      id: 'AwsSolutions-CB4',
      reason:
        'The artifact bucket encrypts what a build hands on; the project keeps nothing itself.',
    });

    // Stands among the stages where somebody is to be asked.
    const approve = {
      stageName: 'Approve',
      actions: [
        new ManualApprovalAction({
          actionName: 'Approve',
          additionalInformation: `Deploy ${service} to ${cluster}?`,
        }),
      ],
    };

    new Pipeline(this, 'Pipeline', {
      pipelineName,
      pipelineType: PipelineType.V2,
      role: pipelineRole,
      usePipelineRoleForActions: true,
      artifactBucket: artifacts,
      crossAccountKeys: false,
      stages: [
        {
          stageName: 'Source',
          actions: [
            new CodeStarConnectionsSourceAction({
              actionName: 'Source',
              connectionArn: `arn:${partition}:${connectionService}:${region}:${account}:connection/${connectionId}`,
              owner,
              repo: repo.join('/'),
              branch,
              output: sourceArtifact,
              variablesNamespace: 'SourceVariables',
            }),
          ],
        },
        {
          stageName: 'Validate',
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
        ...(config.approval ? [approve] : []),
        {
          stageName: 'Deploy',
          actions: [
            new EcsDeployAction({
              actionName: 'Deploy',
              service: BaseService.fromServiceArnWithCluster(
                this,
                'Service',
                `arn:${partition}:ecs:${region}:${account}:service/${cluster}/${service}`,
              ),
              imageFile: buildArtifact.atPath('imagedefinitions.json'),
            }),
          ],
        },
      ],
    });
  }

  private importRole(id: string, { stackName }: IamStack): IRole {
    const name = Fn.importValue(`${stackName}-${id}Name`);
    return Role.fromRoleName(this, id, name, { mutable: false });
  }
}
