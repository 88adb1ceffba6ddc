import { allow } from '../../iam/statements.ts';
import { OWN_REPOSITORY, parameterArn, secretArn } from '../shared/arns.ts';
import { artifactKey, IN_OWN_ACCOUNT } from '../shared/artifacts.ts';
import { PULL_ACTIONS } from '../shared/images.ts';
import type { RoleOption } from '../types.ts';

/** What a build reads and keeps besides its source: base images, secrets, caches. */
export const buildInputOptions = {
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
