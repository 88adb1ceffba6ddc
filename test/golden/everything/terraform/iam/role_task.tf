# ECS task role. The identity of the application code: every AWS SDK call the containers make, and
# ECS Exec.

data "aws_iam_policy_document" "task_trust" {
  statement {
    sid     = "EcsTasksAssume"
    effect  = "Allow"
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
  name                 = "${var.project}-ecs-task-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "The application's own role"
  assume_role_policy   = data.aws_iam_policy_document.task_trust.json
  max_session_duration = 3600
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
}

data "aws_iam_policy_document" "task_ecs_exec" {
  # The SSM agent in the container opens the channels of each ECS Exec session; IAM offers no
  # resource for them.
  statement {
    sid    = "ExecChannels"
    effect = "Allow"
    actions = [
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ]
    resources = ["*"]
  }

  # The SSM agent finds the bucket and checks that it is encrypted before a session.
  statement {
    sid    = "ExecLogBucket"
    effect = "Allow"
    actions = [
      "s3:GetBucketLocation",
      "s3:GetEncryptionConfiguration",
    ]
    resources = ["arn:${local.partition}:s3:::${var.exec_log_bucket}"]
  }

  # The SSM agent stores each session's log as an object when the session ends.
  statement {
    sid       = "ExecWriteLogObjects"
    effect    = "Allow"
    actions   = ["s3:PutObject"]
    resources = ["arn:${local.partition}:s3:::${var.exec_log_bucket}/${var.exec_log_prefix}/*"]
  }

  # S3 encrypts each session log with the bucket's key on behalf of this role.
  statement {
    sid    = "ExecEncryptLogObjects"
    effect = "Allow"
    actions = [
      "kms:Decrypt",
      "kms:GenerateDataKey",
    ]
    resources = ["arn:${local.partition}:kms:${local.region}:${local.account_id}:key/${var.exec_log_kms_key_id}"]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.${local.region}.${local.dns_suffix}"]
    }
  }
}

resource "aws_iam_role_policy" "task_ecs_exec" {
  name   = "EcsExec"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_ecs_exec.json
}

data "aws_iam_policy_document" "task_s3_read" {
  # The application lists what is in the bucket; S3 answers 404 instead of 403 for an object that is
  # not there.
  statement {
    sid       = "ListObjects"
    effect    = "Allow"
    actions   = ["s3:ListBucket"]
    resources = ["arn:${local.partition}:s3:::${var.bucket_name}"]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values = [
        var.prefix,
        "${var.prefix}/*",
      ]
    }
  }

  # The application downloads objects.
  statement {
    sid       = "ReadObjects"
    effect    = "Allow"
    actions   = ["s3:GetObject"]
    resources = ["arn:${local.partition}:s3:::${var.bucket_name}/${var.prefix}/*"]
  }

  # The application lists what is in the bucket; S3 answers 404 instead of 403 for an object that is
  # not there.
  statement {
    sid       = "ListObjects2"
    effect    = "Allow"
    actions   = ["s3:ListBucket"]
    resources = ["arn:${local.partition}:s3:::shop-${var.environment}-reports"]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values = [
        "monthly",
        "monthly/*",
      ]
    }
  }

  # The application downloads objects.
  statement {
    sid       = "ReadObjects2"
    effect    = "Allow"
    actions   = ["s3:GetObject"]
    resources = ["arn:${local.partition}:s3:::shop-${var.environment}-reports/monthly/*"]
  }
}

resource "aws_iam_role_policy" "task_s3_read" {
  name   = "S3Read"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_s3_read.json
}

data "aws_iam_policy_document" "task_s3_read_write" {
  # The application lists what is in the bucket; S3 answers 404 instead of 403 for an object that is
  # not there.
  statement {
    sid       = "ListObjects"
    effect    = "Allow"
    actions   = ["s3:ListBucket"]
    resources = ["arn:${local.partition}:s3:::${var.bucket_name}"]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values = [
        var.prefix,
        "${var.prefix}/*",
      ]
    }
  }

  # The application downloads, uploads and deletes objects, and clears up an upload that failed
  # half-way.
  statement {
    sid    = "ReadWriteObjects"
    effect = "Allow"
    actions = [
      "s3:AbortMultipartUpload",
      "s3:DeleteObject",
      "s3:GetObject",
      "s3:PutObject",
    ]
    resources = ["arn:${local.partition}:s3:::${var.bucket_name}/${var.prefix}/*"]
  }
}

resource "aws_iam_role_policy" "task_s3_read_write" {
  name   = "S3ReadWrite"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_s3_read_write.json
}

