import { template } from '../iam/template-string.ts';
import { execChannels, execOptions } from './shared/exec.ts';
import { ecsTasksOfRegion } from './shared/trust.ts';
import type { Role } from './types.ts';

/** The identity of the application code; grants become its policies. */
export const taskRole = {
  id: 'task',
  title: 'ECS task role',
  name: template('<project>-ecs-task-role-<environment>'),
  recommended: true,
  purpose:
    'The identity of the application code: every AWS SDK call the containers make, and ECS Exec.',
  why: 'Application code should have an identity of its own. The role has a trust policy and no permissions at first; each --grant adds one named policy.',
  trust: [ecsTasksOfRegion],
  policies: [],
  takesGrants: true,
  options: {
    ecsExec: {
      summary:
        'ECS Exec opens a shell in a running container. The SSM agent in the container uses the task role, so its four actions belong to this role.',
      policy: 'EcsExec',
      statements: [execChannels],
      whenOff: 'ECS Exec is off; --exec task grants it.',
    },
    ...execOptions(['ecsExec']),
  },
  risk: 'Whoever changes the source, the image or the task definition, or opens ECS Exec in a container, has these permissions and the injected secrets. Grant single resources, protect the branch, and leave ECS Exec off where nobody needs it.',
  notGranted: [],
  sources: [
    'Amazon ECS task IAM role: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
    'Monitor Amazon ECS containers with ECS Exec: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
  ],
} as const satisfies Role;
