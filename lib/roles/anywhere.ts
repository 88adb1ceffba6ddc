import { open } from '../iam/open.ts';
import { allow, trustService } from '../iam/statements.ts';
import type { Role } from './types.ts';

/** Hosts outside AWS: the SSM agent takes this role through a hybrid activation and the ECS agent uses it to join the cluster. */
export const anywhereRole = {
  id: 'anywhere',
  title: 'ECS Anywhere role',
  name: open('<project>-ecs-anywhere-role-<environment>'),
  recommended: false,
  purpose:
    'Hosts outside AWS: the SSM agent takes this role through a hybrid activation and the ECS agent uses it to join the cluster.',
  why: 'Only for external instances.',
  trust: [
    trustService('SsmHybridAssume', 'ssm.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': '<account>' },
      ArnLike: { 'aws:SourceArn': 'arn:<partition>:ssm:<region>:<account>:*' },
    }),
  ],
  policies: [
    {
      name: 'AnywhereAgent',
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
      ],
    },
  ],
  options: {
    pullWithoutExecutionRole: {
      summary: 'External tasks without an execution role.',
      policy: 'AnywhereAgent',
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
  },
  managedPolicyArns: [open('arn:<partition>:iam::aws:policy/AmazonSSMManagedInstanceCore')],
  managedAlternative: {
    arn: open('arn:<partition>:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role'),
    opens:
      'AWS\'s own instructions attach it together with AmazonSSMManagedInstanceCore. The SSM core policy is attached here in any case: most of its actions support only "*".',
  },
  notGranted: [],
  sources: [
    'Amazon ECS Anywhere IAM role — https://docs.aws.amazon.com/AmazonECS/latest/developerguide/iam-role-ecsanywhere.html',
    'Create the IAM service role required for Systems Manager in hybrid environments — https://docs.aws.amazon.com/systems-manager/latest/userguide/hybrid-multicloud-service-role.html',
  ],
} as const satisfies Role;
