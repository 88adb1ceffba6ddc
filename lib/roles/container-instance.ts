import { open } from '../iam/open.ts';
import { allow, trustService } from '../iam/statements.ts';
import type { Role } from './types.ts';

/** The EC2 instance profile of hosts that join the cluster: the ECS agent registers and polls with it. */
export const containerInstanceRole = {
  id: 'container-instance',
  title: 'ECS container instance role',
  name: open('<project>-ecs-instance-role-<environment>'),
  recommended: false,
  purpose:
    'The EC2 instance profile of hosts that join the cluster: the ECS agent registers and polls with it.',
  why: 'Only for the EC2 launch type and managed instances; Fargate has none.',
  trust: [trustService('Ec2Assume', 'ec2.amazonaws.com')],
  policies: [
    {
      name: 'InstanceAgent',
      statements: [
        allow('DiscoverEndpoint', ['ecs:DiscoverPollEndpoint'], ['*'], { why: '' }),
        allow(
          'JoinCluster',
          [
            'ecs:DeregisterContainerInstance',
            'ecs:RegisterContainerInstance',
            'ecs:SubmitAttachmentStateChanges',
            'ecs:SubmitContainerStateChange',
            'ecs:SubmitTaskStateChange',
          ],
          ['arn:<partition>:ecs:<region>:<account>:cluster/<cluster>'],
          { why: '' },
        ),
        allow(
          'RunAgent',
          ['ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:UpdateContainerInstancesState'],
          ['arn:<partition>:ecs:<region>:<account>:container-instance/<cluster>/*'],
          { why: '' },
        ),
        allow(
          'TagInstanceOnRegister',
          ['ecs:TagResource'],
          ['arn:<partition>:ecs:<region>:<account>:container-instance/<cluster>/*'],
          {
            why: '',
            conditions: { StringEquals: { 'ecs:CreateAction': 'RegisterContainerInstance' } },
          },
        ),
        allow('ReadInstanceTags', ['ec2:DescribeTags'], ['*'], { why: '' }),
      ],
    },
  ],
  options: {
    pullWithoutExecutionRole: {
      summary: 'Tasks without an execution role: the agent pulls and logs with the instance role.',
      policy: 'InstanceAgent',
      statements: [
        allow('EcrAuthToken', ['ecr:GetAuthorizationToken'], ['*'], { why: '' }),
        allow(
          'EcrPull',
          ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          ['arn:<partition>:ecr:<region>:<account>:repository/<repository>'],
          { why: '' },
        ),
        allow(
          'WriteLogs',
          ['logs:CreateLogStream', 'logs:PutLogEvents'],
          ['arn:<partition>:logs:<region>:<account>:log-group:<logGroup>:*'],
          { why: '' },
        ),
      ],
    },
    createCluster: {
      summary:
        'The agent creates the cluster when it is missing (only the default cluster in practice).',
      policy: 'InstanceAgent',
      statements: [
        allow(
          'CreateCluster',
          ['ecs:CreateCluster'],
          ['arn:<partition>:ecs:<region>:<account>:cluster/<cluster>'],
          { why: '' },
        ),
        allow(
          'TagClusterOnCreate',
          ['ecs:TagResource'],
          ['arn:<partition>:ecs:<region>:<account>:cluster/<cluster>'],
          { why: '', conditions: { StringEquals: { 'ecs:CreateAction': 'CreateCluster' } } },
        ),
      ],
    },
    sessionManager: {
      summary: 'Attaches AmazonSSMManagedInstanceCore so that the hosts appear in Systems Manager.',
      statements: [],
      managedPolicyArn: open('arn:<partition>:iam::aws:policy/AmazonSSMManagedInstanceCore'),
      attachManagedPolicy: true,
    },
    managedInstances: {
      summary:
        "Instances of an ECS Managed Instances capacity provider add PutSystemLogEvents; AWS's own policy is AmazonECSInstanceRolePolicyForManagedInstances.",
      policy: 'InstanceAgent',
      statements: [
        allow(
          'SystemLogs',
          ['ecs:PutSystemLogEvents'],
          ['arn:<partition>:ecs:<region>:<account>:container-instance/<cluster>/*'],
          { why: '' },
        ),
      ],
      managedPolicyArn: open(
        'arn:<partition>:iam::aws:policy/AmazonECSInstanceRolePolicyForManagedInstances',
      ),
    },
    metadataTags: {
      summary:
        'Containers read the taskWithTags path of the task metadata endpoint: the agent lists the tags with the instance role. AmazonEC2ContainerServiceforEC2Role (v10) includes it.',
      policy: 'InstanceAgent',
      statements: [
        allow(
          'ListTaskTags',
          ['ecs:ListTagsForResource'],
          [
            'arn:<partition>:ecs:<region>:<account>:container-instance/<cluster>/*',
            'arn:<partition>:ecs:<region>:<account>:task/<cluster>/*',
          ],
          { why: '' },
        ),
      ],
    },
  },
  managedAlternative: {
    arn: open('arn:<partition>:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role'),
    opens:
      'The same on "*", with ECR and Logs. Containers on the host can reach instance credentials unless IMDS is blocked (ECS_AWSVPC_BLOCK_IMDS, hop limit 1), so the scoped form matters.',
  },
  instanceProfile: open('<project>-ecs-instance-role-<environment>'),
  notGranted: [],
  sources: [
    'Amazon ECS container instance IAM role — https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html',
    'AWS managed policies AmazonEC2ContainerServiceforEC2Role and AmazonECSInstanceRolePolicyForManagedInstances — AWS Managed Policy Reference',
    'Service Authorization Reference, Amazon ECS — https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html',
  ],
} as const satisfies Role;
