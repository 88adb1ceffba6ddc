import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * ECS task execution role. Lets the ECS and Fargate agents pull the image, write the container logs
 * and inject secrets before the application starts. The application cannot use it.
 */
export class TaskExecutionRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, urlSuffix: dnsSuffix, region, account } = Stack.of(scope);
    const { project, environment, repository, logGroup, secretsKmsKeyId } = config;
    super(scope, id, {
      roleName: `${project}-ecs-task-execution-role-${environment}`,
      path: '/',
      description: 'ECS task execution role of orders',
      maxSessionDuration: Duration.hours(1),
      assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    });
    const taskExecution = new Policy(this, 'TaskExecution', {
      policyName: 'TaskExecution',
      roles: [this],
      statements: [
        // Every pull and every push needs an authorization token; this action supports only *.
        new PolicyStatement({
          sid: 'EcrAuthToken',
          actions: ['ecr:GetAuthorizationToken'],
          resources: ['*'],
        }),
        // The agent checks the layers of the image, reads its manifest and downloads the layers
        // when it starts a task.
        new PolicyStatement({
          sid: 'EcrPull',
          actions: [
            'ecr:BatchCheckLayerAvailability',
            'ecr:BatchGetImage',
            'ecr:GetDownloadUrlForLayer',
          ],
          resources: [`arn:${partition}:ecr:${region}:${account}:repository/${repository}`],
        }),
        // The awslogs driver creates a log stream for each container and writes its output to it.
        new PolicyStatement({
          sid: 'WriteLogs',
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [`arn:${partition}:logs:${region}:${account}:log-group:${logGroup}:*`],
        }),
        // The agent reads the secrets that the task definition names and sets them as environment
        // variables.
        new PolicyStatement({
          sid: 'ReadSecrets',
          actions: ['secretsmanager:GetSecretValue'],
          resources: [
            `arn:${partition}:secretsmanager:${region}:${account}:secret:orders/dev/database-??????`,
          ],
        }),
        // Secrets Manager and Parameter Store decrypt with this key on behalf of the agent; the
        // condition allows no direct call to KMS.
        new PolicyStatement({
          sid: 'DecryptSecrets',
          actions: ['kms:*'],
          resources: [`arn:${partition}:kms:${region}:${account}:key/${secretsKmsKeyId}`],
          conditions: {
            StringEquals: {
              'kms:ViaService': [
                `secretsmanager.${region}.${dnsSuffix}`,
                `ssm.${region}.${dnsSuffix}`,
              ],
            },
          },
        }),
      ],
    });
    Validations.of(taskExecution).acknowledge(
      { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'Statement EcrAuthToken says why.' },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:${logGroup}:*]`,
        reason: 'Statement WriteLogs says why.',
      },
    );
  }
}
