import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * CodeBuild service role. Lets CodeBuild pull and push the image, write logs, read and write
 * pipeline artifacts and publish test reports. Where the buildspec deploys, it also registers the
 * task definition and updates the service.
 */
export class CodeBuildRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, urlSuffix: dnsSuffix, region, account } = Stack.of(scope);
    const {
      project,
      environment,
      cluster,
      service,
      family,
      repository,
      buildProject,
      artifactBucket,
      artifactKmsKeyId,
      connectionId,
      sourceRepository,
      buildSecretsKmsKeyId,
      cacheBucket,
      cachePrefix,
      buildSecurityGroupId,
    } = config;
    super(scope, id, {
      roleName: `${project}-codebuild-role-${environment}`,
      path: '/team/shop/',
      description: 'CodeBuild service role of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new ServicePrincipal('codebuild.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: {
            'aws:SourceArn': `arn:${partition}:codebuild:${region}:${account}:project/${buildProject}`,
          },
        },
      }),
    });
    const buildLogs = new ManagedPolicy(this, 'BuildLogs', {
      managedPolicyName: `${project}-codebuild-role-${environment}-BuildLogs`,
      path: '/team/shop/',
      roles: [this],
      statements: [
        // CodeBuild creates the log group of the project on the first build.
        new PolicyStatement({
          sid: 'CreateBuildLogGroup',
          actions: ['logs:CreateLogGroup'],
          resources: [
            `arn:${partition}:logs:${region}:${account}:log-group:/aws/codebuild/${buildProject}`,
            `arn:${partition}:logs:${region}:${account}:log-group:/aws/codebuild/${buildProject}:*`,
          ],
        }),
        // CodeBuild creates a log stream for each build and writes its output to it.
        new PolicyStatement({
          sid: 'WriteBuildLogs',
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [
            `arn:${partition}:logs:${region}:${account}:log-group:/aws/codebuild/${buildProject}:*`,
          ],
        }),
      ],
    });
    Validations.of(buildLogs).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:/aws/codebuild/${buildProject}:*]`,
      reason: 'Statements CreateBuildLogGroup and WriteBuildLogs say why.',
    });
    const buildArtifacts = new ManagedPolicy(this, 'BuildArtifacts', {
      managedPolicyName: `${project}-codebuild-role-${environment}-BuildArtifacts`,
      path: '/team/shop/',
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
        // CodeBuild checks the owner and the Region of the artifact bucket before it uploads.
        new PolicyStatement({
          sid: 'ArtifactBucket',
          actions: ['s3:GetBucketAcl', 's3:GetBucketLocation'],
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
        // CodeBuild downloads the cache before the build and uploads it afterwards.
        new PolicyStatement({
          sid: 'CacheObjects',
          actions: ['s3:GetObject', 's3:PutObject'],
          resources: [`arn:${partition}:s3:::${cacheBucket}/${cachePrefix}/*`],
          conditions: { StringEquals: { 'aws:ResourceAccount': account } },
        }),
      ],
    });
    Validations.of(buildArtifacts).acknowledge(
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::${artifactBucket}/*]`,
        reason: 'Statement ArtifactObjects says why.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:kms:<AWS::Region>:<AWS::AccountId>:key/*]',
        reason: 'Statement ArtifactKey says why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::${cacheBucket}/${cachePrefix}/*]`,
        reason: 'Statement CacheObjects says why.',
      },
    );
    const buildImages = new ManagedPolicy(this, 'BuildImages', {
      managedPolicyName: `${project}-codebuild-role-${environment}-BuildImages`,
      path: '/team/shop/',
      roles: [this],
      statements: [
        // Every pull and every push needs an authorization token; this action supports only *.
        new PolicyStatement({
          sid: 'EcrAuthToken',
          actions: ['ecr:GetAuthorizationToken'],
          resources: ['*'],
        }),
        // docker push uploads the manifest and the layers that the repository does not have; docker
        // pull reads the image as a layer cache.
        new PolicyStatement({
          sid: 'EcrPullPush',
          actions: [
            'ecr:BatchCheckLayerAvailability',
            'ecr:BatchGetImage',
            'ecr:CompleteLayerUpload',
            'ecr:GetDownloadUrlForLayer',
            'ecr:InitiateLayerUpload',
            'ecr:PutImage',
            'ecr:UploadLayerPart',
          ],
          resources: [`arn:${partition}:ecr:${region}:${account}:repository/${repository}`],
        }),
        // docker build pulls the base images that the Dockerfile names in its FROM lines.
        new PolicyStatement({
          sid: 'EcrPullBaseImages',
          actions: [
            'ecr:BatchCheckLayerAvailability',
            'ecr:BatchGetImage',
            'ecr:GetDownloadUrlForLayer',
          ],
          resources: [
            `arn:${partition}:ecr:${region}:${account}:repository/base/node`,
            `arn:${partition}:ecr:${region}:${account}:repository/base/go`,
          ],
        }),
        // A login to public.ecr.aws needs an authorization token; this action supports only *.
        new PolicyStatement({
          sid: 'EcrPublicToken',
          actions: ['ecr-public:GetAuthorizationToken'],
          resources: ['*'],
        }),
        // ECR Public gets a bearer token from STS for the login; the condition allows ECR Public
        // only.
        new PolicyStatement({
          sid: 'EcrPublicBearerToken',
          actions: ['sts:GetServiceBearerToken'],
          resources: ['*'],
          conditions: { StringEquals: { 'sts:AWSServiceName': 'ecr-public.amazonaws.com' } },
        }),
        // The buildspec creates the repository before its first push.
        new PolicyStatement({
          sid: 'CreateRepository',
          actions: ['ecr:CreateRepository'],
          resources: [`arn:${partition}:ecr:${region}:${account}:repository/${repository}`],
        }),
      ],
    });
    Validations.of(buildImages).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'Statements EcrAuthToken, EcrPublicToken and EcrPublicBearerToken say why.',
    });
    const buildReports = new ManagedPolicy(this, 'BuildReports', {
      managedPolicyName: `${project}-codebuild-role-${environment}-BuildReports`,
      path: '/team/shop/',
      roles: [this],
      statements: [
        // CodeBuild creates a report group for the reports section of the buildspec and adds each
        // report to it; without these actions the build fails even if its tests pass.
        new PolicyStatement({
          sid: 'TestReports',
          actions: [
            'codebuild:BatchPutCodeCoverages',
            'codebuild:BatchPutTestCases',
            'codebuild:CreateReport',
            'codebuild:CreateReportGroup',
            'codebuild:UpdateReport',
          ],
          resources: [
            `arn:${partition}:codebuild:${region}:${account}:report-group/${buildProject}-*`,
          ],
        }),
      ],
    });
    Validations.of(buildReports).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:codebuild:<AWS::Region>:<AWS::AccountId>:report-group/${buildProject}-*]`,
      reason: 'Statement TestReports says why.',
    });
    const buildDeploy = new ManagedPolicy(this, 'BuildDeploy', {
      managedPolicyName: `${project}-codebuild-role-${environment}-BuildDeploy`,
      path: '/team/shop/',
      roles: [this],
      statements: [
        // The deployment copies the current revision of the task definition; this action supports
        // only *.
        new PolicyStatement({
          sid: 'ReadTaskDefinition',
          actions: ['ecs:DescribeTaskDefinition'],
          resources: ['*'],
        }),
        // RegisterTaskDefinition tags a revision that has tags; the condition allows tagging in
        // that call only.
        new PolicyStatement({
          sid: 'TagTaskDefinitionOnRegister',
          actions: ['ecs:TagResource'],
          resources: [`arn:${partition}:ecs:${region}:${account}:task-definition/${family}:*`],
          conditions: { StringEquals: { 'ecs:CreateAction': 'RegisterTaskDefinition' } },
        }),
        // The deployment updates the service to the new revision; the condition refuses a task
        // definition of another family.
        new PolicyStatement({
          sid: 'DeployService',
          actions: ['ecs:UpdateService'],
          resources: [`arn:${partition}:ecs:${region}:${account}:service/${cluster}/${service}`],
          conditions: {
            ArnLikeIfExists: {
              'ecs:task-definition': `arn:${partition}:ecs:${region}:${account}:task-definition/${family}:*`,
            },
          },
        }),
        // The deployment reads the service until it is stable.
        new PolicyStatement({
          sid: 'WatchService',
          actions: ['ecs:DescribeServices'],
          resources: [`arn:${partition}:ecs:${region}:${account}:service/${cluster}/${service}`],
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
      ],
    });
    Validations.of(buildDeploy).acknowledge(
      { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'Statement ReadTaskDefinition says why.' },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:task-definition/${family}:*]`,
        reason: 'Statements TagTaskDefinitionOnRegister and RegisterTaskDefinition say why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:service-deployment/${cluster}/${service}/*]`,
        reason: 'Statement ManageServiceDeployments says why.',
      },
    );
    new ManagedPolicy(this, 'BuildSecrets', {
      managedPolicyName: `${project}-codebuild-role-${environment}-BuildSecrets`,
      path: '/team/shop/',
      roles: [this],
      statements: [
        // CodeBuild reads the secrets of env.secrets-manager before the first command.
        new PolicyStatement({
          sid: 'ReadBuildSecrets',
          actions: ['secretsmanager:GetSecretValue'],
          resources: [
            `arn:${partition}:secretsmanager:${region}:${account}:secret:shop/build-??????`,
            `arn:${partition}:secretsmanager:${region}:${account}:secret:shop/npm-??????`,
          ],
        }),
        // CodeBuild reads the parameters of env.parameter-store before the first command.
        new PolicyStatement({
          sid: 'ReadBuildParameters',
          actions: ['ssm:GetParameters'],
          resources: [`arn:${partition}:ssm:${region}:${account}:parameter/shop/build/flag`],
        }),
        // Secrets Manager and Parameter Store decrypt with this key on behalf of the build; the
        // condition allows no direct call to KMS.
        new PolicyStatement({
          sid: 'DecryptBuildSecrets',
          actions: ['kms:Decrypt'],
          resources: [`arn:${partition}:kms:${region}:${account}:key/${buildSecretsKmsKeyId}`],
          conditions: {
            StringEquals: {
              'kms:ViaService': [
                `secretsmanager.${region}.${dnsSuffix}`,
                `ssm.${region}.${dnsSuffix}`,
              ],
            },
          },
        }),
      ],
    });
    const buildDebug = new ManagedPolicy(this, 'BuildDebug', {
      managedPolicyName: `${project}-codebuild-role-${environment}-BuildDebug`,
      path: '/team/shop/',
      roles: [this],
      statements: [
        // The SSM agent in the build container opens the channels of the session; these actions
        // support only *.
        new PolicyStatement({
          sid: 'DebugChannels',
          actions: [
            'ssmmessages:CreateControlChannel',
            'ssmmessages:CreateDataChannel',
            'ssmmessages:OpenControlChannel',
            'ssmmessages:OpenDataChannel',
          ],
          resources: ['*'],
        }),
      ],
    });
    Validations.of(buildDebug).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'Statement DebugChannels says why.',
    });
    new ManagedPolicy(this, 'BuildSource', {
      managedPolicyName: `${project}-codebuild-role-${environment}-BuildSource`,
      path: '/team/shop/',
      roles: [this],
      statements: [
        // The build clones the repository with a token of the connection.
        new PolicyStatement({
          sid: 'UseConnection',
          actions: [
            'codeconnections:GetConnection',
            'codeconnections:GetConnectionToken',
            'codeconnections:UseConnection',
          ],
          resources: [
            `arn:${partition}:codeconnections:${region}:${account}:connection/${connectionId}`,
          ],
        }),
        // The build clones the CodeCommit repository.
        new PolicyStatement({
          sid: 'PullSource',
          actions: ['codecommit:GitPull'],
          resources: [`arn:${partition}:codecommit:${region}:${account}:${sourceRepository}`],
        }),
      ],
    });
    const buildNetwork = new ManagedPolicy(this, 'BuildNetwork', {
      managedPolicyName: `${project}-codebuild-role-${environment}-BuildNetwork`,
      path: '/team/shop/',
      roles: [this],
      statements: [
        // CodeBuild reads the VPC before it starts a build there; these actions support only *.
        new PolicyStatement({
          sid: 'DescribeNetwork',
          actions: [
            'ec2:DescribeDhcpOptions',
            'ec2:DescribeNetworkInterfaces',
            'ec2:DescribeSecurityGroups',
            'ec2:DescribeSubnets',
            'ec2:DescribeVpcs',
          ],
          resources: ['*'],
        }),
        // CodeBuild creates a network interface for each build, in the named subnets and security
        // groups only.
        new PolicyStatement({
          sid: 'CreateNetworkInterface',
          actions: ['ec2:CreateNetworkInterface'],
          resources: [
            `arn:${partition}:ec2:${region}:${account}:network-interface/*`,
            `arn:${partition}:ec2:${region}:${account}:security-group/${buildSecurityGroupId}`,
            `arn:${partition}:ec2:${region}:${account}:subnet/subnet-0aa`,
            `arn:${partition}:ec2:${region}:${account}:subnet/subnet-0ab`,
          ],
        }),
        // CodeBuild deletes the network interface when the build ends; its ID is not known before
        // the build.
        new PolicyStatement({
          sid: 'DeleteNetworkInterface',
          actions: ['ec2:DeleteNetworkInterface'],
          resources: [`arn:${partition}:ec2:${region}:${account}:network-interface/*`],
        }),
        // CodeBuild attaches the network interface from an account of its own; the conditions allow
        // CodeBuild only, in these subnets only.
        new PolicyStatement({
          sid: 'ShareNetworkInterface',
          actions: ['ec2:CreateNetworkInterfacePermission'],
          resources: [`arn:${partition}:ec2:${region}:${account}:network-interface/*`],
          conditions: {
            StringEquals: { 'ec2:AuthorizedService': 'codebuild.amazonaws.com' },
            ArnEquals: {
              'ec2:Subnet': [
                `arn:${partition}:ec2:${region}:${account}:subnet/subnet-0aa`,
                `arn:${partition}:ec2:${region}:${account}:subnet/subnet-0ab`,
              ],
            },
          },
        }),
      ],
    });
    Validations.of(buildNetwork).acknowledge(
      { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'Statement DescribeNetwork says why.' },
      {
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:network-interface/*]',
        reason:
          'Statements CreateNetworkInterface, DeleteNetworkInterface and ShareNetworkInterface say why.',
      },
    );
  }
}
