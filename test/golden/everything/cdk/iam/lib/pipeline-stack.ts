import { BootstraplessSynthesizer, Fn, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import { CfnPipeline } from 'aws-cdk-lib/aws-codepipeline';
import type { Construct } from 'constructs';
import type { IamStack } from './iam-stack';
import type { PipelineValues } from './pipelines';

export interface PipelineStackProps extends StackProps {
  readonly values: PipelineValues;
  /** The stack with the roles that the projects and the pipeline run with. */
  readonly iam: IamStack;
}

/**
 * The pipeline of the service in one environment: what builds the image and deploys it.
 *
 * Projects and pipeline are L1 constructs. Their L2 counterparts add statements to the roles they are
 * given and make a role for each action; here the roles are the ones of IamStack, as they stand there.
 */
export class PipelineStack extends Stack {
  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    const { values, iam, ...stackProps } = props;
    super(scope, id, { synthesizer: new BootstraplessSynthesizer(), ...stackProps });
    // Imported by the names that scripts and other repos know too. A reference to the construct would
    // bring outputs into the stack with the roles, which is deployed alone. The roles come first and
    // go last: CloudFormation does not delete them while the pipeline imports them.
    this.addStackDependency(iam);
    const buildRoleArn = Fn.importValue(`${iam.stackName}-CodeBuildRoleArn`);
    const pipelineRoleArn = Fn.importValue(`${iam.stackName}-CodePipelineRoleArn`);

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
      pipelineName,
      artifactBucket,
      artifactKmsKeyId,
      connectionService,
      repositoryId,
      connectionId,
      codeDeployApplication,
      deploymentGroup,
      branch,
    } = values;

    // What the buildspecs read from their environment.
    const environmentVariables = [
      { name: 'PROJECT', value: project },
      { name: 'ENVIRONMENT', value: environment },
      { name: 'PARTITION', value: partition },
      { name: 'ACCOUNT_ID', value: account },
      { name: 'REGISTRY', value: `${account}.dkr.ecr.${region}.${dnsSuffix}` },
      { name: 'REPOSITORY', value: repository },
      { name: 'CONTAINER', value: container },
      { name: 'CLUSTER', value: cluster },
      { name: 'SERVICE', value: service },
      { name: 'FAMILY', value: family },
      { name: 'LOG_GROUP', value: logGroup },
      {
        name: 'EXECUTION_ROLE_ARN',
        value: `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-task-execution-role-${environment}`,
      },
      {
        name: 'TASK_ROLE_ARN',
        value: `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-task-role-${environment}`,
      },
    ];

    const build = new CfnProject(this, 'ImageBuild', {
      name: buildProject,
      description: 'Builds, tests and pushes the image.',
      serviceRole: buildRoleArn,
      timeoutInMinutes: 30,
      artifacts: { type: 'CODEPIPELINE' },
      source: { type: 'CODEPIPELINE', buildSpec: 'pipeline/buildspec.yml' },
      environment: {
        type: 'LINUX_CONTAINER',
        computeType: 'BUILD_GENERAL1_SMALL',
        image: 'aws/codebuild/amazonlinux-x86_64-standard:5.0',
        privilegedMode: true,
        environmentVariables,
      },
      logsConfig: {
        cloudWatchLogs: { status: 'ENABLED', groupName: `/aws/codebuild/${buildProject}` },
      },
    });

    const validate = new CfnProject(this, 'RoleValidation', {
      name: validateProject,
      description: 'Checks that the account holds the roles as the repo defines them.',
      serviceRole: buildRoleArn,
      timeoutInMinutes: 15,
      artifacts: { type: 'CODEPIPELINE' },
      source: { type: 'CODEPIPELINE', buildSpec: 'pipeline/buildspec-validate.yml' },
      environment: {
        type: 'LINUX_CONTAINER',
        computeType: 'BUILD_GENERAL1_SMALL',
        image: 'aws/codebuild/amazonlinux-x86_64-standard:5.0',
        privilegedMode: false,
        environmentVariables,
      },
      logsConfig: {
        cloudWatchLogs: { status: 'ENABLED', groupName: `/aws/codebuild/${buildProject}` },
      },
    });

    // Stands among the stages where somebody is to be asked.
    const approve = {
      name: 'Approve',
      actions: [
        {
          name: 'Approve',
          actionTypeId: actionType('Approval', 'Manual'),
          configuration: { CustomData: `Deploy ${service} to ${cluster}?` },
        },
      ],
    };

    new CfnPipeline(this, 'Pipeline', {
      name: pipelineName,
      pipelineType: 'V2',
      roleArn: pipelineRoleArn,
      artifactStore: {
        type: 'S3',
        location: artifactBucket,
        encryptionKey: {
          id: `arn:${partition}:kms:${region}:${account}:key/${artifactKmsKeyId}`,
          type: 'KMS',
        },
      },
      stages: [
        {
          name: 'Source',
          actions: [
            {
              name: 'Source',
              actionTypeId: actionType('Source', 'CodeStarSourceConnection'),
              configuration: {
                ConnectionArn: `arn:${partition}:${connectionService}:${region}:${account}:connection/${connectionId}`,
                FullRepositoryId: repositoryId,
                BranchName: branch,
                OutputArtifactFormat: 'CODE_ZIP',
              },
              outputArtifacts: [{ name: 'Source' }],
              namespace: 'SourceVariables',
            },
          ],
        },
        {
          name: 'Validate',
          actions: [
            {
              name: 'ValidateRoles',
              actionTypeId: actionType('Test', 'CodeBuild'),
              configuration: { ProjectName: validateProject },
              inputArtifacts: [{ name: 'Source' }],
            },
          ],
        },
        {
          name: 'Build',
          actions: [
            {
              name: 'Build',
              actionTypeId: actionType('Build', 'CodeBuild'),
              configuration: { ProjectName: buildProject },
              inputArtifacts: [{ name: 'Source' }],
              outputArtifacts: [{ name: 'Build' }],
            },
          ],
        },
        ...(values.approval ? [approve] : []),
        {
          name: 'Deploy',
          actions: [
            {
              name: 'Deploy',
              actionTypeId: actionType('Deploy', 'CodeDeployToECS'),
              configuration: {
                ApplicationName: codeDeployApplication,
                DeploymentGroupName: deploymentGroup,
                TaskDefinitionTemplateArtifact: 'Build',
                TaskDefinitionTemplatePath: 'taskdef.json',
                AppSpecTemplateArtifact: 'Build',
                AppSpecTemplatePath: 'appspec.yaml',
                Image1ArtifactName: 'Build',
                Image1ContainerName: 'IMAGE1_NAME',
              },
              inputArtifacts: [{ name: 'Build' }],
            },
          ],
        },
      ],
    });

    // What cdk-nag finds here, and why it stays.
    Validations.of(build).acknowledge({
      id: 'AwsSolutions-CB4',
      reason:
        'The artifact bucket encrypts what a build hands on; the project keeps nothing itself.',
    });
    Validations.of(validate).acknowledge({
      id: 'AwsSolutions-CB4',
      reason:
        'The artifact bucket encrypts what a build hands on; the project keeps nothing itself.',
    });
  }
}

function actionType(category: string, provider: string): CfnPipeline.ActionTypeIdProperty {
  return { category, owner: 'AWS', provider, version: '1' };
}
