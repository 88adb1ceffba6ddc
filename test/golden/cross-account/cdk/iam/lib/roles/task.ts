import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * ECS task role. The identity of the application code: every AWS SDK call the containers make, and
 * ECS Exec.
 */
export class TaskRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, region, account } = Stack.of(scope);
    const { project, environment } = config;
    super(scope, id, {
      roleName: `${project}-ecs-task-role-${environment}`,
      path: '/',
      description: 'ECS task role of shop',
      maxSessionDuration: Duration.hours(1),
      assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:ecs:${region}:${account}:*` },
        },
      }),
    });
    const applicationSignals = new Policy(this, 'ApplicationSignals', {
      policyName: 'ApplicationSignals',
      roles: [this],
      statements: [
        // The CloudWatch agent gets the sampling rules and sends traces; these actions support only
        // *.
        new PolicyStatement({
          sid: 'SignalsTraces',
          actions: [
            'xray:GetSamplingRules',
            'xray:GetSamplingStatisticSummaries',
            'xray:GetSamplingTargets',
            'xray:PutTelemetryRecords',
            'xray:PutTraceSegments',
          ],
          resources: ['*'],
        }),
        // The CloudWatch agent writes the metrics of the application as log events, and CloudWatch
        // extracts the metrics from them.
        new PolicyStatement({
          sid: 'WriteSignals',
          actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          resources: [
            `arn:${partition}:logs:${region}:${account}:log-group:/aws/application-signals/data:*`,
          ],
        }),
        // The CloudWatch agent creates the log group when it does not exist.
        new PolicyStatement({
          sid: 'CreateSignalsLogGroup',
          actions: ['logs:CreateLogGroup'],
          resources: [
            `arn:${partition}:logs:${region}:${account}:log-group:/aws/application-signals/data`,
            `arn:${partition}:logs:${region}:${account}:log-group:/aws/application-signals/data:*`,
          ],
        }),
      ],
    });
    Validations.of(applicationSignals).acknowledge(
      { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'Statement SignalsTraces says why.' },
      {
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:/aws/application-signals/data:*]',
        reason: 'Statements WriteSignals and CreateSignalsLogGroup say why.',
      },
    );
    const bedrockInferenceProfile = new Policy(this, 'BedrockInferenceProfile', {
      policyName: 'BedrockInferenceProfile',
      roles: [this],
      statements: [
        // The application calls the model through the profile, with or without streaming.
        new PolicyStatement({
          sid: 'InvokeProfile',
          actions: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
          resources: [
            `arn:${partition}:bedrock:${region}:${account}:inference-profile/eu.anthropic.claude-3-haiku-20240307-v1:0`,
          ],
        }),
        // Bedrock routes the call to a Region of the profile; the condition allows the model
        // through this profile only.
        new PolicyStatement({
          sid: 'InvokeModelOfProfile',
          actions: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
          resources: [
            `arn:${partition}:bedrock:*::foundation-model/anthropic.claude-3-haiku-20240307-v1:0`,
          ],
          conditions: {
            StringLike: {
              'bedrock:InferenceProfileArn': `arn:${partition}:bedrock:${region}:${account}:inference-profile/eu.anthropic.claude-3-haiku-20240307-v1:0`,
            },
          },
        }),
      ],
    });
    Validations.of(bedrockInferenceProfile).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:bedrock:*::foundation-model/anthropic.claude-3-haiku-20240307-v1:0]',
      reason: 'Statement InvokeModelOfProfile says why.',
    });
    new Policy(this, 'ElasticacheConnect', {
      policyName: 'ElasticacheConnect',
      roles: [this],
      statements: [
        // The application logs in to the cache as this user with an IAM authentication token;
        // ElastiCache checks the cache and the user.
        new PolicyStatement({
          sid: 'ConnectCache',
          actions: ['elasticache:Connect'],
          resources: [
            `arn:${partition}:elasticache:${region}:${account}:replicationgroup:shop-cache`,
            `arn:${partition}:elasticache:${region}:${account}:user:app`,
          ],
        }),
      ],
    });
    new Policy(this, 'ElasticacheServerlessConnect', {
      policyName: 'ElasticacheServerlessConnect',
      roles: [this],
      statements: [
        // The application logs in to the cache as this user with an IAM authentication token;
        // ElastiCache checks the cache and the user.
        new PolicyStatement({
          sid: 'ConnectServerlessCache',
          actions: ['elasticache:Connect'],
          resources: [
            `arn:${partition}:elasticache:${region}:${account}:serverlesscache:shop-serverless`,
            `arn:${partition}:elasticache:${region}:${account}:user:app`,
          ],
        }),
      ],
    });
    const lambdaInvoke = new Policy(this, 'LambdaInvoke', {
      policyName: 'LambdaInvoke',
      roles: [this],
      statements: [
        // The application invokes the function and waits for its answer or not; the second ARN
        // stands for its versions and aliases.
        new PolicyStatement({
          sid: 'InvokeFunction',
          actions: ['lambda:InvokeFunction'],
          resources: [
            `arn:${partition}:lambda:${region}:${account}:function:orders`,
            `arn:${partition}:lambda:${region}:${account}:function:orders:*`,
          ],
        }),
      ],
    });
    Validations.of(lambdaInvoke).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:lambda:<AWS::Region>:<AWS::AccountId>:function:orders:*]',
      reason: 'Statement InvokeFunction says why.',
    });
    new Policy(this, 'CrossAccountLogs', {
      policyName: 'CrossAccountLogs',
      roles: [this],
      statements: [
        // The Fluent Bit sidecar assumes the log writer role of the logging account, which role_arn
        // names.
        new PolicyStatement({
          sid: 'AssumeLogWriter',
          actions: ['sts:AssumeRole'],
          resources: [
            `arn:${partition}:iam::444455556666:role/${project}-cross-account-logs-role-${environment}`,
          ],
        }),
      ],
    });
  }
}
