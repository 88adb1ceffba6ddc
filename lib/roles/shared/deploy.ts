import { roleReference } from '../../iam/role-arn.ts';
import { allow } from '../../iam/statements.ts';
import type { RoleOption } from '../types.ts';
import {
  CLUSTER,
  SERVICE,
  TASK_DEFINITION_FAMILY,
  TASK_DEFINITION_REVISIONS,
  TASKS,
} from './arns.ts';

/** Reading the revision that the service runs. */
export const readTaskDefinition = allow(
  'ReadTaskDefinition',
  ['ecs:DescribeTaskDefinition'],
  ['*'],
  {
    why: 'The new revision starts as a copy of the current one; IAM offers no resource for this read.',
  },
);

/** Registering a revision. */
export const registerTaskDefinition = allow(
  'RegisterTaskDefinition',
  ['ecs:RegisterTaskDefinition'],
  ['*'],
  {
    why: 'The deployment registers a revision with the new image; the call is checked on *, and PassTaskRoles is what limits it.',
  },
);

/** Registering a revision that has tags. */
export const tagTaskDefinitionOnRegister = allow(
  'TagTaskDefinitionOnRegister',
  ['ecs:TagResource'],
  [TASK_DEFINITION_REVISIONS],
  {
    why: 'A revision with tags is tagged in the call that registers it, and in no other.',
    conditions: { StringEquals: { 'ecs:CreateAction': 'RegisterTaskDefinition' } },
  },
);

/** Putting the revision into service. */
export const deployService = allow(
  'DeployService',
  ['ecs:DescribeServices', 'ecs:UpdateService'],
  [SERVICE],
  { why: 'The service is given the new revision, then read until it is stable.' },
);

/** Following the tasks that start. */
export const describeTasks = allow('WatchTasks', ['ecs:DescribeTasks'], [TASKS], {
  why: 'The deployment waits for the new tasks to run and reads why one stopped.',
});

/** Naming the roles of the task definition, those of the two that are made. */
export const passTaskRoles = allow(
  'PassTaskRoles',
  ['iam:PassRole'],
  [roleReference('task-execution'), roleReference('task')],
  {
    why: 'Whoever registers or runs a task definition passes its task role and execution role to ECS, and may pass no other.',
    conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
  },
);

/** The option that registers revisions of one family alone. */
export function scopedRegistration(policy: string, requires: string): RoleOption {
  return {
    summary:
      'Registers revisions of this family alone (experimental). The Service Authorization Reference allows the ARN, but reported access-denied messages still name resource "*": try it in the account first.',
    policy,
    statements: [
      allow('RegisterTaskDefinition', ['ecs:RegisterTaskDefinition'], [TASK_DEFINITION_REVISIONS], {
        why: 'The deployment registers a revision of this family with the new image.',
      }),
    ],
    replaces: ['RegisterTaskDefinition'],
    requires: [requires],
  };
}

/** Starting a task of the family in the cluster. */
export const runTask = allow(
  'RunTask',
  ['ecs:RunTask'],
  [TASK_DEFINITION_FAMILY, TASK_DEFINITION_REVISIONS],
  {
    why: 'Starts the task, in this cluster alone; a call without a revision is checked against the family.',
    conditions: { ArnEquals: { 'ecs:cluster': CLUSTER } },
  },
);

/** Tags on a task that starts. */
export const tagTaskOnRun = allow('TagTaskOnRun', ['ecs:TagResource'], [TASKS], {
  why: 'A task that gets tags (its own or propagated ones) is tagged in the call that starts it.',
  conditions: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
});
