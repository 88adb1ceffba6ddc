# ECS Exec role (separate role). A task role that has the ECS Exec permissions only.

data "aws_iam_policy_document" "ecs_exec_trust" {
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

resource "aws_iam_role" "ecs_exec" {
  name                 = "${var.project}-ecs-exec-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "ECS Exec role (separate role) of shop"
  assume_role_policy   = data.aws_iam_policy_document.ecs_exec_trust.json
  max_session_duration = 7200
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
}

data "aws_iam_policy_document" "ecs_exec" {
  # The SSM agent in the container opens the channels of each ECS Exec session; these actions
  # support only *.
  statement {
    sid = "ExecChannels"
    actions = [
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ]
    resources = ["*"]
  }

  # The SSM agent lists log groups to find the one for its session logs; this action supports only
  # *.
  statement {
    sid       = "ExecFindLogGroups"
    actions   = ["logs:DescribeLogGroups"]
    resources = ["*"]
  }

  # The SSM agent writes the input and the output of each session to a log stream.
  statement {
    sid       = "ExecWriteLogs"
    actions   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${var.exec_log_group}:*"]
  }

  # The SSM agent reads the Region and the encryption of the bucket before a session starts.
  statement {
    sid       = "ExecLogBucket"
    actions   = ["s3:GetBucketLocation", "s3:GetEncryptionConfiguration"]
    resources = ["arn:${local.partition}:s3:::${var.exec_log_bucket}"]
  }

  # The SSM agent writes the log of each session as an object when the session ends.
  statement {
    sid       = "ExecWriteLogObjects"
    actions   = ["s3:PutObject"]
    resources = ["arn:${local.partition}:s3:::${var.exec_log_bucket}/${var.exec_log_prefix}/*"]
  }

  # The SSM agent decrypts the data key that encrypts the data channel of the session.
  statement {
    sid       = "ExecDecryptSession"
    actions   = ["kms:Decrypt"]
    resources = ["arn:${local.partition}:kms:${local.region}:${local.account_id}:key/${var.exec_kms_key_id}"]
  }

  # S3 encrypts each session log with the bucket's key on behalf of this role.
  statement {
    sid       = "ExecEncryptLogObjects"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = ["arn:${local.partition}:kms:${local.region}:${local.account_id}:key/${var.exec_log_kms_key_id}"]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.${local.region}.${local.dns_suffix}"]
    }
  }
}

resource "aws_iam_role_policy" "ecs_exec" {
  name   = "EcsExec"
  role   = aws_iam_role.ecs_exec.name
  policy = data.aws_iam_policy_document.ecs_exec.json
}
