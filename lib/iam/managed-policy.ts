import type { ManagedPolicy } from './model.ts';

/** The ARN of a customer-managed policy. `path` begins and ends with '/'. */
export function managedPolicyArn(
  { partition, account }: { readonly partition: string; readonly account: string },
  path: string,
  name: string,
): string {
  return `arn:${partition}:iam::${account}:policy${path}${name}`;
}

/** The ARN of a customer-managed policy of the model, with placeholders. */
export function templatePolicyArn({ path, name }: ManagedPolicy): string {
  return managedPolicyArn({ partition: '<partition>', account: '<account>' }, path, name);
}