data "aws_iam_policy_document" "task_dynamodb_read" {
  # The application gets, queries and scans items of the table and its indexes.
  statement {
    sid    = "ReadTable"
    effect = "Allow"
    actions = [
      "dynamodb:BatchGetItem",
      "dynamodb:ConditionCheckItem",
      "dynamodb:DescribeTable",
      "dynamodb:GetItem",
      "dynamodb:Query",
      "dynamodb:Scan",
    ]
    resources = [
      "arn:${local.partition}:dynamodb:${local.region}:${local.account_id}:table/${var.table_name}",
      "arn:${local.partition}:dynamodb:${local.region}:${local.account_id}:table/${var.table_name}/index/*",
    ]
  }
}

resource "aws_iam_role_policy" "task_dynamodb_read" {
  name   = "DynamodbRead"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_dynamodb_read.json
}

data "aws_iam_policy_document" "task_dynamodb_read_write" {
  # The application reads, puts, updates and deletes items of the table.
  statement {
    sid    = "ReadWriteTable"
    effect = "Allow"
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
      "arn:${local.partition}:dynamodb:${local.region}:${local.account_id}:table/${var.table_name}",
      "arn:${local.partition}:dynamodb:${local.region}:${local.account_id}:table/${var.table_name}/index/*",
    ]
  }
}

resource "aws_iam_role_policy" "task_dynamodb_read_write" {
  name   = "DynamodbReadWrite"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_dynamodb_read_write.json
}

data "aws_iam_policy_document" "task_rds_iam_connect" {
  # The application logs in to the database as this user with a token of IAM.
  statement {
    sid       = "ConnectDatabase"
    effect    = "Allow"
    actions   = ["rds-db:connect"]
    resources = ["arn:${local.partition}:rds-db:${local.region}:${local.account_id}:dbuser:${var.db_resource_id}/${var.db_user}"]
  }
}

resource "aws_iam_role_policy" "task_rds_iam_connect" {
  name   = "RdsIamConnect"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_rds_iam_connect.json
}

data "aws_iam_policy_document" "task_efs_mount" {
  # The agent mounts the file system through this access point before the containers start.
  statement {
    sid    = "MountFileSystem"
    effect = "Allow"
    actions = [
      "elasticfilesystem:ClientMount",
      "elasticfilesystem:ClientWrite",
    ]
    resources = ["arn:${local.partition}:elasticfilesystem:${local.region}:${local.account_id}:file-system/${var.file_system_id}"]

    condition {
      test     = "ArnEquals"
      variable = "elasticfilesystem:AccessPointArn"
      values   = ["arn:${local.partition}:elasticfilesystem:${local.region}:${local.account_id}:access-point/${var.access_point_id}"]
    }
  }
}

resource "aws_iam_role_policy" "task_efs_mount" {
  name   = "EfsMount"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_efs_mount.json
}

data "aws_iam_policy_document" "task_sqs_consume" {
  # The application finds the queue, receives messages, keeps them while it works and deletes them
  # when done.
  statement {
    sid    = "ConsumeQueue"
    effect = "Allow"
    actions = [
      "sqs:ChangeMessageVisibility",
      "sqs:DeleteMessage",
      "sqs:GetQueueAttributes",
      "sqs:GetQueueUrl",
      "sqs:ReceiveMessage",
    ]
    resources = ["arn:${local.partition}:sqs:${local.region}:${local.account_id}:${var.queue_name}"]
  }
}

resource "aws_iam_role_policy" "task_sqs_consume" {
  name   = "SqsConsume"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_sqs_consume.json
}

data "aws_iam_policy_document" "task_sqs_produce" {
  # The application finds the queue and sends messages.
  statement {
    sid    = "ProduceQueue"
    effect = "Allow"
    actions = [
      "sqs:GetQueueAttributes",
      "sqs:GetQueueUrl",
      "sqs:SendMessage",
    ]
    resources = ["arn:${local.partition}:sqs:${local.region}:${local.account_id}:${var.queue_name}"]
  }
}

resource "aws_iam_role_policy" "task_sqs_produce" {
  name   = "SqsProduce"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_sqs_produce.json
}

data "aws_iam_policy_document" "task_sns_publish" {
  # The application publishes messages to the topic.
  statement {
    sid       = "PublishTopic"
    effect    = "Allow"
    actions   = ["sns:Publish"]
    resources = ["arn:${local.partition}:sns:${local.region}:${local.account_id}:${var.topic_name}"]
  }
}

resource "aws_iam_role_policy" "task_sns_publish" {
  name   = "SnsPublish"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_sns_publish.json
}

