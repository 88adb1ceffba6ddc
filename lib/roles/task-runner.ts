import { allow, trustAccount, trustService } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { logStreamsOf, TASKS } from './shared/arns.ts';
import { passTaskRoles, runTask, tagTaskOnRun } from './shared/deploy.ts';
import { createLogGroup, writeLogStreams } from './shared/logs.ts';
import type { Role } from './types.ts';

/** The role of what starts a task of the family: Step Functions, a Lambda function, Airflow. */
export const taskRunnerRole = {
  id: 'task-runner',
  title: 'Task runner role',
  name: template('<project>-ecs-task-runner-role-<environment>'),
  recommended: false,
  purpose:
    'Lets a Step Functions state machine, a Lambda function or Airflow start a task of this family and watch it.',
  why: 'Only tasks that something else than the service starts need it. Schedules and EventBridge rules have roles of their own.',
  risk: 'Whoever may change the state machine, the function or the DAG runs any revision of the family, with a command of their own and so with the task role and the injected secrets. The trust policy names what may use it where AWS sends that, and the role passes the two task roles only.',
  trust: [
    trustService('StatesAssume', 'states.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': '<account>' },
      ArnLike: {
        'aws:SourceArn':
          'arn:<partition>:states:<region>:<account>:stateMachine:<runnerStateMachine>',
      },
    }),
  ],
  policies: [
    {
      name: 'RunTasks',
      statements: [
        runTask,
        tagTaskOnRun,
        passTaskRoles,
        allow('WatchTasks', ['ecs:DescribeTasks', 'ecs:StopTask'], [TASKS], {
          why: 'The runner waits for the task to end, and stops it when the run is cancelled; the task ID is not known beforehand.',
        }),
      ],
    },
  ],
  options: {
    waitForTask: {
      summary:
        'The state machine waits for the end of the task (ecs:runTask.sync), which Step Functions hears of by an EventBridge rule of its own.',
      policy: 'RunTasks',
      statements: [
        allow(
          'WatchTaskEvents',
          ['events:DescribeRule', 'events:PutRule', 'events:PutTargets'],
          ['arn:<partition>:events:<region>:<account>:rule/StepFunctionsGetEventsForECSTaskRule'],
          { why: 'Step Functions keeps this rule, by which it hears of tasks that end.' },
        ),
      ],
    },
    lambdaFunction: {
      summary:
        'A Lambda function starts the task. Its trust policy takes the place of the one for Step Functions.',
      policy: 'RunnerLogs',
      statements: [
        writeLogStreams(
          'WriteFunctionLogs',
          '/aws/lambda/<runnerFunction>',
          'Lambda writes the output of the function to its log group.',
        ),
        createLogGroup(
          'CreateFunctionLogGroup',
          '/aws/lambda/<runnerFunction>',
          'Lambda creates the log group of the function on its first run.',
        ),
      ],
      trust: [trustService('LambdaAssume', 'lambda.amazonaws.com')],
    },
    airflow: {
      summary:
        'Airflow starts the task with the ECS operator and assumes this role from its own (the execution role of Amazon MWAA, or the role of a self-managed Airflow). Its trust policy takes the place of the one for Step Functions.',
      policy: 'RunTasks',
      statements: [
        allow('ReadTaskLogs', ['logs:GetLogEvents'], [logStreamsOf('<logGroup>')], {
          why: 'The ECS operator copies the log of the container into the log of the Airflow task.',
        }),
      ],
      trust: [
        trustAccount('AirflowAssume', 'arn:<partition>:iam::<account>:root', {
          ArnEquals: { 'aws:PrincipalArn': '<airflowRoleArn>' },
        }),
      ],
    },
  },
  notGranted: [],
  sources: [
    'IAM policies for Step Functions to run ECS tasks: https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html',
    'Prevent the cross-service confused deputy in Step Functions: https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html',
    'Connect to Amazon ECS with the ECS operator of Amazon MWAA: https://docs.aws.amazon.com/mwaa/latest/userguide/samples-ecs-operator.html',
    'Lambda execution role: https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
  ],
} as const satisfies Role;
