import { allow } from '../../iam/statements.ts';
import type { RoleOption } from '../types.ts';
import { CLUSTER, CONTAINER_INSTANCES } from './arns.ts';
import { ecrAuthToken, ecrPull } from './images.ts';
import { writeLogs } from './logs.ts';

/** The calls of the ECS agent, on EC2 and on hosts outside AWS. */
export const agentStatements = [
  allow('DiscoverEndpoint', ['ecs:DiscoverPollEndpoint'], ['*'], {
    why: 'The agent asks ECS for the endpoint to poll; this action supports only *.',
  }),
  allow(
    'JoinCluster',
    [
      'ecs:DeregisterContainerInstance',
      'ecs:RegisterContainerInstance',
      'ecs:SubmitAttachmentStateChanges',
      'ecs:SubmitContainerStateChange',
      'ecs:SubmitTaskStateChange',
    ],
    [CLUSTER],
    { why: 'The agent registers and deregisters the instance and reports the state of its tasks.' },
  ),
  allow(
    'RunAgent',
    ['ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:UpdateContainerInstancesState'],
    [CONTAINER_INSTANCES],
    {
      why: 'The agent polls for work, sends metrics and drains the instance before a Spot interruption.',
    },
  ),
  allow('TagInstanceOnRegister', ['ecs:TagResource'], [CONTAINER_INSTANCES], {
    why: 'RegisterContainerInstance tags an instance that has tags; the condition allows tagging in that call only.',
    conditions: { StringEquals: { 'ecs:CreateAction': 'RegisterContainerInstance' } },
  }),
] as const;

/** The option for tasks without an execution role: the agent uses the instance's role for them. */
export function pullWithoutExecutionRole(policy: string): RoleOption {
  return {
    summary:
      'Tasks have no execution role, so the agent pulls images and writes logs with this role.',
    policy,
    statements: [ecrAuthToken, ecrPull, writeLogs],
    whenOff:
      'The agent pulls images and writes logs with the task execution role, not with this role.',
  };
}