data "aws_iam_policy_document" "task_eventbridge_put" {
  # The application puts events on the bus, each of them with this source.
  statement {
    sid       = "PutEvents"
    effect    = "Allow"
    actions   = ["events:PutEvents"]
    resources = ["arn:${local.partition}:events:${local.region}:${local.account_id}:event-bus/${var.event_bus_name}"]

    condition {
      test     = "ForAllValues:StringEquals"
      variable = "events:source"
      values   = [var.event_source]
    }

    condition {
      test     = "Null"
      variable = "events:source"
      values   = ["false"]
    }
  }
}

resource "aws_iam_role_policy" "task_eventbridge_put" {
  name   = "EventbridgePut"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_eventbridge_put.json
}

data "aws_iam_policy_document" "task_ses_send" {
  # The application sends e-mail of this identity, from this address alone.
  statement {
    sid    = "SendEmail"
    effect = "Allow"
    actions = [
      "ses:SendEmail",
      "ses:SendRawEmail",
    ]
    resources = ["arn:${local.partition}:ses:${local.region}:${local.account_id}:identity/${var.ses_identity}"]

    condition {
      test     = "StringEquals"
      variable = "ses:FromAddress"
      values   = [var.from_address]
    }
  }
}

resource "aws_iam_role_policy" "task_ses_send" {
  name   = "SesSend"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_ses_send.json
}

data "aws_iam_policy_document" "task_step_functions_start" {
  # The application starts executions of the state machine.
  statement {
    sid       = "StartExecution"
    effect    = "Allow"
    actions   = ["states:StartExecution"]
    resources = ["arn:${local.partition}:states:${local.region}:${local.account_id}:stateMachine:${var.state_machine_name}"]
  }
}

resource "aws_iam_role_policy" "task_step_functions_start" {
  name   = "StepFunctionsStart"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_step_functions_start.json
}

data "aws_iam_policy_document" "task_kinesis_consume" {
  # The application finds the shards of the stream and reads their records.
  statement {
    sid    = "ReadStream"
    effect = "Allow"
    actions = [
      "kinesis:DescribeStream",
      "kinesis:DescribeStreamSummary",
      "kinesis:GetRecords",
      "kinesis:GetShardIterator",
      "kinesis:ListShards",
    ]
    resources = ["arn:${local.partition}:kinesis:${local.region}:${local.account_id}:stream/${var.stream_name}"]
  }
}

resource "aws_iam_role_policy" "task_kinesis_consume" {
  name   = "KinesisConsume"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_kinesis_consume.json
}

data "aws_iam_policy_document" "task_kinesis_produce" {
  # The application looks the stream up and puts records into it.
  statement {
    sid    = "WriteStream"
    effect = "Allow"
    actions = [
      "kinesis:DescribeStreamSummary",
      "kinesis:PutRecord",
      "kinesis:PutRecords",
    ]
    resources = ["arn:${local.partition}:kinesis:${local.region}:${local.account_id}:stream/${var.stream_name}"]
  }
}

resource "aws_iam_role_policy" "task_kinesis_produce" {
  name   = "KinesisProduce"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_kinesis_produce.json
}

data "aws_iam_policy_document" "task_firehose_put" {
  # The application puts records into the stream, which delivers them itself.
  statement {
    sid    = "WriteFirehose"
    effect = "Allow"
    actions = [
      "firehose:PutRecord",
      "firehose:PutRecordBatch",
    ]
    resources = ["arn:${local.partition}:firehose:${local.region}:${local.account_id}:deliverystream/${var.delivery_stream}"]
  }
}

resource "aws_iam_role_policy" "task_firehose_put" {
  name   = "FirehosePut"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_firehose_put.json
}

data "aws_iam_policy_document" "task_secrets_read" {
  # The application reads the secret while it runs, and so notices a rotation.
  statement {
    sid    = "ReadSecrets"
    effect = "Allow"
    actions = [
      "secretsmanager:DescribeSecret",
      "secretsmanager:GetSecretValue",
    ]
    resources = [
      "arn:${local.partition}:secretsmanager:${local.region}:${local.account_id}:secret:shop/${var.environment}/runtime-??????",
      "arn:${local.partition}:secretsmanager:eu-central-1:444455556666:secret:shop/${var.environment}/runtime-??????",
    ]
  }
}

resource "aws_iam_role_policy" "task_secrets_read" {
  name   = "SecretsRead"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_secrets_read.json
}

