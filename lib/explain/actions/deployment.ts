import { actionsThat } from '../types.ts';

/** ECS, IAM and STS: what deploys and runs tasks. */
export const DEPLOYMENT_ACTIONS = {
  ...actionsThat(
    'On * it could read every service, task and task definition of the account, the environment variables in them included.',
    {
      'ecs:DescribeServices': 'reads the state of services',
      'ecs:DescribeServiceDeployments': 'reads the state of service deployments',
      'ecs:DescribeExpressGatewayService': 'reads the state of an Express Mode service',
      'ecs:DescribeTaskDefinition': 'reads a task definition',
      'ecs:DescribeTasks': 'reads the state of tasks, and why one stopped',
      'ecs:ListServiceDeployments': 'lists the deployments of a service',
      'ecs:ListTasks': 'lists tasks',
      'ecs:ListTagsForResource': 'lists the tags of a task or an instance',
    },
  ),
  ...actionsThat(
    'On every service it could deploy anything to, scale or stop whatever runs in the account.',
    {
      'ecs:UpdateService': 'sets a service to a revision of a task definition',
      'ecs:ContinueServiceDeployment': 'continues a deployment that a pause hook holds',
      'ecs:StopServiceDeployment': 'stops or rolls back a service deployment',
      'ecs:CreateExpressGatewayService': 'creates an Express Mode service',
      'ecs:UpdateExpressGatewayService': 'updates an Express Mode service',
      'ecs:UpdateServicePrimaryTaskSet': 'makes a task set the one that serves',
      'ecs:CreateTaskSet': 'creates a task set of a service',
      'ecs:DeleteTaskSet': 'deletes a task set of a service',
    },
  ),
  ...actionsThat(
    'Together with iam:PassRole on every role it is an administrator: a task runs with any role of the account.',
    {
      'ecs:RegisterTaskDefinition': 'registers a revision of a task definition',
      'ecs:RunTask': 'starts a task',
    },
  ),
  ...actionsThat('On every task it could stop whatever runs in the account.', {
    'ecs:StopTask': 'stops a task',
    'ecs:GetTaskProtection': 'reads whether a task is protected from scale-in',
    'ecs:UpdateTaskProtection': 'protects a task from scale-in',
  }),
  ...actionsThat(
    'Without the condition it could change the tags of what exists, and with them what tag conditions of other policies allow.',
    { 'ecs:TagResource': 'puts tags on what is being created' },
  ),
  ...actionsThat(
    'On every cluster a host that this role is taken from could join it, and would be given tasks with their roles and secrets.',
    {
      'ecs:CreateCluster': 'creates a cluster',
      'ecs:DeregisterContainerInstance': 'takes an instance out of the cluster',
      'ecs:DiscoverPollEndpoint': 'asks for the address that the agent polls',
      'ecs:Poll': 'asks for work, as the agent does',
      'ecs:PutSystemLogEvents': 'sends the system log of a managed instance',
      'ecs:RegisterContainerInstance': 'takes an instance into the cluster',
      'ecs:StartTelemetrySession': 'sends the metrics of the agent',
      'ecs:SubmitAttachmentStateChanges': 'reports the state of network interfaces',
      'ecs:SubmitContainerStateChange': 'reports the state of a container',
      'ecs:SubmitTaskStateChange': 'reports the state of a task',
      'ecs:UpdateContainerInstancesState': 'drains an instance',
    },
  ),
  ...actionsThat(
    'On every role it is an administrator: whoever may start a task, a function or an instance with any role has the rights of the strongest one.',
    { 'iam:PassRole': 'hands a role to a service, as a part of another call' },
  ),
  ...actionsThat(
    'On every role the caller could act as any role whose trust policy admits its account.',
    { 'sts:AssumeRole': 'gets the credentials of a role' },
  ),
  ...actionsThat('Without a condition on sub every repository on GitHub could have the role.', {
    'sts:AssumeRoleWithWebIdentity': 'gets the credentials of a role for a token',
  }),
  ...actionsThat('Without the condition it could get tokens of other services.', {
    'sts:GetServiceBearerToken': 'gets a bearer token for a service, here ECR Public',
  }),
  ...actionsThat('On every rule or schedule it could make any of them run something else.', {
    'events:DescribeRule': 'reads a rule',
    'events:ListTargetsByRule': 'lists the targets of a rule',
    'events:PutRule': 'writes a rule',
    'events:PutTargets': 'writes the targets of a rule',
    'scheduler:GetSchedule': 'reads a schedule',
    'scheduler:UpdateSchedule': 'writes a schedule',
  }),
};
