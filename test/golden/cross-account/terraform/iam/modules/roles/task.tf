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

data "aws_iam_policy_document" "task_application_signals" {
  # The CloudWatch agent gets the sampling rules and sends traces; these actions support only *.
  statement {
    sid = "SignalsTraces"
    actions = [
      "xray:GetSamplingRules",
      "xray:GetSamplingStatisticSummaries",
      "xray:GetSamplingTargets",
      "xray:PutTelemetryRecords",
      "xray:PutTraceSegments",
    ]
    resources = ["*"]
  }

  # The CloudWatch agent writes the metrics of the application as log events, and CloudWatch
  # extracts the metrics from them.
  statement {
    sid       = "WriteSignals"
    actions   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/application-signals/data:*"]
  }

  # The CloudWatch agent creates the log group when it does not exist.
  statement {
    sid     = "CreateSignalsLogGroup"
    actions = ["logs:CreateLogGroup"]
    resources = [
      "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/application-signals/data",
      "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/application-signals/data:*",
    ]
  }
}

resource "aws_iam_role_policy" "task_application_signals" {
  name   = "ApplicationSignals"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_application_signals.json
}

data "aws_iam_policy_document" "task_bedrock_inference_profile" {
  # The application calls the model through the profile, with or without streaming.
  statement {
    sid       = "InvokeProfile"
    actions   = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
    resources = ["arn:${local.partition}:bedrock:${local.region}:${local.account_id}:inference-profile/eu.anthropic.claude-3-haiku-20240307-v1:0"]
  }

  # Bedrock routes the call to a Region of the profile; the condition allows the model through this
  # profile only.
  statement {
    sid       = "InvokeModelOfProfile"
    actions   = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
    resources = ["arn:${local.partition}:bedrock:*::foundation-model/anthropic.claude-3-haiku-20240307-v1:0"]

    condition {
      test     = "StringLike"
      variable = "bedrock:InferenceProfileArn"
      values   = ["arn:${local.partition}:bedrock:${local.region}:${local.account_id}:inference-profile/eu.anthropic.claude-3-haiku-20240307-v1:0"]
    }
  }
}

resource "aws_iam_role_policy" "task_bedrock_inference_profile" {
  name   = "BedrockInferenceProfile"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_bedrock_inference_profile.json
}

data "aws_iam_policy_document" "task_elasticache_connect" {
  # The application logs in to the cache as this user with an IAM authentication token; ElastiCache
  # checks the cache and the user.
  statement {
    sid     = "ConnectCache"
    actions = ["elasticache:Connect"]
    resources = [
      "arn:${local.partition}:elasticache:${local.region}:${local.account_id}:replicationgroup:shop-cache",
      "arn:${local.partition}:elasticache:${local.region}:${local.account_id}:user:app",
    ]
  }
}

resource "aws_iam_role_policy" "task_elasticache_connect" {
  name   = "ElasticacheConnect"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_elasticache_connect.json
}

data "aws_iam_policy_document" "task_elasticache_serverless_connect" {
  # The application logs in to the cache as this user with an IAM authentication token; ElastiCache
  # checks the cache and the user.
  statement {
    sid     = "ConnectServerlessCache"
    actions = ["elasticache:Connect"]
    resources = [
      "arn:${local.partition}:elasticache:${local.region}:${local.account_id}:serverlesscache:shop-serverless",
      "arn:${local.partition}:elasticache:${local.region}:${local.account_id}:user:app",
    ]
  }
}

resource "aws_iam_role_policy" "task_elasticache_serverless_connect" {
  name   = "ElasticacheServerlessConnect"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_elasticache_serverless_connect.json
}

data "aws_iam_policy_document" "task_lambda_invoke" {
  # The application invokes the function and waits for its answer or not; the second ARN stands for
  # its versions and aliases.
  statement {
    sid     = "InvokeFunction"
    actions = ["lambda:InvokeFunction"]
    resources = [
      "arn:${local.partition}:lambda:${local.region}:${local.account_id}:function:orders",
      "arn:${local.partition}:lambda:${local.region}:${local.account_id}:function:orders:*",
    ]
  }
}

resource "aws_iam_role_policy" "task_lambda_invoke" {
  name   = "LambdaInvoke"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_lambda_invoke.json
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
