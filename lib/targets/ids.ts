/** The id and title of every target, in the order they are offered. */
export const TARGET_NAMES = [
  { id: 'cloudformation', title: 'CloudFormation template' },
  { id: 'terraform', title: 'Terraform configuration' },
  { id: 'cdk', title: 'CDK app (TypeScript)' },
  { id: 'cli', title: 'AWS CLI scripts (bash)' },
] as const;

/** The id of a target. */
export type TargetId = (typeof TARGET_NAMES)[number]['id'];
