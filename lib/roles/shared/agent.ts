import { allow } from '../../iam/statements.ts';
import type { RoleOption } from '../types.ts';
import { CLUSTER, CONTAINER_INSTANCES } from './arns.ts';
import { ecrAuthToken, ecrPull } from './images.ts';
import { writeLogs } from './logs.ts';

/** What the ECS agent calls on a host, on EC2 and outside AWS alike. */
export const agentStatements = [
  allow('DiscoverEndpoint', ['ecs:DiscoverPollEndpoint'], ['*'], {
    why: 'The agent asks where to poll before it knows its cluster; IAM offers no resource for the call.',
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
    { why: 'The agent joins and leaves the cluster and reports what its tasks do.' },
  ),
  allow(
    'RunAgent',
    ['ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:UpdateContainerInstancesState'],
    [CONTAINER_INSTANCES],
    {
      why: 'The agent receives work, sends metrics and drains its host before Spot takes it back.',
    },
  ),
  allow('TagInstanceOnRegister', ['ecs:TagResource'], [CONTAINER_INSTANCES], {
    why: 'A host with tags is tagged in the call that registers it, and in no other.',
    conditions: { StringEquals: { 'ecs:CreateAction': 'RegisterContainerInstance' } },
  }),
] as const;

/** The option for tasks that have no execution role: the agent pulls and logs itself. */
export function pullWithoutExecutionRole(policy: string): RoleOption {
  return {
    summary: "Tasks without an execution role: the agent pulls and logs with the host's role.",
    policy,
    statements: [ecrAuthToken, ecrPull, writeLogs],
    whenOff: 'The task execution role pulls the image and writes the logs, not the host.',
  };
}
