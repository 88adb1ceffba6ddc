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
  description        = "ECS task role of orders"
  assume_role_policy = data.aws_iam_policy_document.task_trust.json
  tags               = local.tags
}
