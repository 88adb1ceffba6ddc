import { allow, trustService } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { CACHE_REPOSITORIES } from './shared/arns.ts';
import { ecrAuthToken } from './shared/images.ts';
import type { Role } from './types.ts';

/** The role of a pull-through cache rule whose upstream is the ECR registry of another account. */
export const ecrPullThroughRole = {
  id: 'ecr-pull-through',
  title: 'ECR pull-through role (another ECR registry)',
  name: template('<project>-ecr-pull-through-role-<environment>'),
  recommended: false,
  purpose:
    'Lets ECR copy images from the ECR registry of another account into the cache repositories of this one.',
  why: 'Only a pull-through cache rule with another private ECR registry as its upstream needs it (customRoleArn). Other upstream registries need a secret instead, and the other account must allow this role in its repository policy.',
  risk: 'Whoever pushes to the repository in the other account puts images into the cache of this one, and pulling an image is running its code. The role reads one upstream repository; pin images by digest, and let ECR scan the cache.',
  trust: [trustService('PullThroughAssume', 'pullthroughcache.ecr.amazonaws.com')],
  policies: [
    {
      name: 'PullThrough',
      statements: [
        ecrAuthToken,
        allow(
          'ReadUpstream',
          ['ecr:BatchGetImage', 'ecr:BatchImportUpstreamImage', 'ecr:GetDownloadUrlForLayer'],
          [
            'arn:<partition>:ecr:<upstreamRegion>:<upstreamAccount>:repository/<registryRepository>',
          ],
          { why: 'ECR reads the manifest and the layers of the image in the other registry.' },
        ),
        allow(
          'WriteCache',
          [
            'ecr:BatchGetImage',
            'ecr:BatchImportUpstreamImage',
            'ecr:CompleteLayerUpload',
            'ecr:GetDownloadUrlForLayer',
            'ecr:GetImageCopyStatus',
            'ecr:InitiateLayerUpload',
            'ecr:PutImage',
            'ecr:UploadLayerPart',
          ],
          [CACHE_REPOSITORIES],
          { why: 'ECR stores the image in a repository under the prefix of the cache rule.' },
        ),
      ],
    },
  ],
  options: {},
  notGranted: [
    {
      action: 'ecr:CreateRepository',
      reason:
        'Whoever pulls first creates the cache repository: the execution role with its option ecrPullThroughCache.',
    },
  ],
  sources: [
    'Permissions for cross-account ECR to ECR pull-through cache: https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-private.html',
  ],
} as const satisfies Role;