data "aws_iam_policy_document" "task_parameters_read" {
  # The application reads the parameters under the path while it runs.
  statement {
    sid    = "ReadParameters"
    effect = "Allow"
    actions = [
      "ssm:GetParameter",
      "ssm:GetParameters",
      "ssm:GetParametersByPath",
    ]
    resources = [
      "arn:${local.partition}:ssm:${local.region}:${local.account_id}:parameter/${var.parameter_path}",
      "arn:${local.partition}:ssm:${local.region}:${local.account_id}:parameter/${var.parameter_path}/*",
    ]
  }
}

resource "aws_iam_role_policy" "task_parameters_read" {
  name   = "ParametersRead"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_parameters_read.json
}

data "aws_iam_policy_document" "task_kms_decrypt" {
  # The service that keeps the application's data decrypts and encrypts it with this key on the
  # application's behalf.
  statement {
    sid    = "Decrypt"
    effect = "Allow"
    actions = [
      "kms:Decrypt",
      "kms:GenerateDataKey",
    ]
    resources = ["arn:${local.partition}:kms:${local.region}:${local.account_id}:key/${var.data_kms_key_id}"]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["${var.kms_service}.${local.region}.${local.dns_suffix}"]
    }
  }
}

resource "aws_iam_role_policy" "task_kms_decrypt" {
  name   = "KmsDecrypt"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_kms_decrypt.json
}

data "aws_iam_policy_document" "task_app_config_read" {
  # The application, or its AppConfig agent, polls the configuration profile.
  statement {
    sid    = "ReadConfiguration"
    effect = "Allow"
    actions = [
      "appconfig:GetLatestConfiguration",
      "appconfig:StartConfigurationSession",
    ]
    resources = ["arn:${local.partition}:appconfig:${local.region}:${local.account_id}:application/${var.app_config_application}/environment/${var.app_config_environment}/configuration/${var.app_config_profile}"]
  }
}

resource "aws_iam_role_policy" "task_app_config_read" {
  name   = "AppConfigRead"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_app_config_read.json
}

