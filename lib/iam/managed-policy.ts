import type { ManagedPolicy } from './model.ts';

/** The ARN of a customer-managed policy of ours, open. */
export function managedPolicyArn({ path, name }: ManagedPolicy): string {
  return `arn:<partition>:iam::<account>:policy${path}${name}`;
}
