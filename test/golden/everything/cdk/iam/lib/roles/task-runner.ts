import { Duration, Stack, Validations } from 'aws-cdk-lib';
import {
  ArnPrincipal,
  CompositePrincipal,
  Policy,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * Task runner role. Lets a Step Functions state machine, a Lambda function or Airflow start a task
 * of this family and watch it.
 */
export class TaskRunnerRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, region, account } = Stack.of(scope);
    const { project, environment, cluster, family, logGroup, runnerFunction, airflowRoleArn } =
      config;
    super(scope, id, {
      roleName: `${project}-ecs-task-runner-role-${environment}`,
      path: '/team/shop/',
      description: 'Task runner role of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new CompositePrincipal(
        new ServicePrincipal('lambda.amazonaws.com'),
        new ArnPrincipal(`arn:${partition}:iam::${account}:root`).withConditions({
          ArnEquals: { 'aws:PrincipalArn': airflowRoleArn },
        }),
      ),
    });
    const taskRunner = new Policy(this, 'TaskRunner', {
      policyName: 'TaskRunner',
      roles: [this],
      statements: [
        // RunTask starts the task, in this cluster only; ECS checks the ARN with the revision, also
        // for a call that names none.
        new PolicyStatement({
          sid: 'RunTask',
          actions: ['ecs:RunTask'],
          resources: [`arn:${partition}:ecs:${region}:${account}:task-definition/${family}:*`],
          conditions: {
            ArnEquals: {
              'ecs:cluster': `arn:${partition}:ecs:${region}:${account}:cluster/${cluster}`,
            },
          },
        }),
        // RunTask tags a task that has tags, its own or propagated ones; the condition allows
        // tagging in that call only.
        new PolicyStatement({
          sid: 'TagTaskOnRun',
          actions: ['ecs:TagResource'],
          resources: [`arn:${partition}:ecs:${region}:${account}:task/${cluster}/*`],
          conditions: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
        }),
        // A call that registers or runs a task definition passes its task role and execution role
        // to ECS; the statement allows no other role.
        new PolicyStatement({
          sid: 'PassTaskRoles',
          actions: ['iam:PassRole'],
          resources: [
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-task-execution-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-task-role-${environment}`,
          ],
          conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
        }),
        // The runner waits for the task to end, and stops it when the run is cancelled; the task ID
        // is not known beforehand.
        new PolicyStatement({
          sid: 'WatchTasks',
          actions: ['ecs:DescribeTasks', 'ecs:StopTask'],
          resources: [`arn:${partition}:ecs:${region}:${account}:task/${cluster}/*`],
        }),
        // Step Functions keeps this rule, by which it hears of tasks that end.
        new PolicyStatement({
          sid: 'WatchTaskEvents',
          actions: ['events:DescribeRule', 'events:PutRule', 'events:PutTargets'],
          resources: [
            `arn:${partition}:events:${region}:${account}:rule/StepFunctionsGetEventsForECSTaskRule`,
          ],
        }),
        // The ECS operator copies the log of the container into the log of the Airflow task.
        new PolicyStatement({
          sid: 'ReadTaskLogs',
          actions: ['logs:GetLogEvents'],
          resources: [`arn:${partition}:logs:${region}:${account}:log-group:${logGroup}:*`],
        }),
        // Lambda writes the output of the function to its log group.
        new PolicyStatement({
          sid: 'WriteFunctionLogs',
          actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          resources: [
            `arn:${partition}:logs:${region}:${account}:log-group:/aws/lambda/${runnerFunction}:*`,
          ],
        }),
        // Lambda creates the log group of the function on its first run.
        new PolicyStatement({
          sid: 'CreateFunctionLogGroup',
          actions: ['logs:CreateLogGroup'],
          resources: [
            `arn:${partition}:logs:${region}:${account}:log-group:/aws/lambda/${runnerFunction}`,
            `arn:${partition}:logs:${region}:${account}:log-group:/aws/lambda/${runnerFunction}:*`,
          ],
        }),
      ],
    });
    Validations.of(taskRunner).acknowledge(
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:task-definition/${family}:*]`,
        reason: 'Statement RunTask says why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:task/${cluster}/*]`,
        reason: 'Statements TagTaskOnRun and WatchTasks say why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:${logGroup}:*]`,
        reason: 'Statement ReadTaskLogs says why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:/aws/lambda/${runnerFunction}:*]`,
        reason: 'Statements WriteFunctionLogs and CreateFunctionLogGroup say why.',
      },
    );
  }
}
