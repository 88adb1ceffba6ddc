import type { ModelRole } from '../../iam/model.ts';
import { pascalCase } from '../../names.ts';

/** `task-execution` → `TaskExecutionRole`: the role's logical ID, and the stem of its outputs. */
export function roleLogicalId(role: ModelRole): string {
  return `${stem(role)}Role`;
}

/** The logical ID of one of the role's inline policies. */
export function inlinePolicyLogicalId(role: ModelRole, policy: string): string {
  return `${roleLogicalId(role)}${pascalCase(policy)}Policy`;
}

/** The logical ID of one of the role's customer-managed policies. */
export function managedPolicyLogicalId(role: ModelRole, policy: string): string {
  return `${roleLogicalId(role)}${pascalCase(policy)}ManagedPolicy`;
}

/** The logical ID of the instance profile that holds the role. */
export function instanceProfileLogicalId(role: ModelRole): string {
  return `${stem(role)}Profile`;
}

/** `codebuild` → `CodeBuild`, as AWS spells its Code… services. */
function stem(role: ModelRole): string {
  return pascalCase(role.id.replace(/^code/, 'code-'));
}
