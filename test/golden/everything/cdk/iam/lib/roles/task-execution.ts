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
    const {
      project,
      environment,
      repository,
      logGroup,
      registryAccount,
      registryRegion,
      registryRepository,
      secretsKmsKeyId,
      envFilesKmsKeyId,
      registrySecretName,
      pullThroughPrefix,
      firelensConfigBucket,
      firelensConfigKey,
      guardDutyAccount,
    } = config;
    super(scope, id, {
      roleName: `${project}-ecs-task-execution-role-${environment}`,
      path: '/team/shop/',
      description: 'ECS task execution role of shop',
      maxSessionDuration: Duration.hours(2),
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
            `arn:${partition}:secretsmanager:${region}:${account}:secret:shop/${environment}/db-??????`,
            `arn:${partition}:secretsmanager:eu-central-1:444455556666:secret:shared/api-??????`,
          ],
        }),
        // The agent reads the parameters that the task definition names; it never calls
        // GetParameter.
        new PolicyStatement({
          sid: 'ReadParameters',
          actions: ['ssm:GetParameters'],
          resources: [
            `arn:${partition}:ssm:${region}:${account}:parameter/shop/${environment}/api-url`,
            `arn:${partition}:ssm:${region}:${account}:parameter/shop/${environment}/flags`,
          ],
        }),
        // Secrets Manager and Parameter Store decrypt with this key on behalf of the agent; the
        // condition allows no direct call to KMS.
        new PolicyStatement({
          sid: 'DecryptSecrets',
          actions: ['kms:Decrypt'],
          resources: [
            `arn:${partition}:kms:${region}:${account}:key/${secretsKmsKeyId}`,
            `arn:${partition}:kms:eu-central-1:444455556666:key/${secretsKmsKeyId}`,
          ],
          conditions: {
            StringEquals: {
              'kms:ViaService': [
                `secretsmanager.${region}.${dnsSuffix}`,
                `secretsmanager.eu-central-1.${dnsSuffix}`,
                `ssm.${region}.${dnsSuffix}`,
                `ssm.eu-central-1.${dnsSuffix}`,
              ],
            },
          },
        }),
        // The agent downloads the environment files that the task definition names.
        new PolicyStatement({
          sid: 'ReadEnvFiles',
          actions: ['s3:GetObject'],
          resources: [
            `arn:${partition}:s3:::shop-config/${environment}/web.env`,
            `arn:${partition}:s3:::shop-config/common.env`,
          ],
        }),
        // The agent reads the Region of the bucket before it downloads the file.
        new PolicyStatement({
          sid: 'LocateEnvFileBucket',
          actions: ['s3:GetBucketLocation'],
          resources: [`arn:${partition}:s3:::shop-config`],
        }),
        // S3 decrypts the environment files with this key on behalf of the agent.
        new PolicyStatement({
          sid: 'DecryptEnvFiles',
          actions: ['kms:Decrypt'],
          resources: [`arn:${partition}:kms:${region}:${account}:key/${envFilesKmsKeyId}`],
          conditions: { StringEquals: { 'kms:ViaService': `s3.${region}.${dnsSuffix}` } },
        }),
        // The agent reads the user name and password of the registry that holds the image.
        new PolicyStatement({
          sid: 'ReadRegistryCredentials',
          actions: ['secretsmanager:GetSecretValue'],
          resources: [
            `arn:${partition}:secretsmanager:${region}:${account}:secret:${registrySecretName}-??????`,
          ],
        }),
        // The first pull of an upstream image creates its repository under the rule's prefix and
        // imports the image.
        new PolicyStatement({
          sid: 'EcrPullThroughCache',
          actions: [
            'ecr:BatchCheckLayerAvailability',
            'ecr:BatchGetImage',
            'ecr:BatchImportUpstreamImage',
            'ecr:CreateRepository',
            'ecr:GetDownloadUrlForLayer',
          ],
          resources: [
            `arn:${partition}:ecr:${region}:${account}:repository/${pullThroughPrefix}/*`,
          ],
        }),
        // The image is in a repository of another account, and its repository policy must allow
        // this role too.
        new PolicyStatement({
          sid: 'EcrPullCrossAccount',
          actions: [
            'ecr:BatchCheckLayerAvailability',
            'ecr:BatchGetImage',
            'ecr:GetDownloadUrlForLayer',
          ],
          resources: [
            `arn:${partition}:ecr:${registryRegion}:${registryAccount}:repository/${registryRepository}`,
          ],
        }),
        // The awslogs driver creates the log group when awslogs-create-group is true.
        new PolicyStatement({
          sid: 'CreateLogGroup',
          actions: ['logs:CreateLogGroup'],
          resources: [
            `arn:${partition}:logs:${region}:${account}:log-group:${logGroup}`,
            `arn:${partition}:logs:${region}:${account}:log-group:${logGroup}:*`,
          ],
        }),
        // The agent downloads the configuration file for the log router container.
        new PolicyStatement({
          sid: 'ReadFirelensConfig',
          actions: ['s3:GetObject'],
          resources: [`arn:${partition}:s3:::${firelensConfigBucket}/${firelensConfigKey}`],
        }),
        // The agent reads the Region of the bucket before it downloads the file.
        new PolicyStatement({
          sid: 'LocateFirelensBucket',
          actions: ['s3:GetBucketLocation'],
          resources: [`arn:${partition}:s3:::${firelensConfigBucket}`],
        }),
        // GuardDuty adds its agent to each task, and ECS pulls the image of the agent from a
        // repository of AWS.
        new PolicyStatement({
          sid: 'EcrPullGuardDutyAgent',
          actions: [
            'ecr:BatchCheckLayerAvailability',
            'ecr:BatchGetImage',
            'ecr:GetDownloadUrlForLayer',
          ],
          resources: [
            `arn:${partition}:ecr:${region}:${guardDutyAccount}:repository/aws-guardduty-agent-fargate`,
          ],
        }),
      ],
    });
    Validations.of(taskExecution).acknowledge(
      { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'Statement EcrAuthToken says why.' },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:${logGroup}:*]`,
        reason: 'Statements WriteLogs and CreateLogGroup say why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecr:<AWS::Region>:<AWS::AccountId>:repository/${pullThroughPrefix}/*]`,
        reason: 'Statement EcrPullThroughCache says why.',
      },
    );
    const executionStatements = new Policy(this, 'ExecutionStatements', {
      policyName: 'ExecutionStatements',
      roles: [this],
      statements: [
        // Named in the answers file (executionStatements).
        new PolicyStatement({
          sid: 'ReadConfiguration',
          actions: ['s3:GetObject'],
          resources: [`arn:${partition}:s3:::shop-${environment}-agent/*`],
        }),
      ],
    });
    Validations.of(executionStatements).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::shop-${environment}-agent/*]`,
      reason: 'Statement ReadConfiguration says why.',
    });
  }
}
