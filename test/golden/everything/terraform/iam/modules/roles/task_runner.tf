# Task runner role. Lets a Step Functions state machine, a Lambda function or Airflow start a task
# of this family and watch it.

data "aws_iam_policy_document" "task_runner_trust" {
  statement {
    sid     = "LambdaAssume"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }

  statement {
    sid     = "AirflowAssume"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:root"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:PrincipalArn"
      values   = [var.airflow_role_arn]
    }
  }
}

resource "aws_iam_role" "task_runner" {
  name                 = "${var.project}-ecs-task-runner-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "Task runner role of shop"
  assume_role_policy   = data.aws_iam_policy_document.task_runner_trust.json
  max_session_duration = 7200
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
}

data "aws_iam_policy_document" "task_runner" {
  # RunTask starts the task, in this cluster only; ECS checks the ARN with the revision, also for a
  # call that names none.
  statement {
    sid       = "RunTask"
    actions   = ["ecs:RunTask"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task-definition/${local.family}:*"]

    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:cluster/${local.cluster}"]
    }
  }

  # RunTask tags a task that has tags, its own or propagated ones; the condition allows tagging in
  # that call only.
  statement {
    sid       = "TagTaskOnRun"
    actions   = ["ecs:TagResource"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task/${local.cluster}/*"]

    condition {
      test     = "StringEquals"
      variable = "ecs:CreateAction"
      values   = ["RunTask"]
    }
  }

  # A call that registers or runs a task definition passes its task role and execution role to ECS;
  # the statement allows no other role.
  statement {
    sid       = "PassTaskRoles"
    actions   = ["iam:PassRole"]
    resources = [aws_iam_role.task_execution.arn, aws_iam_role.task.arn]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }

  # The runner waits for the task to end, and stops it when the run is cancelled; the task ID is not
  # known beforehand.
  statement {
    sid       = "WatchTasks"
    actions   = ["ecs:DescribeTasks", "ecs:StopTask"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task/${local.cluster}/*"]
  }

  # Step Functions keeps this rule, by which it hears of tasks that end.
  statement {
    sid       = "WatchTaskEvents"
    actions   = ["events:DescribeRule", "events:PutRule", "events:PutTargets"]
    resources = ["arn:${local.partition}:events:${local.region}:${local.account_id}:rule/StepFunctionsGetEventsForECSTaskRule"]
  }

  # The ECS operator copies the log of the container into the log of the Airflow task.
  statement {
    sid       = "ReadTaskLogs"
    actions   = ["logs:GetLogEvents"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${local.log_group}:*"]
  }

  # Lambda writes the output of the function to its log group.
  statement {
    sid       = "WriteFunctionLogs"
    actions   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/lambda/${local.runner_function}:*"]
  }

  # Lambda creates the log group of the function on its first run.
  statement {
    sid     = "CreateFunctionLogGroup"
    actions = ["logs:CreateLogGroup"]
    resources = [
      "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/lambda/${local.runner_function}",
      "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/lambda/${local.runner_function}:*",
    ]
  }
}

resource "aws_iam_role_policy" "task_runner" {
  name   = "TaskRunner"
  role   = aws_iam_role.task_runner.name
  policy = data.aws_iam_policy_document.task_runner.json
}
