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
    'For the account that runs the tasks: pulls the image from the repository of the registry account.',
  why: 'ECS pulls an image with the execution role and assumes no other role for it, so both accounts must allow the execution role. This role is an execution role for the target account. Where that account has one already, use --pull-from (option crossAccountEcr of the task execution role).',
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
      'It grants the same actions on "*": every repository and log group of the account, and every repository of another account whose repository policy allows the role.',
  },
  risk: 'Whoever controls a task definition that names it runs any image of the shared repository. Tags that cannot be moved (immutable) keep an image what it was.',
  notGranted: [
    {
      action: 'kms:Decrypt',
      reason:
        'ECR decrypts an encrypted repository with its own grant on the key, so a role that pulls needs no KMS permission.',
    },
  ],
  sources: [
    'ECR private repository policy examples: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html',
    'Amazon ECS task execution IAM role: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
    'AWS managed policy AmazonECSTaskExecutionRolePolicy: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSTaskExecutionRolePolicy.html',
    'ECR encryption at rest: https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html',
  ],
} as const satisfies Role;
