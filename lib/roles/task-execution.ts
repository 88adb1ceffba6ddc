import { template } from '../iam/template-string.ts';
import { ecrAuthToken, ecrPull } from './shared/images.ts';
import { writeLogs } from './shared/logs.ts';
import { ecsTasksOfAccount, ecsTasksOfRegion } from './shared/trust.ts';
import { imageOptions } from './task-execution/images.ts';
import { secretOptions } from './task-execution/secrets.ts';
import type { Role } from './types.ts';

/** Lets the agent start the containers; the application never has these credentials. */
export const taskExecutionRole = {
  id: 'task-execution',
  title: 'ECS task execution role',
  name: template('<project>-ecs-task-execution-role-<environment>'),
  recommended: true,
  purpose:
    'Lets the ECS and Fargate agents pull the image, write the container logs and inject secrets before the application starts. The application cannot use it.',
  why: 'Every Fargate task that pulls from a private ECR repository, uses awslogs or injects secrets needs one.',
  trust: [ecsTasksOfAccount],
  strictTrust: [ecsTasksOfRegion],
  policies: [{ name: 'TaskExecution', statements: [ecrAuthToken, ecrPull, writeLogs] }],
  options: { ...secretOptions, ...imageOptions },
  managedAlternative: {
    arn: template('arn:<partition>:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'),
    opens:
      'Grants the same ECR and Logs actions on "*"; any task with it can pull every repository and write to every log group of the account. It never covers secrets, parameters, env files or KMS. Works as a drop-in for the TaskExecution base statements.',
  },
  notGranted: [
    {
      action: 'kms:Decrypt',
      on: 'the key of an encrypted log group',
      reason:
        'CloudWatch Logs encrypts and decrypts with its key itself; who writes or reads an encrypted log group needs no KMS permission.',
    },
    ...[
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ].map((action) => ({
      action,
      reason:
        'Without effect on this role: the SSM agent of ECS Exec runs in the container with the task role, which gets it with --exec task.',
    })),
  ],
  sources: [
    'Amazon ECS task execution IAM role: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
    'AWS managed policy AmazonECSTaskExecutionRolePolicy: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSTaskExecutionRolePolicy.html',
    'Pass secrets to a container: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html',
    'Pull-through cache required permissions: https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html',
    'GuardDuty Runtime Monitoring for Fargate: https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-ecs-support.html',
    'Encrypt log data in CloudWatch Logs: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
  ],
} as const satisfies Role;
