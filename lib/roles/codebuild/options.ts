import { allow } from '../../iam/statements.ts';
import { keyArn, OWN_REPOSITORY, parameterArn, secretArn } from '../shared/arns.ts';
import { artifactKey, IN_OWN_ACCOUNT, ownArtifactKey } from '../shared/artifacts.ts';
import { PULL_ACTIONS } from '../shared/images.ts';
import type { RoleOption } from '../types.ts';

/** For what a build reads and stores besides its source: base images, secrets, caches. */
export const inputOptions = {
  baseImageRepositories: {
    summary:
      'The Dockerfile names base images in other private repositories of this account, which baseRepository lists.',
    policy: 'BuildImages',
    statements: [
      allow(
        'EcrPullBaseImages',
        PULL_ACTIONS,
        ['arn:<partition>:ecr:<region>:<account>:repository/<baseRepository>'],
        { why: 'docker build pulls the base images that the Dockerfile names in its FROM lines.' },
      ),
    ],
  },
  crossAccountBaseImages: {
    summary:
      'The Dockerfile names base images in repositories of the registry account, which registryBaseRepository lists. Their repository policies must allow this role too.',
    policy: 'BuildImages',
    statements: [
      allow(
        'EcrPullRegistryBaseImages',
        PULL_ACTIONS,
        [
          'arn:<partition>:ecr:<registryRegion>:<registryAccount>:repository/<registryBaseRepository>',
        ],
        {
          why: 'docker build pulls the base images of the registry account that the Dockerfile names in its FROM lines.',
        },
      ),
    ],
  },
  ecrPublicBaseImages: {
    summary:
      'The build logs in to public.ecr.aws, where authenticated pulls have a higher rate limit. Both actions support only "*", and the token endpoint is in us-east-1.',
    policy: 'BuildImages',
    statements: [
      allow('EcrPublicToken', ['ecr-public:GetAuthorizationToken'], ['*'], {
        why: 'A login to public.ecr.aws needs an authorization token; this action supports only *.',
      }),
      allow('EcrPublicBearerToken', ['sts:GetServiceBearerToken'], ['*'], {
        why: 'ECR Public gets a bearer token from STS for the login; the condition allows ECR Public only.',
        conditions: { StringEquals: { 'sts:AWSServiceName': 'ecr-public.amazonaws.com' } },
      }),
    ],
  },
  buildSecrets: {
    summary: 'The buildspec names secrets in env.secrets-manager.',
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
    summary:
      'The buildspec names parameters in env.parameter-store. CodeBuild calls ssm:GetParameters.',
    policy: 'BuildSecrets',
    statements: [
      allow('ReadBuildParameters', ['ssm:GetParameters'], [parameterArn('<buildParameterName>')], {
        why: 'CodeBuild reads the parameters of env.parameter-store before the first command.',
      }),
    ],
  },
  buildSecretsKmsKey: {
    summary:
      'The secrets or SecureString parameters of the buildspec are encrypted with a customer managed key. It is on where buildSecretsKmsKeyId is given; the keys aws/secretsmanager and aws/ssm do not need it.',
    policy: 'BuildSecrets',
    statements: [
      allow('DecryptBuildSecrets', ['kms:Decrypt'], [keyArn('<buildSecretsKmsKeyId>')], {
        why: 'Secrets Manager and Parameter Store decrypt with this key on behalf of the build; the condition allows no direct call to KMS.',
        conditions: {
          StringEquals: {
            'kms:ViaService': ['secretsmanager.<region>.<dnsSuffix>', 'ssm.<region>.<dnsSuffix>'],
          },
        },
      }),
    ],
  },
  artifactKmsKey: {
    summary: 'The artifact bucket and the encryptionKey of the project use a customer managed key.',
    policy: 'BuildArtifacts',
    statements: [artifactKey],
  },
  ownArtifactKey: ownArtifactKey('BuildArtifacts'),
  cacheBucket: {
    summary: 'The build keeps its cache in S3.',
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
  debugSession: {
    summary:
      'Somebody opens a Session Manager session in a paused build (debugSession.sessionEnabled). Whoever opens it can use the permissions of this role.',
    policy: 'BuildDebug',
    statements: [
      allow(
        'DebugChannels',
        [
          'ssmmessages:CreateControlChannel',
          'ssmmessages:CreateDataChannel',
          'ssmmessages:OpenControlChannel',
          'ssmmessages:OpenDataChannel',
        ],
        ['*'],
        {
          why: 'The SSM agent in the build container opens the channels of the session; these actions support only *.',
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

/** For a build that clones its source itself instead of reading the artifact of the pipeline. */
export const sourceOptions = {
  sourceConnection: {
    summary:
      'CodeBuild clones the source through the connection itself (project source, or a full clone with CODEBUILD_CLONE_REF).',
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
        { why: 'The build clones the repository with a token of the connection.' },
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
          why: 'The build clones the repository with a token of the connection, whose ARN has the older prefix.',
        },
      ),
    ],
  },
  codecommitSource: {
    summary:
      'CodeBuild clones the source from CodeCommit itself (project source, or a full clone with CODEBUILD_CLONE_REF).',
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

/** For a build project in a VPC. */
export const networkOptions = {
  vpc: {
    summary:
      'The project runs in a VPC. The CodeBuild guide allows CreateNetworkInterface and DeleteNetworkInterface on "*"; this role names the ARNs that EC2 checks for them.',
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
          why: 'CodeBuild reads the VPC before it starts a build there; these actions support only *.',
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
          why: 'CodeBuild creates a network interface for each build, in the named subnets and security groups only.',
        },
      ),
      allow('DeleteNetworkInterface', ['ec2:DeleteNetworkInterface'], [NETWORK_INTERFACES], {
        why: 'CodeBuild deletes the network interface when the build ends; its ID is not known before the build.',
      }),
      allow(
        'ShareNetworkInterface',
        ['ec2:CreateNetworkInterfacePermission'],
        [NETWORK_INTERFACES],
        {
          why: 'CodeBuild attaches the network interface from an account of its own; the conditions allow CodeBuild only, in these subnets only.',
          conditions: {
            StringEquals: { 'ec2:AuthorizedService': 'codebuild.amazonaws.com' },
            ArnEquals: { 'ec2:Subnet': SUBNET },
          },
        },
      ),
    ],
  },
} as const satisfies Record<string, RoleOption>;
