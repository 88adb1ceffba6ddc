import { UserError } from '../errors.ts';
import { splitExistingRole } from './parse/existing-roles.ts';
import { addRole } from './parse/roles.ts';
import { namedRoles } from './pipeline-roles.ts';
import type { Answers } from './types.ts';

/**
 * The fault of roles without the execution role, made or existing: ECS could not start a task.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export function noExecutionRole({
  roles = 'recommended',
  existingRoles = {},
}: Partial<Pick<Answers, 'roles' | 'existingRoles'>>): UserError | undefined {
  const named = namedRoles(roles);
  const exists = Object.keys(existingRoles).some(
    (key) => splitExistingRole(key).role === 'task-execution',
  );
  if (exists || named.includes('task-execution')) return undefined;
  return new UserError(
    'NoExecutionRole',
    'Role task-execution is not among the roles; ECS needs it to pull the image and write logs.',
    `${addRole('task-execution', named)} Where it exists: --existing-role task-execution=ARN.`,
  );
}
