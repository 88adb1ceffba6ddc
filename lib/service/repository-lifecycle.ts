/**
 * The lifecycle policy of a repository that is made here: images without a tag expire, and no other.
 * What a service runs has a tag, and stays however many images are pushed after it.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export const REPOSITORY_LIFECYCLE = {
  rules: [
    {
      rulePriority: 1,
      description: 'Images without a tag: 14 days.',
      selection: {
        tagStatus: 'untagged',
        countType: 'sinceImagePushed',
        countUnit: 'days',
        countNumber: 14,
      },
      action: { type: 'expire' },
    },
  ],
} as const;
