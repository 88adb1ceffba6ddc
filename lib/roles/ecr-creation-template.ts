import { allow, trustService } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { CACHE_REPOSITORIES, keyArn } from './shared/arns.ts';
import type { Role } from './types.ts';

/** The role with which ECR makes repositories after a repository creation template. */
export const ecrCreationTemplateRole = {
  id: 'ecr-creation-template',
  title: 'ECR repository creation template role',
  name: template('<project>-ecr-template-role-<environment>'),
  recommended: false,
  purpose:
    'Lets ECR create repositories with the tags and the key of a repository creation template.',
  why: 'Only a repository creation template with tags or a customer managed key needs it (customRoleArn).',
  risk: 'Whoever may change the template decides the settings of the repositories that ECR creates, such as their policy and whether tags can be moved. The role creates repositories under one prefix only; limit who may call ecr:UpdateRepositoryCreationTemplate.',
  trust: [trustService('EcrTemplateAssume', 'ecr.amazonaws.com')],
  policies: [
    {
      name: 'CreateRepositories',
      statements: [
        allow(
          'CreateRepositories',
          ['ecr:CreateRepository', 'ecr:TagResource'],
          [CACHE_REPOSITORIES],
          {
            why: 'ECR creates a repository under the prefix of the template and tags it.',
          },
        ),
      ],
    },
  ],
  options: {
    replication: {
      summary: 'The template applies to repositories that replication creates.',
      policy: 'CreateRepositories',
      statements: [
        allow('ReplicateImages', ['ecr:ReplicateImage'], [CACHE_REPOSITORIES], {
          why: 'ECR replicates the image into the repository that it created.',
        }),
      ],
    },
    templateKmsKey: {
      summary: 'The template encrypts its repositories with a customer managed key.',
      policy: 'CreateRepositories',
      statements: [
        allow(
          'UseTemplateKey',
          ['kms:CreateGrant', 'kms:DescribeKey', 'kms:RetireGrant'],
          [keyArn('<templateKmsKeyId>')],
          { why: 'ECR makes a grant on the key for each repository that the key encrypts.' },
        ),
      ],
    },
  },
  notGranted: [],
  sources: [
    'Create an IAM role for repository creation templates: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates-create-iam.html',
    'Custom policy for repository creation templates: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates-custom.html',
  ],
} as const satisfies Role;
