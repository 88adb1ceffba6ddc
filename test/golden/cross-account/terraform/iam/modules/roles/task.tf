# ECS task role. The identity of the application code: every AWS SDK call the containers make, and
# ECS Exec.

data "aws_iam_policy_document" "task_trust" {
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

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:*"]
    }
  }
}

resource "aws_iam_role" "task" {
  name               = "${var.project}-ecs-task-role-${var.environment}"
  description        = "ECS task role of shop"
  assume_role_policy = data.aws_iam_policy_document.task_trust.json
  tags               = local.tags
}

data "aws_iam_policy_document" "task_cross_account_logs" {
  # The Fluent Bit sidecar assumes the log writer role of the logging account, which role_arn names.
  statement {
    sid       = "AssumeLogWriter"
    actions   = ["sts:AssumeRole"]
    resources = ["arn:${local.partition}:iam::444455556666:role/${var.project}-cross-account-logs-role-${var.environment}"]
  }
}

resource "aws_iam_role_policy" "task_cross_account_logs" {
  name   = "CrossAccountLogs"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_cross_account_logs.json
}
