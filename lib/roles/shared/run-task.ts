import { allow } from '../../iam/statements.ts';
import { CLUSTER, TASK_DEFINITION_FAMILY, TASK_DEFINITION_REVISIONS, TASKS } from './arns.ts';

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
