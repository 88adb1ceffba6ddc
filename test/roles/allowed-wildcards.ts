/** A `*` that stays although a narrower form seems possible, and why it stays. */
export interface AllowedWildcard {
  readonly action: string;
  /** Where one role alone may have it. */
  readonly role?: string;
  readonly reason: string;
}

/** Actions that stand on `*` although the data lists a kind of resource for them. */
export const ALLOWED_RESOURCE_WILDCARDS: readonly AllowedWildcard[] = [
  {
    action: 'ecs:RegisterTaskDefinition',
    reason:
      'The data lists task-definition, but the guides of CodePipeline and ECS use "*" and reported access-denied messages name resource "*". It stands in a statement of its own; iam:PassRole is the real limit. Option scopedRegisterTaskDefinition narrows it.',
  },
  {
    action: 'ecs:ListTasks',
    reason:
      'The data lists container-instance, which applies only when the call filters by instance; a list by service is checked without one. Narrowed by ecs:cluster.',
  },
  {
    action: 'cloudwatch:PutMetricData',
    reason:
      'The data lists an optional dataset; metrics without a dataset have none. Narrowed by cloudwatch:namespace.',
  },
];

/** Actions that are written with a `*`. */
export const ALLOWED_ACTION_WILDCARDS: readonly AllowedWildcard[] = [
  {
    action: 'ec2:Describe*',
    role: 'service',
    reason:
      "AWS's own definition of this legacy role (AmazonEC2ContainerServiceRole) names it and no narrower set is documented; all of it reads.",
  },
  {
    action: 'elasticloadbalancing:Describe*',
    role: 'service',
    reason:
      "AWS's own definition of this legacy role (AmazonEC2ContainerServiceRole) names it and no narrower set is documented; all of it reads.",
  },
];

/** ARN forms that AWS documents and the data does not list. */
export const ALLOWED_ARN_FORMS: readonly (AllowedWildcard & { readonly arn: RegExp })[] = [];
