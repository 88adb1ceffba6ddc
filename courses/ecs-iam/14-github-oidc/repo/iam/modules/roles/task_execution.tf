# ECS task execution role. Lets the ECS and Fargate agents pull the image, write the container logs
# and inject secrets before the application starts. The application cannot use it.

data "aws_iam_policy_document" "task_execution_trust" {
  statement {
    sid     = "EcsTasksAssume"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}

resource "aws_iam_role" "task_execution" {
  name               = "${var.project}-ecs-task-execution-role-${var.environment}"
  description        = "ECS task execution role of orders"
  assume_role_policy = data.aws_iam_policy_document.task_execution_trust.json
  tags               = local.tags
}

data "aws_iam_policy_document" "task_execution" {
  # Every pull and every push needs an authorization token; this action supports only *.
  statement {
    sid       = "EcrAuthToken"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  # The agent checks the layers of the image, reads its manifest and downloads the layers when it
  # starts a task.
  statement {
    sid       = "EcrPull"
    actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    resources = ["arn:${local.partition}:ecr:${local.region}:${local.account_id}:repository/${local.repository}"]
  }

  # The awslogs driver creates a log stream for each container and writes its output to it.
  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${local.log_group}:*"]
  }
}

resource "aws_iam_role_policy" "task_execution" {
  name   = "TaskExecution"
  role   = aws_iam_role.task_execution.name
  policy = data.aws_iam_policy_document.task_execution.json
}
