/** The id, the title and a sentence of every target, in the order they are offered. */
export const TARGET_NAMES = [
  {
    id: 'cloudformation',
    title: 'CloudFormation template',
    hint: 'A template, and a stack for each environment; needs the AWS CLI alone.',
  },
  {
    id: 'terraform',
    title: 'Terraform configuration',
    hint: 'A module, and a root for each environment with a state of its own.',
  },
  {
    id: 'cdk',
    title: 'CDK app (TypeScript)',
    hint: 'An app with a stack for each environment, and tests of it.',
  },
  {
    id: 'cli',
    title: 'AWS CLI scripts (bash)',
    hint: 'JSON policies, and scripts that make and update the roles; no state.',
  },
] as const;

/** The id of a target. */
export type TargetId = (typeof TARGET_NAMES)[number]['id'];
