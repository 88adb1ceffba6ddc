# Cross-account log writer role (logging account). For the logging account: a FireLens sidecar
# (Fluent Bit, cloudwatch_logs with role_arn) assumes it with the task role of the workload account
# and writes to the central log group.

data "aws_iam_policy_document" "cross_account_logs_trust" {
  statement {
    sid     = "WorkloadTaskRoleAssume"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${var.workload_account}:root"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:PrincipalArn"
      values   = ["arn:${local.partition}:iam::${var.workload_account}:role/team/shop/${var.project}-ecs-task-role-${var.environment}"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalOrgID"
      values   = [var.organization_id]
    }
  }
}

resource "aws_iam_role" "cross_account_logs" {
  name                 = "${var.project}-cross-account-logs-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "Cross-account log writer role (logging account) of shop"
  assume_role_policy   = data.aws_iam_policy_document.cross_account_logs_trust.json
  max_session_duration = 7200
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
}

data "aws_iam_policy_document" "cross_account_logs" {
  # Fluent Bit creates a log stream in the central log group, looks it up and writes to it.
  statement {
    sid       = "WriteCentralLogs"
    actions   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${var.central_log_group}:*"]
  }

  # Fluent Bit creates the central log group when it does not exist.
  statement {
    sid     = "CreateCentralLogGroup"
    actions = ["logs:CreateLogGroup"]
    resources = [
      "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${var.central_log_group}",
      "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${var.central_log_group}:*",
    ]
  }
}

resource "aws_iam_role_policy" "cross_account_logs" {
  name   = "CrossAccountLogs"
  role   = aws_iam_role.cross_account_logs.name
  policy = data.aws_iam_policy_document.cross_account_logs.json
}
