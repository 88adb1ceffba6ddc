import { allow, trustService } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { agentStatements, pullWithoutExecutionRole } from './shared/agent.ts';
import { CLUSTER, CONTAINER_INSTANCES, TASKS } from './shared/arns.ts';
import type { Role } from './types.ts';

/** The identity of an EC2 host in the cluster. */
export const containerInstanceRole = {
  id: 'container-instance',
  title: 'ECS container instance role',
  name: template('<project>-ecs-instance-role-<environment>'),
  recommended: false,
  purpose:
    'The role of EC2 instances that join the cluster: the ECS agent registers the instance and polls for work with it.',
  why: 'Only the EC2 launch type and ECS Managed Instances need it; Fargate does not.',
  trust: [trustService('Ec2Assume', 'ec2.amazonaws.com')],
  policies: [
    {
      name: 'InstanceAgent',
      statements: [
        ...agentStatements,
        allow('ReadInstanceTags', ['ec2:DescribeTags'], ['*'], {
          why: 'The agent copies the tags of the EC2 instance when it registers the instance; this action supports only *.',
        }),
      ],
    },
  ],
  options: {
    pullWithoutExecutionRole: pullWithoutExecutionRole('InstanceAgent'),
    createCluster: {
      summary:
        'The agent creates the cluster when it does not exist (in practice only the cluster named default).',
      policy: 'InstanceAgent',
      statements: [
        allow('CreateCluster', ['ecs:CreateCluster'], [CLUSTER], {
          why: 'The agent creates the cluster that its configuration names when that cluster does not exist.',
        }),
        allow('TagClusterOnCreate', ['ecs:TagResource'], [CLUSTER], {
          why: 'CreateCluster tags a cluster that has tags; the condition allows tagging in that call only.',
          conditions: { StringEquals: { 'ecs:CreateAction': 'CreateCluster' } },
        }),
      ],
    },
    sessionManager: {
      summary:
        'Attaches AmazonSSMManagedInstanceCore so that the instances appear in Systems Manager.',
      statements: [],
      managedPolicyArn: template('arn:<partition>:iam::aws:policy/AmazonSSMManagedInstanceCore'),
      attachManagedPolicy: true,
    },
    managedInstances: {
      summary:
        'The instances belong to an ECS Managed Instances capacity provider and also call ecs:PutSystemLogEvents. The AWS managed policy for them is AmazonECSInstanceRolePolicyForManagedInstances.',
      policy: 'InstanceAgent',
      statements: [
        allow('SystemLogs', ['ecs:PutSystemLogEvents'], [CONTAINER_INSTANCES], {
          why: 'The agent of a managed instance sends the system log of the instance to ECS.',
        }),
      ],
      managedPolicyArn: template(
        'arn:<partition>:iam::aws:policy/AmazonECSInstanceRolePolicyForManagedInstances',
      ),
    },
    metadataTags: {
      summary:
        'Containers read the path taskWithTags of the task metadata endpoint, and the agent lists the tags with this role.',
      policy: 'InstanceAgent',
      statements: [
        allow('ListTaskTags', ['ecs:ListTagsForResource'], [CONTAINER_INSTANCES, TASKS], {
          why: 'The agent lists the tags of the task and of the instance when a container asks for them.',
        }),
      ],
    },
  },
  managedAlternative: {
    arn: template(
      'arn:<partition>:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role',
    ),
    opens:
      'It grants the same actions on "*", and ECR and Logs besides. Containers on the instance can use its credentials unless you block the instance metadata service (ECS_AWSVPC_BLOCK_IMDS, hop limit 1).',
  },
  instanceProfile: template('<project>-ecs-instance-role-<environment>'),
  risk: 'Every container that reaches the instance metadata service has this role. Block it for tasks (ECS_AWSVPC_BLOCK_IMDS, hop limit 1), and run services of different trust on different instances.',
  notGranted: [],
  sources: [
    'Amazon ECS container instance IAM role: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html',
    'AWS managed policy AmazonEC2ContainerServiceforEC2Role: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerServiceforEC2Role.html',
    'AWS managed policy AmazonECSInstanceRolePolicyForManagedInstances: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInstanceRolePolicyForManagedInstances.html',
    'Service Authorization Reference, Amazon ECS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html',
  ],
} as const satisfies Role;
