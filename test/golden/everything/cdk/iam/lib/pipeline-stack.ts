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
import { EcsApplication, EcsDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
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
  CodeDeployEcsDeployAction,
  CodeStarConnectionsSourceAction,
  ManualApprovalAction,
} from 'aws-cdk-lib/aws-codepipeline-actions';
import { type IRole, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Environment } from './environments';
import type { IamStack } from './iam-stack';

export interface PipelineStackProps extends StackProps {
  readonly config: Environment;
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
      container,
      repository,
      buildProject,
      validateProject,
      pipelineName,
      artifactBucket,
      artifactKmsKeyId,
      connectionService,
      repositoryId,
      connectionId,
      codeDeployApplication,
      deploymentGroup,
      branch,
    } = config;

    // The roles of the other environments.
    const codeBuildValidateRoleProd = Role.fromRoleArn(
      this,
      'CodeBuildValidateRoleProd',
      `arn:${partition}:iam::${account}:role/team/shop/shop-codebuild-validate-role-prod`,
      { mutable: false },
    );
    const pipelineDeployRoleProd = Role.fromRoleArn(
      this,
      'PipelineDeployRoleProd',
      `arn:${partition}:iam::${account}:role/team/shop/shop-pipeline-deploy-role-prod`,
      { mutable: false },
    );

    // The default key of S3 cannot be shared with another account.
    const encryptionKey = Key.fromKeyArn(
      this,
      'ArtifactKey',
      `arn:${partition}:kms:${region}:${account}:key/${artifactKmsKeyId}`,
    );
    const artifacts = Bucket.fromBucketAttributes(this, 'ArtifactBucket', {
      bucketName: artifactBucket,
      encryptionKey,
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
        CONTAINER: { value: container },
        ENVIRONMENT_DEV: { value: 'dev' },
        PARTITION_DEV: { value: partition },
        ACCOUNT_ID_DEV: { value: account },
        FAMILY_DEV: { value: 'shop-web' },
        LOG_GROUP_DEV: { value: '/ecs/shop-dev' },
        EXECUTION_ROLE_ARN_DEV: {
          value: `arn:${partition}:iam::${account}:role/team/shop/shop-ecs-task-execution-role-dev`,
        },
        TASK_ROLE_ARN_DEV: {
          value: `arn:${partition}:iam::${account}:role/team/shop/shop-ecs-task-role-dev`,
        },
        ENVIRONMENT_PROD: { value: 'prod' },
        PARTITION_PROD: { value: partition },
        ACCOUNT_ID_PROD: { value: account },
        FAMILY_PROD: { value: 'shop-web' },
        LOG_GROUP_PROD: { value: '/ecs/shop-prod' },
        EXECUTION_ROLE_ARN_PROD: {
          value: `arn:${partition}:iam::${account}:role/team/shop/shop-ecs-task-execution-role-prod`,
        },
        TASK_ROLE_ARN_PROD: {
          value: `arn:${partition}:iam::${account}:role/team/shop/shop-ecs-task-role-prod`,
        },
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

    const validateProd = roleValidation(this, 'RoleValidationProd', {
      projectName: 'shop-prod-validate',
      role: codeBuildValidateRoleProd,
      environmentVariables: { ENVIRONMENT: { value: 'prod' } },
    });
    for (const project of [build, validate, validateProd]) {
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
            new CodeDeployEcsDeployAction({
              actionName: 'Deploy',
              deploymentGroup: EcsDeploymentGroup.fromEcsDeploymentGroupAttributes(
                this,
                'DeploymentGroupDev',
                {
                  application: EcsApplication.fromEcsApplicationName(
                    this,
                    'ApplicationDev',
                    codeDeployApplication,
                  ),
                  deploymentGroupName: deploymentGroup,
                },
              ),
              taskDefinitionTemplateFile: buildArtifact.atPath('taskdef-dev.json'),
              appSpecTemplateInput: buildArtifact,
              containerImageInputs: [
                { input: buildArtifact, taskDefinitionPlaceholder: 'IMAGE1_NAME' },
              ],
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
              project: validateProd,
              input: sourceArtifact,
            }),
          ],
        },
        {
          stageName: 'Approve-prod',
          actions: [
            new ManualApprovalAction({
              actionName: 'Approve',
              additionalInformation: 'Deploy web to shop-prod?',
            }),
          ],
        },
        {
          stageName: 'Deploy-prod',
          onFailure: { result: Result.ROLLBACK },
          actions: [
            new CodeDeployEcsDeployAction({
              actionName: 'Deploy',
              role: pipelineDeployRoleProd,
              deploymentGroup: EcsDeploymentGroup.fromEcsDeploymentGroupAttributes(
                this,
                'DeploymentGroupProd',
                {
                  application: EcsApplication.fromEcsApplicationName(
                    this,
                    'ApplicationProd',
                    'shop-app',
                  ),
                  deploymentGroupName: 'shop-dg',
                },
              ),
              taskDefinitionTemplateFile: buildArtifact.atPath('taskdef-prod.json'),
              appSpecTemplateInput: buildArtifact,
              containerImageInputs: [
                { input: buildArtifact, taskDefinitionPlaceholder: 'IMAGE1_NAME' },
              ],
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

function importRole(scope: Construct, { stackName }: IamStack, id: string): IRole {
  const name = Fn.importValue(`${stackName}-${id}Name`);
  return Role.fromRoleName(scope, id, `team/shop/${name}`, { mutable: false });
}
