import { open } from '../iam/open.ts';
import { allow, trustAccount, trustService } from '../iam/statements.ts';
import type { Role } from './types.ts';

/** Created in the account that runs the tasks: pulls an image from the repository of the registry account. */
export const crossAccountEcrPullRole = {
  id: 'cross-account-ecr-pull',
  title: 'Cross-account ECR pull role (target account)',
  name: open('<project>-cross-account-ecr-role-<environment>'),
  recommended: false,
  purpose:
    'Created in the account that runs the tasks: pulls an image from the repository of the registry account.',
  why: 'ECS never chains roles to pull an image: the execution role itself must be allowed, on both sides. This role is therefore an execution role for the target account; where the target account already has one, use the crossAccountEcr option of the task execution role instead.',
  trust: [
    trustService('EcsTasksAssume', 'ecs-tasks.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': '<account>' },
    }),
  ],
  strictTrust: [
    trustService('EcsTasksAssume', 'ecs-tasks.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': '<account>' },
      ArnLike: { 'aws:SourceArn': 'arn:<partition>:ecs:<region>:<account>:*' },
    }),
  ],
  policies: [
    {
      name: 'CrossAccountPull',
      statements: [
        allow('EcrAuthToken', ['ecr:GetAuthorizationToken'], ['*'], { why: '' }),
        allow(
          'EcrPullCrossAccount',
          ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          [
            'arn:<partition>:ecr:<registryRegion>:<registryAccount>:repository/<registryRepository>',
          ],
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
  ],
  options: {
    assumableByDeployer: {
      summary:
        'Adds a second trust statement so that a build or deploy role of the target account can assume the role for docker pull.',
      statements: [],
      trustStatements: [
        trustAccount('DeployerAssume', 'arn:<partition>:iam::<account>:root', {
          ArnEquals: { 'aws:PrincipalArn': '<deployerRoleArn>' },
        }),
      ],
    },
    registryKmsKey: {
      summary:
        'Nothing to add: ECR decrypts a KMS-encrypted repository with its own grant; the puller needs no KMS permission.',
      statements: [],
    },
  },
  managedAlternative: {
    arn: open('arn:<partition>:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'),
    opens:
      'Also works: its "*" covers other accounts\' repositories; the repository policy still decides.',
  },
  notGranted: [],
  sources: [
    'ECR private repository policy examples — https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html',
    'Amazon ECS task execution IAM role — https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
    'AWS managed policy AmazonECSTaskExecutionRolePolicy — https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSTaskExecutionRolePolicy.html',
  ],
} as const satisfies Role;
