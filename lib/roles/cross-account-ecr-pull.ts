import { trustAccount } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { ecrAuthToken, ecrPullCrossAccount } from './shared/images.ts';
import { writeLogs } from './shared/logs.ts';
import { ecsTasksOfAccount, ecsTasksOfRegion } from './shared/trust.ts';
import type { Role } from './types.ts';

/** An execution role for the account that runs tasks of another account's image. */
export const crossAccountEcrPullRole = {
  id: 'cross-account-ecr-pull',
  title: 'Cross-account ECR pull role (target account)',
  name: template('<project>-cross-account-ecr-role-<environment>'),
  recommended: false,
  purpose:
    'Created in the account that runs the tasks: pulls an image from the repository of the registry account.',
  why: 'ECS never chains roles to pull an image: the execution role itself must be allowed, on both sides. This role is therefore an execution role for the target account; where the target account already has one, use --pull-from (option crossAccountEcr of the task execution role) instead.',
  trust: [ecsTasksOfAccount],
  strictTrust: [ecsTasksOfRegion],
  policies: [
    { name: 'CrossAccountPull', statements: [ecrAuthToken, ecrPullCrossAccount, writeLogs] },
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
  },
  managedAlternative: {
    arn: template('arn:<partition>:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'),
    opens:
      'Grants the same actions on "*", so every repository and log group of the account; its "*" covers other accounts\' repositories too, where the repository policy still decides.',
  },
  notGranted: [
    {
      action: 'kms:Decrypt',
      reason:
        'ECR decrypts a KMS-encrypted repository with its own grant on the key; who pulls needs no KMS permission.',
    },
  ],
  sources: [
    'ECR private repository policy examples: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html',
    'Amazon ECS task execution IAM role: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
    'AWS managed policy AmazonECSTaskExecutionRolePolicy: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSTaskExecutionRolePolicy.html',
    'ECR encryption at rest: https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html',
  ],
} as const satisfies Role;
