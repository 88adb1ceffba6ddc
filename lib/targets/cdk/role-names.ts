import type { ModelRole } from '../../iam/model.ts';
import { roleLogicalId } from '../cloudformation/roles.ts';

/** `task-execution` → `TaskExecutionRole`: the class, its construct ID and the stem of its outputs. */
export function roleClass(role: Pick<ModelRole, 'id'>): string {
  return roleLogicalId(role);
}

/** `taskExecutionRole`: the property of the stack that holds the role. */
export function roleProperty(role: Pick<ModelRole, 'id'>): string {
  const name = roleClass(role);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/**
 * The role in an app of the service's own, from what the stack exports. Immutable: CDK adds
 * policies to the roles it is given, otherwise.
 */
export function roleReference(role: ModelRole): string {
  const name = `Fn.importValue(\`\${iamStack}-${roleClass(role)}Name\`)`;
  return `Role.fromRoleName(this, '${roleClass(role)}', ${name}, { mutable: false })`;
}
