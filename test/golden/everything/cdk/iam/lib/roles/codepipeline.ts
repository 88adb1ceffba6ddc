import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * CodePipeline service role. Lets CodePipeline read and write artifacts, start the build and deploy
 * the image to the ECS service, with a rolling update or through CodeDeploy.
 */
export class CodePipelineRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, region, account } = Stack.of(scope);
    const {
      project,
      environment,
      cluster,
      service,
      family,
      repository,
      buildProject,
      validateProject,
      deployProject,
      pipelineName,
      artifactBucket,
      artifactKmsKeyId,
      connectionId,
      sourceRepository,
      sourceBucket,
      sourceKey,
      codeDeployApplication,
      deploymentGroup,
      deploymentConfig,
      approvalTopic,
    } = config;
    super(scope, id, {
      roleName: `${project}-codepipeline-role-${environment}`,
      path: '/team/shop/',
      description: 'CodePipeline service role of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new ServicePrincipal('codepipeline.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: {
            'aws:SourceArn': `arn:${partition}:codepipeline:${region}:${account}:${pipelineName}`,
          },
        },
      }),
    });
    const codePipeline = new Policy(this, 'CodePipeline', {
      policyName: 'CodePipeline',
      roles: [this],
      statements: [
        // Each action downloads a version of its input artifact from the artifact bucket and
        // uploads its output artifact to it.
        new PolicyStatement({
          sid: 'ArtifactObjects',
          actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
          resources: [`arn:${partition}:s3:::${artifactBucket}/*`],
          conditions: { StringEquals: { 'aws:ResourceAccount': account } },
        }),
        // CodePipeline checks the owner, Region and versioning of the artifact bucket.
        new PolicyStatement({
          sid: 'ArtifactBucket',
          actions: ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning'],
          resources: [`arn:${partition}:s3:::${artifactBucket}`],
          conditions: { StringEquals: { 'aws:ResourceAccount': account } },
        }),
        // S3 encrypts each artifact with this key when the role writes it and decrypts it when the
        // role reads it.
        new PolicyStatement({
          sid: 'OwnArtifactKey',
          actions: [
            'kms:Decrypt',
            'kms:DescribeKey',
            'kms:Encrypt',
            'kms:GenerateDataKey',
            'kms:ReEncryptFrom',
            'kms:ReEncryptTo',
          ],
          resources: [`arn:${partition}:kms:${region}:${account}:key/${artifactKmsKeyId}`],
        }),
        // S3 encrypts each artifact with the key of this alias when the role writes it and decrypts
        // it when the role reads it.
        new PolicyStatement({
          sid: 'ArtifactKey',
          actions: [
            'kms:Decrypt',
            'kms:DescribeKey',
            'kms:Encrypt',
            'kms:GenerateDataKey',
            'kms:ReEncryptFrom',
            'kms:ReEncryptTo',
          ],
          resources: [`arn:${partition}:kms:${region}:${account}:key/*`],
          conditions: {
            'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/${project}-dev-artifacts` },
          },
        }),
        // A script that runs with this role can turn on versioning of the artifact bucket.
        new PolicyStatement({
          sid: 'ConfigureArtifactBucket',
          actions: ['s3:PutBucketVersioning'],
          resources: [`arn:${partition}:s3:::${artifactBucket}`],
          conditions: { StringEquals: { 'aws:ResourceAccount': account } },
        }),
        // The build action starts the build project and waits for the build to end.
        new PolicyStatement({
          sid: 'RunBuild',
          actions: ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
          resources: [`arn:${partition}:codebuild:${region}:${account}:project/${buildProject}`],
        }),
        // The build action starts the batch build and waits for it to end; the builds of the batch
        // are started with the batch role.
        new PolicyStatement({
          sid: 'RunBatchBuild',
          actions: ['codebuild:BatchGetBuildBatches', 'codebuild:StartBuildBatch'],
          resources: [`arn:${partition}:codebuild:${region}:${account}:project/${buildProject}`],
        }),
        // The Validate stage starts the validation project and waits for it to end.
        new PolicyStatement({
          sid: 'RunValidation',
          actions: ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
          resources: [`arn:${partition}:codebuild:${region}:${account}:project/${validateProject}`],
        }),
        // The Deploy stage starts the deployment project and waits for it to end.
        new PolicyStatement({
          sid: 'RunDeployment',
          actions: ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
          resources: [`arn:${partition}:codebuild:${region}:${account}:project/${deployProject}`],
        }),
        // RegisterTaskDefinition tags a revision that has tags; the condition allows tagging in
        // that call only.
        new PolicyStatement({
          sid: 'TagTaskDefinitionOnRegister',
          actions: ['ecs:TagResource'],
          resources: [`arn:${partition}:ecs:${region}:${account}:task-definition/${family}:*`],
          conditions: { StringEquals: { 'ecs:CreateAction': 'RegisterTaskDefinition' } },
        }),
        // A call that registers or runs a task definition passes its task role and execution role
        // to ECS; the statement allows no other role.
        new PolicyStatement({
          sid: 'PassTaskRoles',
          actions: ['iam:PassRole'],
          resources: [
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-task-execution-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-task-role-${environment}`,
          ],
          conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
        }),
        // The deploy action registers the AppSpec file as a revision of the application.
        new PolicyStatement({
          sid: 'CodeDeployApplication',
          actions: [
            'codedeploy:GetApplication',
            'codedeploy:GetApplicationRevision',
            'codedeploy:RegisterApplicationRevision',
          ],
          resources: [
            `arn:${partition}:codedeploy:${region}:${account}:application:${codeDeployApplication}`,
          ],
        }),
        // The deploy action creates a deployment in the deployment group and reads it until it
        // ends.
        new PolicyStatement({
          sid: 'CodeDeployGroup',
          actions: ['codedeploy:CreateDeployment', 'codedeploy:GetDeployment'],
          resources: [
            `arn:${partition}:codedeploy:${region}:${account}:deploymentgroup:${codeDeployApplication}/${deploymentGroup}`,
          ],
        }),
        // The deploy action reads the deployment configuration, which has its own ARN.
        new PolicyStatement({
          sid: 'CodeDeployConfig',
          actions: ['codedeploy:GetDeploymentConfig'],
          resources: [
            `arn:${partition}:codedeploy:${region}:${account}:deploymentconfig:${deploymentConfig}`,
          ],
        }),
        // The deployment registers a revision of this family with the new image; the condition
        // refuses privileged containers.
        new PolicyStatement({
          sid: 'RegisterTaskDefinition',
          actions: ['ecs:RegisterTaskDefinition'],
          resources: [`arn:${partition}:ecs:${region}:${account}:task-definition/${family}:*`],
          conditions: { StringEqualsIfExists: { 'ecs:privileged': 'false' } },
        }),
        // CreateService and UpdateService pass these roles to ECS; the statement allows no other
        // role.
        new PolicyStatement({
          sid: 'PassInfrastructureRoles',
          actions: ['iam:PassRole'],
          resources: [
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-infrastructure-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-deployment-hook-role-${environment}`,
          ],
          conditions: { StringEquals: { 'iam:PassedToService': 'ecs.amazonaws.com' } },
        }),
        // The deployer lists and reads the deployments of this service, stops one, and continues
        // one that a pause hook holds.
        new PolicyStatement({
          sid: 'ManageServiceDeployments',
          actions: [
            'ecs:ContinueServiceDeployment',
            'ecs:DescribeServiceDeployments',
            'ecs:ListServiceDeployments',
            'ecs:StopServiceDeployment',
          ],
          resources: [
            `arn:${partition}:ecs:${region}:${account}:service/${cluster}/${service}`,
            `arn:${partition}:ecs:${region}:${account}:service-deployment/${cluster}/${service}/*`,
          ],
        }),
        // The deployer creates or updates the Express Mode service and reads its state.
        new PolicyStatement({
          sid: 'DeployExpressService',
          actions: [
            'ecs:CreateExpressGatewayService',
            'ecs:DescribeExpressGatewayService',
            'ecs:UpdateExpressGatewayService',
          ],
          resources: [`arn:${partition}:ecs:${region}:${account}:service/${cluster}/${service}`],
        }),
        // The source action fetches each commit through the connection.
        new PolicyStatement({
          sid: 'UseConnection',
          actions: ['codeconnections:UseConnection'],
          resources: [
            `arn:${partition}:codeconnections:${region}:${account}:connection/${connectionId}`,
          ],
        }),
        // The source action reads the branch, and CodeCommit uploads the files of the commit as an
        // artifact.
        new PolicyStatement({
          sid: 'CodeCommitSource',
          actions: [
            'codecommit:CancelUploadArchive',
            'codecommit:GetBranch',
            'codecommit:GetCommit',
            'codecommit:GetRepository',
            'codecommit:GetUploadArchiveStatus',
            'codecommit:UploadArchive',
          ],
          resources: [`arn:${partition}:codecommit:${region}:${account}:${sourceRepository}`],
        }),
        // The source action reads the digest of the image that was pushed.
        new PolicyStatement({
          sid: 'EcrSource',
          actions: ['ecr:DescribeImages'],
          resources: [`arn:${partition}:ecr:${region}:${account}:repository/${repository}`],
        }),
        // The source action downloads the new version of the object, with its tags.
        new PolicyStatement({
          sid: 'S3SourceObjects',
          actions: [
            's3:GetObject',
            's3:GetObjectTagging',
            's3:GetObjectVersion',
            's3:GetObjectVersionTagging',
          ],
          resources: [`arn:${partition}:s3:::${sourceBucket}/${sourceKey}`],
          conditions: { StringEquals: { 'aws:ResourceAccount': account } },
        }),
        // The source action checks the owner, Region and versioning of the source bucket.
        new PolicyStatement({
          sid: 'S3SourceBucket',
          actions: ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning'],
          resources: [`arn:${partition}:s3:::${sourceBucket}`],
          conditions: { StringEquals: { 'aws:ResourceAccount': account } },
        }),
        // The source action copies the source object with its tags into the artifact bucket.
        new PolicyStatement({
          sid: 'TagSourceArtifacts',
          actions: ['s3:GetObjectTagging', 's3:GetObjectVersionTagging', 's3:PutObjectTagging'],
          resources: [`arn:${partition}:s3:::${artifactBucket}/*`],
          conditions: { StringEquals: { 'aws:ResourceAccount': account } },
        }),
        // The compute that CodePipeline manages writes the output of the commands to a log group of
        // the pipeline.
        new PolicyStatement({
          sid: 'WriteComputeLogs',
          actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [
            `arn:${partition}:logs:${region}:${account}:log-group:/aws/codepipeline/${pipelineName}:*`,
          ],
        }),
        // Every pull and every push needs an authorization token; this action supports only *.
        new PolicyStatement({
          sid: 'EcrAuthToken',
          actions: ['ecr:GetAuthorizationToken'],
          resources: ['*'],
        }),
        // The action finds the repository, uploads the layers that it does not have and puts the
        // image.
        new PolicyStatement({
          sid: 'PublishImage',
          actions: [
            'ecr:BatchCheckLayerAvailability',
            'ecr:BatchGetImage',
            'ecr:CompleteLayerUpload',
            'ecr:DescribeRepositories',
            'ecr:GetDownloadUrlForLayer',
            'ecr:InitiateLayerUpload',
            'ecr:PutImage',
            'ecr:UploadLayerPart',
          ],
          resources: [`arn:${partition}:ecr:${region}:${account}:repository/${repository}`],
        }),
        // The approval action publishes a message to the topic when it waits for an approval.
        new PolicyStatement({
          sid: 'NotifyApprovers',
          actions: ['sns:Publish'],
          resources: [`arn:${partition}:sns:${region}:${account}:${approvalTopic}`],
        }),
        // The actions of the other environments run with a role of that environment.
        new PolicyStatement({
          sid: 'AssumeDeployRoles',
          actions: ['sts:AssumeRole'],
          resources: [
            `arn:${partition}:iam::${account}:role/team/shop/shop-pipeline-deploy-role-prod`,
          ],
        }),
      ],
    });
    Validations.of(codePipeline).acknowledge(
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::${artifactBucket}/*]`,
        reason: 'Statements ArtifactObjects and TagSourceArtifacts say why.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:kms:<AWS::Region>:<AWS::AccountId>:key/*]',
        reason: 'Statement ArtifactKey says why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:task-definition/${family}:*]`,
        reason: 'Statements TagTaskDefinitionOnRegister and RegisterTaskDefinition say why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:service-deployment/${cluster}/${service}/*]`,
        reason: 'Statement ManageServiceDeployments says why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:/aws/codepipeline/${pipelineName}:*]`,
        reason: 'Statement WriteComputeLogs says why.',
      },
      { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'Statement EcrAuthToken says why.' },
    );
  }
}
