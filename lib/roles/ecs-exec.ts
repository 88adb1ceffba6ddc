import { template } from '../iam/template-string.ts';
import { execChannels, execOptions } from './shared/exec.ts';
import { ecsTasksOfRegion } from './shared/trust.ts';
import type { Role } from './types.ts';

/** A task role for debugging: it holds the ECS Exec permissions and nothing else. */
export const ecsExecRole = {
  id: 'ecs-exec',
  title: 'ECS Exec role (separate role)',
  name: template('<project>-ecs-exec-role-<environment>'),
  recommended: false,
  purpose: 'A task role that carries only the ECS Exec permissions.',
  why: 'ECS has no place to name an Exec role: the SSM agent in the container uses the credentials of the task role, so this role takes effect only in a task definition whose taskRoleArn is this role (a debugging sidecar family, for example). Prefer --exec task; on the task execution role the permissions have no effect.',
  trust: [ecsTasksOfRegion],
  policies: [{ name: 'EcsExec', statements: [execChannels] }],
  options: execOptions([]),
  notGranted: [],
  sources: [
    'Monitor Amazon ECS containers with ECS Exec: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
    'Amazon ECS task IAM role: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
  ],
} as const satisfies Role;
