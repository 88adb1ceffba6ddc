import { allow } from '../../iam/statements.ts';
import { OWN_REPOSITORY, parameterArn, secretArn } from '../shared/arns.ts';
import { artifactKey, IN_OWN_ACCOUNT } from '../shared/artifacts.ts';
import { PULL_ACTIONS } from '../shared/images.ts';
import type { RoleOption } from '../types.ts';

/** What a build reads and keeps besides its source: base images, secrets, caches. */
export const inputOptions = {
  baseImageRepositories: {
    summary: 'FROM images in other private repositories (pull only).',
    policy: 'BuildImages',
    statements: [
      allow(
        'EcrPullBaseImages',
        PULL_ACTIONS,
        ['arn:<partition>:ecr:<registryRegion>:<registryAccount>:repository/<baseRepository>'],
        { why: 'docker build pulls the base image that the Dockerfile names in FROM.' },
      ),
    ],
  },
  ecrPublicBaseImages: {
    summary:
      'Authenticated pulls from public.ecr.aws, which are rate limited less. Both actions support only "*"; the token endpoint is in us-east-1.',
    policy: 'BuildImages',
    statements: [
      allow('EcrPublicToken', ['ecr-public:GetAuthorizationToken'], ['*'], {
        why: 'A login to public.ecr.aws begins with a token, and the call names no repository.',
      }),
      allow('EcrPublicBearerToken', ['sts:GetServiceBearerToken'], ['*'], {
        why: 'ECR Public makes its token with this call; the condition limits it to ECR Public.',
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
        [secretArn('<buildSecretName>')],
        { why: 'CodeBuild reads the secrets of env.secrets-manager before the first command.' },
      ),
    ],
  },
  buildParameters: {
    summary: 'env.parameter-store in the buildspec. CodeBuild calls GetParameters.',
    policy: 'BuildSecrets',
    statements: [
      allow('ReadBuildParameters', ['ssm:GetParameters'], [parameterArn('<buildParameterName>')], {
        why: 'CodeBuild reads the parameters of env.parameter-store before the first command.',
      }),
    ],
  },
  artifactKmsKey: {
    summary: "The artifact bucket (and CodeBuild's encryptionKey) use a customer managed key.",
    policy: 'BuildArtifacts',
    statements: [artifactKey],
  },
  cacheBucket: {
    summary: 'S3 build cache.',
    policy: 'BuildArtifacts',
    statements: [
      allow(
        'CacheObjects',
        ['s3:GetObject', 's3:PutObject'],
        ['arn:<partition>:s3:::<cacheBucket>/<cachePrefix>/*'],
        {
          why: 'CodeBuild downloads the cache before the build and uploads it afterwards.',
          conditions: IN_OWN_ACCOUNT,
        },
      ),
    ],
  },
  createRepository: {
    summary: 'The build creates the ECR repository when it is missing.',
    policy: 'BuildImages',
    statements: [
      allow('CreateRepository', ['ecr:CreateRepository'], [OWN_REPOSITORY], {
        why: 'The buildspec creates the repository before its first push.',
      }),
    ],
  },
} as const satisfies Record<string, RoleOption>;

/** A build that clones its source itself, instead of taking the pipeline's artifact. */
export const sourceOptions = {
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
        { why: "The build clones the repository with a token of the connection's." },
      ),
      allow(
        'UseConnectionOldPrefix',
        [
          'codestar-connections:GetConnection',
          'codestar-connections:GetConnectionToken',
          'codestar-connections:UseConnection',
        ],
        ['arn:<partition>:codestar-connections:<region>:<account>:connection/<connectionId>'],
        {
          why: 'The same, for a connection whose ARN has the older prefix; AWS checks the prefix that the project names.',
        },
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
        { why: 'The build clones the CodeCommit repository.' },
      ),
    ],
  },
} as const satisfies Record<string, RoleOption>;

const NETWORK_INTERFACES = 'arn:<partition>:ec2:<region>:<account>:network-interface/*';
const SUBNET = 'arn:<partition>:ec2:<region>:<account>:subnet/<buildSubnetId>';

/** A build project in a VPC. */
export const networkOptions = {
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
        {
          why: "CodeBuild reads the VPC before it places the build there; IAM offers no resource for EC2's lists.",
        },
      ),
      allow(
        'CreateNetworkInterface',
        ['ec2:CreateNetworkInterface'],
        [
          NETWORK_INTERFACES,
          'arn:<partition>:ec2:<region>:<account>:security-group/<buildSecurityGroupId>',
          SUBNET,
        ],
        {
          why: 'Each build gets a network interface, in the named subnets and security groups alone.',
        },
      ),
      allow('DeleteNetworkInterface', ['ec2:DeleteNetworkInterface'], [NETWORK_INTERFACES], {
        why: "CodeBuild removes a build's network interface, whose ID is made with it, when the build ends.",
      }),
      allow(
        'ShareNetworkInterface',
        ['ec2:CreateNetworkInterfacePermission'],
        [NETWORK_INTERFACES],
        {
          why: "CodeBuild's own account attaches the interface; nobody but CodeBuild, and in these subnets alone.",
          conditions: {
            StringEquals: { 'ec2:AuthorizedService': 'codebuild.amazonaws.com' },
            ArnEquals: { 'ec2:Subnet': SUBNET },
          },
        },
      ),
    ],
  },
} as const satisfies Record<string, RoleOption>;