data "aws_iam_policy_document" "task_xray" {
  # The daemon or the ADOT sidecar fetches the sampling rules and sends traces; IAM offers no
  # resource for X-Ray data.
  statement {
    sid    = "XRay"
    effect = "Allow"
    actions = [
      "xray:GetSamplingRules",
      "xray:GetSamplingStatisticSummaries",
      "xray:GetSamplingTargets",
      "xray:PutTelemetryRecords",
      "xray:PutTraceSegments",
    ]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "task_xray" {
  name   = "Xray"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_xray.json
}

data "aws_iam_policy_document" "task_adot_metrics" {
  # The ADOT sidecar writes metrics as log events, from which CloudWatch reads them.
  statement {
    sid    = "WriteMetricLogs"
    effect = "Allow"
    actions = [
      "logs:CreateLogStream",
      "logs:DescribeLogStreams",
      "logs:PutLogEvents",
    ]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${var.metrics_log_group}:*"]
  }

  # The ADOT sidecar creates the log group of the metrics on first use.
  statement {
    sid     = "CreateMetricLogGroup"
    effect  = "Allow"
    actions = ["logs:CreateLogGroup"]
    resources = [
      "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${var.metrics_log_group}",
      "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${var.metrics_log_group}:*",
    ]
  }
}

resource "aws_iam_role_policy" "task_adot_metrics" {
  name   = "AdotMetrics"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_adot_metrics.json
}

data "aws_iam_policy_document" "task_cloudwatch_metrics" {
  # The application puts metrics; they have no ARN, so the namespace limits the call.
  statement {
    sid       = "PutMetrics"
    effect    = "Allow"
    actions   = ["cloudwatch:PutMetricData"]
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "cloudwatch:namespace"
      values   = [var.metrics_namespace]
    }
  }
}

resource "aws_iam_role_policy" "task_cloudwatch_metrics" {
  name   = "CloudwatchMetrics"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_cloudwatch_metrics.json
}

data "aws_iam_policy_document" "task_prometheus_write" {
  # The collector sidecar sends samples to the workspace.
  statement {
    sid       = "RemoteWrite"
    effect    = "Allow"
    actions   = ["aps:RemoteWrite"]
    resources = ["arn:${local.partition}:aps:${local.region}:${local.account_id}:workspace/${var.workspace_id}"]
  }
}

resource "aws_iam_role_policy" "task_prometheus_write" {
  name   = "PrometheusWrite"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_prometheus_write.json
}

data "aws_iam_policy_document" "task_firelens_cloud_watch" {
  # The Fluent Bit sidecar opens a stream per container and writes its output there.
  statement {
    sid    = "WriteFirelensLogs"
    effect = "Allow"
    actions = [
      "logs:CreateLogStream",
      "logs:DescribeLogStreams",
      "logs:PutLogEvents",
    ]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${var.log_group}:*"]
  }
}

resource "aws_iam_role_policy" "task_firelens_cloud_watch" {
  name   = "FirelensCloudWatch"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_firelens_cloud_watch.json
}

data "aws_iam_policy_document" "task_cross_account_logs" {
  # The Fluent Bit sidecar assumes the log writer role of the logging account (role_arn).
  statement {
    sid       = "AssumeLogWriter"
    effect    = "Allow"
    actions   = ["sts:AssumeRole"]
    resources = ["arn:${local.partition}:iam::${var.logging_account}:role/team/shop/${var.project}-cross-account-logs-role-${var.environment}"]
  }
}

resource "aws_iam_role_policy" "task_cross_account_logs" {
  name   = "CrossAccountLogs"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_cross_account_logs.json
}

data "aws_iam_policy_document" "task_task_protection" {
  # The application protects its own task while it works on something long; the task's ID is made
  # when it starts.
  statement {
    sid    = "TaskProtection"
    effect = "Allow"
    actions = [
      "ecs:GetTaskProtection",
      "ecs:UpdateTaskProtection",
    ]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task/${var.cluster}/*"]
  }
}

resource "aws_iam_role_policy" "task_task_protection" {
  name   = "TaskProtection"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_task_protection.json
}

data "aws_iam_policy_document" "task_bedrock_invoke" {
  # The application calls the model, with or without streaming.
  statement {
    sid    = "InvokeModel"
    effect = "Allow"
    actions = [
      "bedrock:InvokeModel",
      "bedrock:InvokeModelWithResponseStream",
    ]
    resources = ["arn:${local.partition}:bedrock:${local.region}::foundation-model/${var.model_id}"]
  }
}

resource "aws_iam_role_policy" "task_bedrock_invoke" {
  name   = "BedrockInvoke"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_bedrock_invoke.json
}

data "aws_iam_policy_document" "task_ecs_exec_logs_cloud_watch" {
  # The SSM agent looks for the log group by listing; IAM offers no resource for the list.
  statement {
    sid       = "ExecFindLogGroups"
    effect    = "Allow"
    actions   = ["logs:DescribeLogGroups"]
    resources = ["*"]
  }

  # The SSM agent writes what was typed and shown in a session to its own stream.
  statement {
    sid    = "ExecWriteLogs"
    effect = "Allow"
    actions = [
      "logs:CreateLogStream",
      "logs:DescribeLogStreams",
      "logs:PutLogEvents",
    ]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${var.exec_log_group}:*"]
  }
}

resource "aws_iam_role_policy" "task_ecs_exec_logs_cloud_watch" {
  name   = "EcsExecLogsCloudWatch"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_ecs_exec_logs_cloud_watch.json
}

data "aws_iam_policy_document" "task_ecs_exec_logs_s3" {
  # The SSM agent finds the bucket and checks that it is encrypted before a session.
  statement {
    sid    = "ExecLogBucket"
    effect = "Allow"
    actions = [
      "s3:GetBucketLocation",
      "s3:GetEncryptionConfiguration",
    ]
    resources = ["arn:${local.partition}:s3:::${var.exec_log_bucket}"]
  }

  # The SSM agent stores each session's log as an object when the session ends.
  statement {
    sid       = "ExecWriteLogObjects"
    effect    = "Allow"
    actions   = ["s3:PutObject"]
    resources = ["arn:${local.partition}:s3:::${var.exec_log_bucket}/${var.exec_log_prefix}/*"]
  }
}

resource "aws_iam_role_policy" "task_ecs_exec_logs_s3" {
  name   = "EcsExecLogsS3"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_ecs_exec_logs_s3.json
}

data "aws_iam_policy_document" "task_ecs_exec_kms" {
  # The SSM agent decrypts the data key that encrypts the session on its way.
  statement {
    sid       = "ExecDecryptSession"
    effect    = "Allow"
    actions   = ["kms:Decrypt"]
    resources = ["arn:${local.partition}:kms:${local.region}:${local.account_id}:key/${var.exec_kms_key_id}"]
  }
}

resource "aws_iam_role_policy" "task_ecs_exec_kms" {
  name   = "EcsExecKms"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_ecs_exec_kms.json
}

data "aws_iam_policy_document" "task_task_statements" {
  # Each team reads its own folder.
  statement {
    sid       = "OwnFolder"
    effect    = "Allow"
    actions   = ["s3:GetObject"]
    resources = ["arn:${local.partition}:s3:::shop-home/&{aws:PrincipalTag/team}/*"]

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["true"]
    }
  }
}

resource "aws_iam_role_policy" "task_task_statements" {
  name   = "TaskStatements"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_task_statements.json
}
