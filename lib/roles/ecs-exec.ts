import { template } from '../iam/template-string.ts';
import { execChannels, execOptions } from './shared/exec.ts';
import { ecsTasksOfRegion } from './shared/trust.ts';
import type { Role } from './types.ts';

/** A task role for debugging that has the ECS Exec permissions only. */
export const ecsExecRole = {
  id: 'ecs-exec',
  title: 'ECS Exec role (separate role)',
  name: template('<project>-ecs-exec-role-<environment>'),
  recommended: false,
  purpose: 'A task role that has the ECS Exec permissions only.',
  why: 'ECS has no field for an Exec role: the SSM agent in the container uses the task role. This role has an effect only as the taskRoleArn of a task definition, for example of one for debugging. Prefer --exec task. On the task execution role these permissions have no effect.',
  trust: [ecsTasksOfRegion],
  policies: [{ name: 'EcsExec', statements: [execChannels] }],
  options: execOptions([]),
  risk: 'Whoever may call ECS Exec on a task with this role has a shell in it, with its secrets in the environment. Name it in a task definition for debugging only, and log the sessions (option execLogsToCloudWatch).',
  notGranted: [],
  sources: [
    'Monitor Amazon ECS containers with ECS Exec: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
    'Amazon ECS task IAM role: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
  ],
} as const satisfies Role;
