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
    'The EC2 instance profile of hosts that join the cluster: the ECS agent registers and polls with it.',
  why: 'Only for the EC2 launch type and managed instances; Fargate has none.',
  trust: [trustService('Ec2Assume', 'ec2.amazonaws.com')],
  policies: [
    {
      name: 'InstanceAgent',
      statements: [
        ...agentStatements,
        allow('ReadInstanceTags', ['ec2:DescribeTags'], ['*'], {
          why: "The agent copies the instance's own tags when it registers; IAM offers no resource for this read.",
        }),
      ],
    },
  ],
  options: {
    pullWithoutExecutionRole: pullWithoutExecutionRole('InstanceAgent'),
    createCluster: {
      summary:
        'The agent creates the cluster when it is missing (only the default cluster in practice).',
      policy: 'InstanceAgent',
      statements: [
        allow('CreateCluster', ['ecs:CreateCluster'], [CLUSTER], {
          why: 'The agent creates the cluster of its configuration when there is none.',
        }),
        allow('TagClusterOnCreate', ['ecs:TagResource'], [CLUSTER], {
          why: 'A cluster with tags is tagged in the call that creates it, and in no other.',
          conditions: { StringEquals: { 'ecs:CreateAction': 'CreateCluster' } },
        }),
      ],
    },
    sessionManager: {
      summary: 'Attaches AmazonSSMManagedInstanceCore so that the hosts appear in Systems Manager.',
      statements: [],
      managedPolicyArn: template('arn:<partition>:iam::aws:policy/AmazonSSMManagedInstanceCore'),
      attachManagedPolicy: true,
    },
    managedInstances: {
      summary:
        "Instances of an ECS Managed Instances capacity provider add PutSystemLogEvents; AWS's own policy is AmazonECSInstanceRolePolicyForManagedInstances.",
      policy: 'InstanceAgent',
      statements: [
        allow('SystemLogs', ['ecs:PutSystemLogEvents'], [CONTAINER_INSTANCES], {
          why: 'The agent of a managed instance sends the system log of its host to ECS.',
        }),
      ],
      managedPolicyArn: template(
        'arn:<partition>:iam::aws:policy/AmazonECSInstanceRolePolicyForManagedInstances',
      ),
    },
    metadataTags: {
      summary:
        'Containers read the taskWithTags path of the task metadata endpoint: the agent lists the tags with the instance role. AmazonEC2ContainerServiceforEC2Role (v10) includes it.',
      policy: 'InstanceAgent',
      statements: [
        allow('ListTaskTags', ['ecs:ListTagsForResource'], [CONTAINER_INSTANCES, TASKS], {
          why: 'The agent lists the tags of the task and of its host when a container asks for them.',
        }),
      ],
    },
  },
  managedAlternative: {
    arn: template(
      'arn:<partition>:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role',
    ),
    opens:
      'The same on "*", with ECR and Logs. Containers on the host can reach instance credentials unless IMDS is blocked (ECS_AWSVPC_BLOCK_IMDS, hop limit 1), so the scoped form matters.',
  },
  instanceProfile: template('<project>-ecs-instance-role-<environment>'),
  notGranted: [],
  sources: [
    'Amazon ECS container instance IAM role: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html',
    'AWS managed policy AmazonEC2ContainerServiceforEC2Role: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerServiceforEC2Role.html',
    'AWS managed policy AmazonECSInstanceRolePolicyForManagedInstances: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInstanceRolePolicyForManagedInstances.html',
    'Service Authorization Reference, Amazon ECS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html',
  ],
} as const satisfies Role;
