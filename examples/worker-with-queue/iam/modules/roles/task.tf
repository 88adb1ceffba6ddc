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
  description        = "ECS task role of worker"
  assume_role_policy = data.aws_iam_policy_document.task_trust.json
  tags               = local.tags
}

data "aws_iam_policy_document" "task_sqs_consume" {
  # The application gets the queue URL, receives messages, extends their visibility timeout and
  # deletes them.
  statement {
    sid = "ConsumeQueue"
    actions = [
      "sqs:ChangeMessageVisibility",
      "sqs:DeleteMessage",
      "sqs:GetQueueAttributes",
      "sqs:GetQueueUrl",
      "sqs:ReceiveMessage",
    ]
    resources = ["arn:${local.partition}:sqs:${local.region}:${local.account_id}:orders"]
  }
}

resource "aws_iam_role_policy" "task_sqs_consume" {
  name   = "SqsConsume"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_sqs_consume.json
}

data "aws_iam_policy_document" "task_dynamodb_read_write" {
  # The application reads, puts, updates and deletes items of the table.
  statement {
    sid = "ReadWriteTable"
    actions = [
      "dynamodb:BatchGetItem",
      "dynamodb:BatchWriteItem",
      "dynamodb:ConditionCheckItem",
      "dynamodb:DeleteItem",
      "dynamodb:DescribeTable",
      "dynamodb:GetItem",
      "dynamodb:PutItem",
      "dynamodb:Query",
      "dynamodb:Scan",
      "dynamodb:UpdateItem",
    ]
    resources = [
      "arn:${local.partition}:dynamodb:${local.region}:${local.account_id}:table/orders",
      "arn:${local.partition}:dynamodb:${local.region}:${local.account_id}:table/orders/index/*",
    ]
  }
}

resource "aws_iam_role_policy" "task_dynamodb_read_write" {
  name   = "DynamodbReadWrite"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_dynamodb_read_write.json
}
