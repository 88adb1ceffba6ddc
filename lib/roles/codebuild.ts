import { open } from '../iam/open.ts';
import { allow, trustService } from '../iam/statements.ts';
import type { Role } from './types.ts';

/** Builds the image, pushes it to ECR, writes logs, reads and writes pipeline artifacts, publishes test reports and, where the buildspec deploys, registers the task definition and updates the service. */
export const codebuildRole = {
  id: 'codebuild',
  title: 'CodeBuild service role',
  name: open('<project>-codebuild-role-<environment>'),
  recommended: true,
  purpose:
    'Builds the image, pushes it to ECR, writes logs, reads and writes pipeline artifacts, publishes test reports and, where the buildspec deploys, registers the task definition and updates the service.',
  why: 'The requirement asks for build, push and deploy in one role; the deploy part is its own policy so that it can be left out where CodePipeline deploys.',
  trust: [
    trustService('CodeBuildAssume', 'codebuild.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': '<account>' },
      ArnLike: {
        'aws:SourceArn': 'arn:<partition>:codebuild:<region>:<account>:project/<buildProject>',
      },
    }),
  ],
  policies: [
    {
      name: 'BuildLogs',
      statements: [
        allow(
          'WriteBuildLogs',
          ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
          [
            'arn:<partition>:logs:<region>:<account>:log-group:/aws/codebuild/<buildProject>',
            'arn:<partition>:logs:<region>:<account>:log-group:/aws/codebuild/<buildProject>:*',
          ],
          { why: '' },
        ),
      ],
    },
    {
      name: 'BuildArtifacts',
      statements: [
        allow(
          'ArtifactObjects',
          ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
          ['arn:<partition>:s3:::<artifactBucket>/*'],
          { why: '', conditions: { StringEquals: { 'aws:ResourceAccount': '<account>' } } },
        ),
        allow(
          'ArtifactBucket',
          ['s3:GetBucketAcl', 's3:GetBucketLocation'],
          ['arn:<partition>:s3:::<artifactBucket>'],
          { why: '', conditions: { StringEquals: { 'aws:ResourceAccount': '<account>' } } },
        ),
      ],
    },
    {
      name: 'BuildImages',
      statements: [
        allow('EcrAuthToken', ['ecr:GetAuthorizationToken'], ['*'], { why: '' }),
        allow(
          'EcrPullPush',
          [
            'ecr:BatchCheckLayerAvailability',
            'ecr:BatchGetImage',
            'ecr:CompleteLayerUpload',
            'ecr:GetDownloadUrlForLayer',
            'ecr:InitiateLayerUpload',
            'ecr:PutImage',
            'ecr:UploadLayerPart',
          ],
          ['arn:<partition>:ecr:<region>:<account>:repository/<repository>'],
          { why: '' },
        ),
      ],
    },
    {
      name: 'BuildReports',
      statements: [
        allow(
          'TestReports',
          [
            'codebuild:BatchPutCodeCoverages',
            'codebuild:BatchPutTestCases',
            'codebuild:CreateReport',
            'codebuild:CreateReportGroup',
            'codebuild:UpdateReport',
          ],
          ['arn:<partition>:codebuild:<region>:<account>:report-group/<buildProject>-*'],
          { why: '' },
        ),
      ],
    },
  ],
  options: {
    deployFromBuild: {
      summary:
        'The buildspec registers the task definition and updates the service. On when the build deploys (deploy kind build).',
      policy: 'BuildDeploy',
      statements: [
        allow('ReadTaskDefinition', ['ecs:DescribeTaskDefinition'], ['*'], { why: '' }),
        allow('RegisterTaskDefinition', ['ecs:RegisterTaskDefinition'], ['*'], { why: '' }),
        allow(
          'TagTaskDefinitionOnRegister',
          ['ecs:TagResource'],
          ['arn:<partition>:ecs:<region>:<account>:task-definition/<family>:*'],
          {
            why: '',
            conditions: { StringEquals: { 'ecs:CreateAction': 'RegisterTaskDefinition' } },
          },
        ),
        allow(
          'DeployService',
          ['ecs:DescribeServices', 'ecs:UpdateService'],
          ['arn:<partition>:ecs:<region>:<account>:service/<cluster>/<service>'],
          { why: '' },
        ),
        allow(
          'PassTaskRoles',
          ['iam:PassRole'],
          [
            'arn:<partition>:iam::<account>:role<rolePath><project>-ecs-task-execution-role-<environment>',
            'arn:<partition>:iam::<account>:role<rolePath><project>-ecs-task-role-<environment>',
          ],
          {
            why: '',
            conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
          },
        ),
      ],
    },
    scopedRegisterTaskDefinition: {
      summary:
        'Experimental: replaces the Resource of RegisterTaskDefinition by the family ARN, as the Service Authorization Reference allows. Reported access-denied messages still name resource "*", so try it in the account first.',
      policy: 'BuildDeploy',
      statements: [
        allow(
          'RegisterTaskDefinition',
          ['ecs:RegisterTaskDefinition'],
          ['arn:<partition>:ecs:<region>:<account>:task-definition/<family>:*'],
          { why: '' },
        ),
      ],
      replaces: ['RegisterTaskDefinition'],
    },
    baseImageRepositories: {
      summary: 'FROM images in other private repositories (pull only).',
      policy: 'BuildImages',
      statements: [
        allow(
          'EcrPullBaseImages',
          ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          ['arn:<partition>:ecr:<registryRegion>:<registryAccount>:repository/<baseRepository>'],
          { why: '' },
        ),
      ],
    },
    ecrPublicBaseImages: {
      summary:
        'Authenticated pulls from public.ecr.aws, which are rate limited less. Both actions support only "*"; the token endpoint is in us-east-1.',
      policy: 'BuildImages',
      statements: [
        allow('EcrPublicToken', ['ecr-public:GetAuthorizationToken'], ['*'], { why: '' }),
        allow('EcrPublicBearerToken', ['sts:GetServiceBearerToken'], ['*'], {
          why: '',
          conditions: { StringEquals: { 'sts:AWSServiceName': 'ecr-public.amazonaws.com' } },
        }),
      ],
    },
    buildSecrets: {
      summary: 'env.secrets-manager in the buildspec.',
      policy: 'BuildSecrets',
      statements: [
        allow(
          'ReadBuildSecrets',
          ['secretsmanager:GetSecretValue'],
          ['arn:<partition>:secretsmanager:<region>:<account>:secret:<buildSecretName>-??????'],
          { why: '' },
        ),
      ],
    },
    buildParameters: {
      summary: 'env.parameter-store in the buildspec. CodeBuild calls GetParameters.',
      policy: 'BuildSecrets',
      statements: [
        allow(
          'ReadBuildParameters',
          ['ssm:GetParameters'],
          ['arn:<partition>:ssm:<region>:<account>:parameter/<buildParameterName>'],
          { why: '' },
        ),
      ],
    },
    artifactKmsKey: {
      summary: "The artifact bucket (and CodeBuild's encryptionKey) use a customer managed key.",
      policy: 'BuildArtifacts',
      statements: [
        allow(
          'ArtifactKey',
          [
            'kms:Decrypt',
            'kms:DescribeKey',
            'kms:Encrypt',
            'kms:GenerateDataKey',
            'kms:ReEncryptFrom',
            'kms:ReEncryptTo',
          ],
          ['arn:<partition>:kms:<region>:<account>:key/<artifactKmsKeyId>'],
          { why: '' },
        ),
      ],
    },
    sourceConnection: {
      summary:
        'CodeBuild clones through the connection itself (project source, or CODEBUILD_CLONE_REF full clone).',
      policy: 'BuildSource',
      statements: [
        allow(
          'UseConnection',
          [
            'codeconnections:GetConnection',
            'codeconnections:GetConnectionToken',
            'codeconnections:UseConnection',
          ],
          ['arn:<partition>:codeconnections:<region>:<account>:connection/<connectionId>'],
          { why: '' },
        ),
        allow(
          'UseConnectionOldPrefix',
          [
            'codestar-connections:GetConnection',
            'codestar-connections:GetConnectionToken',
            'codestar-connections:UseConnection',
          ],
          ['arn:<partition>:codestar-connections:<region>:<account>:connection/<connectionId>'],
          { why: '' },
        ),
      ],
    },
    codecommitSource: {
      summary: 'CodeBuild clones from CodeCommit (or CODEBUILD_CLONE_REF).',
      policy: 'BuildSource',
      statements: [
        allow(
          'PullSource',
          ['codecommit:GitPull'],
          ['arn:<partition>:codecommit:<region>:<account>:<sourceRepository>'],
          { why: '' },
        ),
      ],
    },
    cacheBucket: {
      summary: 'S3 build cache.',
      policy: 'BuildArtifacts',
      statements: [
        allow(
          'CacheObjects',
          ['s3:GetObject', 's3:PutObject'],
          ['arn:<partition>:s3:::<cacheBucket>/<cachePrefix>/*'],
          { why: '', conditions: { StringEquals: { 'aws:ResourceAccount': '<account>' } } },
        ),
      ],
    },
    vpc: {
      summary:
        'The project runs in a VPC. AWS documents CreateNetworkInterface and DeleteNetworkInterface on "*"; the ARNs below are what those calls are checked against.',
      policy: 'BuildNetwork',
      statements: [
        allow(
          'DescribeNetwork',
          [
            'ec2:DescribeDhcpOptions',
            'ec2:DescribeNetworkInterfaces',
            'ec2:DescribeSecurityGroups',
            'ec2:DescribeSubnets',
            'ec2:DescribeVpcs',
          ],
          ['*'],
          { why: '' },
        ),
        allow(
          'CreateNetworkInterface',
          ['ec2:CreateNetworkInterface'],
          [
            'arn:<partition>:ec2:<region>:<account>:network-interface/*',
            'arn:<partition>:ec2:<region>:<account>:security-group/<buildSecurityGroupId>',
            'arn:<partition>:ec2:<region>:<account>:subnet/<buildSubnetId>',
          ],
          { why: '' },
        ),
        allow(
          'DeleteNetworkInterface',
          ['ec2:DeleteNetworkInterface'],
          ['arn:<partition>:ec2:<region>:<account>:network-interface/*'],
          { why: '' },
        ),
        allow(
          'ShareNetworkInterface',
          ['ec2:CreateNetworkInterfacePermission'],
          ['arn:<partition>:ec2:<region>:<account>:network-interface/*'],
          {
            why: '',
            conditions: {
              StringEquals: { 'ec2:AuthorizedService': 'codebuild.amazonaws.com' },
              ArnEquals: {
                'ec2:Subnet': 'arn:<partition>:ec2:<region>:<account>:subnet/<buildSubnetId>',
              },
            },
          },
        ),
      ],
    },
    createRepository: {
      summary: 'The build creates the ECR repository when it is missing.',
      policy: 'BuildImages',
      statements: [
        allow(
          'CreateRepository',
          ['ecr:CreateRepository'],
          ['arn:<partition>:ecr:<region>:<account>:repository/<repository>'],
          { why: '' },
        ),
      ],
    },
  },
  notGranted: [],
  sources: [
    'Allow CodeBuild to interact with other AWS services — https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html',
    'Test report permissions — https://docs.aws.amazon.com/codebuild/latest/userguide/test-permissions.html',
    'Use Amazon VPC with CodeBuild: example policy — https://docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html',
    'Grant permission to tag resources on creation — https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html',
    'Service Authorization Reference, Amazon ECS — https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html',
  ],
} as const satisfies Role;
