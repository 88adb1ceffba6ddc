import { Duration, Fn, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import {
  BuildSpec,
  Cache,
  ComputeType,
  LinuxBuildImage,
  LocalCacheMode,
  PipelineProject,
  type PipelineProjectProps,
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
} from 'aws-cdk-lib/aws-codepipeline-actions';
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

/**
 * The pipeline of the service: it stands in Dev_1, builds the image once and deploys it to each
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
    const codeBuildDeployRole = importRole(this, iam, 'CodeBuildDeployRole');
    const pipelineRole = importRole(this, iam, 'CodePipelineRole');

    const { partition, urlSuffix: dnsSuffix, region, account } = this;
    const {
      project,
      environment,
      cluster,
      service,
      container,
      family,
      repository,
      logGroup,
      buildProject,
      validateProject,
      deployProject,
      pipelineName,
      artifactBucketPrefix,
      connectionService,
      repositoryId,
      connectionId,
      branch,
    } = config;

    // The roles of the other environments.
    const codeBuildValidateRoleDev2 = Role.fromRoleArn(
      this,
      'CodeBuildValidateRoleDev2',
      `arn:${partition}:iam::${account}:role/0Shop_API-v2-codebuild-validate-role-dev-2`,
      { mutable: false },
    );
    const codeBuildDeployRoleDev2 = Role.fromRoleArn(
      this,
      'CodeBuildDeployRoleDev2',
      `arn:${partition}:iam::${account}:role/0Shop_API-v2-codebuild-deploy-role-dev-2`,
      { mutable: false },
    );
    const pipelineDeployRoleDev2 = Role.fromRoleArn(
      this,
      'PipelineDeployRoleDev2',
      `arn:${partition}:iam::${account}:role/0Shop_API-v2-pipeline-deploy-role-dev-2`,
      { mutable: false },
    );

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

    const buildLogs = new LogGroup(this, 'ImageBuildLogs', {
      logGroupName: `/aws/codebuild/${buildProject}`,
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const build = new PipelineProject(this, 'ImageBuild', {
      projectName: buildProject,
      role: codeBuildRole,
      environmentVariables: {
        REGISTRY: { value: `${account}.dkr.ecr.${region}.${dnsSuffix}` },
        REPOSITORY: { value: repository },
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

    const validate = roleValidation(this, 'RoleValidation', {
      projectName: validateProject,
      role: codeBuildValidateRole,
      environmentVariables: { ENVIRONMENT: { value: environment } },
    });

    const deploy = deployment(this, 'Deployment', {
      projectName: deployProject,
      role: codeBuildDeployRole,
      environmentVariables: {
        ENVIRONMENT: { value: environment },
        CONTAINER: { value: container },
        CLUSTER: { value: cluster },
        SERVICE: { value: service },
        FAMILY: { value: family },
        LOG_GROUP: { value: logGroup },
        EXECUTION_ROLE_ARN: {
          value: `arn:${partition}:iam::${account}:role/${project}-ecs-task-execution-role-${environment}`,
        },
        TASK_ROLE_ARN: {
          value: `arn:${partition}:iam::${account}:role/${project}-ecs-task-role-${environment}`,
        },
      },
    });

    const validateDev2 = roleValidation(this, 'RoleValidationDev2', {
      projectName: '0Shop_API-v2-dev-2-validate',
      role: codeBuildValidateRoleDev2,
      environmentVariables: { ENVIRONMENT: { value: 'dev-2' } },
    });

    const deployDev2 = deployment(this, 'DeploymentDev2', {
      projectName: '0Shop_API-v2-dev-2-deploy',
      role: codeBuildDeployRoleDev2,
      environmentVariables: {
        ENVIRONMENT: { value: 'dev-2' },
        CONTAINER: { value: '0Shop_API-v2' },
        CLUSTER: { value: '0Shop_API-v2-dev-2' },
        SERVICE: { value: '0Shop_API-v2' },
        FAMILY: { value: '0Shop_API-v2-dev-2' },
        LOG_GROUP: { value: '/ecs/0Shop_API-v2-dev-2' },
        EXECUTION_ROLE_ARN: {
          value: `arn:${partition}:iam::${account}:role/0Shop_API-v2-ecs-task-execution-role-dev-2`,
        },
        TASK_ROLE_ARN: {
          value: `arn:${partition}:iam::${account}:role/0Shop_API-v2-ecs-task-role-dev-2`,
        },
      },
    });
    for (const project of [build, validate, deploy, validateDev2, deployDev2]) {
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
      artifactBucket: artifacts,
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
          stageName: 'Validate-Dev_1',
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
          stageName: 'Deploy-Dev_1',
          onFailure: { result: Result.ROLLBACK },
          actions: [
            new CodeBuildAction({
              actionName: 'Deploy',
              project: deploy,
              input: buildArtifact,
            }),
          ],
        },
        {
          stageName: 'Validate-dev-2',
          actions: [
            new CodeBuildAction({
              actionName: 'ValidateRoles',
              role: pipelineDeployRoleDev2,
              type: CodeBuildActionType.TEST,
              project: validateDev2,
              input: sourceArtifact,
            }),
          ],
        },
        {
          stageName: 'Deploy-dev-2',
          onFailure: { result: Result.ROLLBACK },
          actions: [
            new CodeBuildAction({
              actionName: 'Deploy',
              role: pipelineDeployRoleDev2,
              project: deployDev2,
              input: buildArtifact,
            }),
          ],
        },
      ],
    });
  }
}

/** What validates the roles of one environment, with the log group that it writes to. */
function roleValidation(scope: Construct, id: string, own: PipelineProjectProps): PipelineProject {
  const logGroup = new LogGroup(scope, `${id}Logs`, {
    logGroupName: `/aws/codebuild/${own.projectName}`,
    retention: RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  return new PipelineProject(scope, id, {
    ...own,
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
    logging: { cloudWatch: { logGroup } },
  });
}

/** What deploys to one environment, with the log group that it writes to. */
function deployment(scope: Construct, id: string, own: PipelineProjectProps): PipelineProject {
  const logGroup = new LogGroup(scope, `${id}Logs`, {
    logGroupName: `/aws/codebuild/${own.projectName}`,
    retention: RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  return new PipelineProject(scope, id, {
    ...own,
    description: 'Registers the task definition and updates the service.',
    timeout: Duration.minutes(60),
    buildSpec: BuildSpec.fromSourceFilename('pipeline/buildspec-deploy.yml'),
    environment: {
      buildImage: LinuxBuildImage.fromCodeBuildImageId(
        'aws/codebuild/amazonlinux-x86_64-standard:6.0',
      ),
      computeType: ComputeType.SMALL,
      privileged: false,
    },
    logging: { cloudWatch: { logGroup } },
  });
}

function importRole(scope: Construct, { stackName }: IamStack, id: string): IRole {
  const name = Fn.importValue(`${stackName}-${id}Name`);
  return Role.fromRoleName(scope, id, name, { mutable: false });
}
