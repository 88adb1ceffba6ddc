import { roleReference } from '../../iam/role-arn.ts';
import { allow } from '../../iam/statements.ts';
import type { RoleOption } from '../types.ts';
import { CLUSTER, SERVICE, TASK_DEFINITION_REVISIONS, TASKS } from './arns.ts';

/** Allows reading the current revision of the task definition. */
export const readTaskDefinition = allow(
  'ReadTaskDefinition',
  ['ecs:DescribeTaskDefinition'],
  ['*'],
  {
    why: 'The deployment copies the current revision of the task definition; this action supports only *.',
  },
);

/** Refuses privileged containers; the key is sent only for some task definitions. */
const NOT_PRIVILEGED = { StringEqualsIfExists: { 'ecs:privileged': 'false' } } as const;

/** Allows registering a revision. */
export const registerTaskDefinition = allow(
  'RegisterTaskDefinition',
  ['ecs:RegisterTaskDefinition'],
  ['*'],
  {
    why: 'The deployment registers a revision with the new image; ECS checks this action on *, the condition refuses privileged containers, and the statement PassTaskRoles limits the roles of the revision.',
    conditions: NOT_PRIVILEGED,
  },
);

/** Allows tags on a revision that is registered. */
export const tagTaskDefinitionOnRegister = allow(
  'TagTaskDefinitionOnRegister',
  ['ecs:TagResource'],
  [TASK_DEFINITION_REVISIONS],
  {
    why: 'RegisterTaskDefinition tags a revision that has tags; the condition allows tagging in that call only.',
    conditions: { StringEquals: { 'ecs:CreateAction': 'RegisterTaskDefinition' } },
  },
);

/** Allows updating the service to a revision of the family. */
export const deployService = allow('DeployService', ['ecs:UpdateService'], [SERVICE], {
  why: 'The deployment updates the service to the new revision; the condition refuses a task definition of another family.',
  conditions: { ArnLikeIfExists: { 'ecs:task-definition': TASK_DEFINITION_REVISIONS } },
});

/** Allows reading the service. */
export const watchService = allow('WatchService', ['ecs:DescribeServices'], [SERVICE], {
  why: 'The deployment reads the service until it is stable.',
});

/** Allows reading the tasks that start. */
export const describeTasks = allow('WatchTasks', ['ecs:DescribeTasks'], [TASKS], {
  why: 'The deployment waits until the new tasks run, and reads why a task stopped.',
});

/** Allows the roles of the task definition, those of the two that the repo makes. */
export const passTaskRoles = allow(
  'PassTaskRoles',
  ['iam:PassRole'],
  [roleReference('task-execution'), roleReference('task')],
  {
    why: 'A call that registers or runs a task definition passes its task role and execution role to ECS; the statement allows no other role.',
    conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
  },
);

/** The option that allows revisions of one family only. */
export function scopedRegistration(policy: string, requires?: string): RoleOption {
  return {
    summary:
      'Allows revisions of this family only (experimental). The Service Authorization Reference lists the ARN, but reported access-denied messages name the resource "*", so try it in the account first.',
    policy,
    statements: [
      allow('RegisterTaskDefinition', ['ecs:RegisterTaskDefinition'], [TASK_DEFINITION_REVISIONS], {
        why: 'The deployment registers a revision of this family with the new image; the condition refuses privileged containers.',
        conditions: NOT_PRIVILEGED,
      }),
    ],
    replaces: ['RegisterTaskDefinition'],
    ...(requires !== undefined && { requires: [requires] }),
  };
}

/** Where AWS says that RunTask is checked with the revision. */
export const RUN_TASK_SOURCE =
  'Notice of AWS on RunTask and task definitions without a revision (2024): https://github.com/aws/aws-cdk/issues/30390';

/** Allows starting a task of the family in the cluster. */
export const runTask = allow('RunTask', ['ecs:RunTask'], [TASK_DEFINITION_REVISIONS], {
  why: 'RunTask starts the task, in this cluster only; ECS checks the ARN with the revision, also for a call that names none.',
  conditions: { ArnEquals: { 'ecs:cluster': CLUSTER } },
});

/** Allows tags on a task that starts. */
export const tagTaskOnRun = allow('TagTaskOnRun', ['ecs:TagResource'], [TASKS], {
  why: 'RunTask tags a task that has tags, its own or propagated ones; the condition allows tagging in that call only.',
  conditions: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
});
