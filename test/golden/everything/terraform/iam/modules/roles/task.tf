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
  name                 = "${var.project}-ecs-task-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "The application's own role"
  assume_role_policy   = data.aws_iam_policy_document.task_trust.json
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
}

data "aws_iam_policy_document" "task_ecs_exec" {
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

resource "aws_iam_role_policy" "task_ecs_exec" {
  name   = "EcsExec"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_ecs_exec.json
}

data "aws_iam_policy_document" "task_s3_read" {
  # The application lists objects; with this action S3 also answers 404 instead of 403 for a missing
  # object.
  statement {
    sid       = "ListObjects"
    actions   = ["s3:ListBucket"]
    resources = ["arn:${local.partition}:s3:::${var.bucket_name}"]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = [var.prefix, "${var.prefix}/*"]
    }
  }

  # The application downloads objects from the bucket.
  statement {
    sid       = "ReadObjects"
    actions   = ["s3:GetObject"]
    resources = ["arn:${local.partition}:s3:::${var.bucket_name}/${var.prefix}/*"]
  }

  # The application lists objects; with this action S3 also answers 404 instead of 403 for a missing
  # object.
  statement {
    sid       = "ListObjects2"
    actions   = ["s3:ListBucket"]
    resources = ["arn:${local.partition}:s3:::shop-${var.environment}-reports"]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["monthly", "monthly/*"]
    }
  }

  # The application downloads objects from the bucket.
  statement {
    sid       = "ReadObjects2"
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
  # The application lists objects; with this action S3 also answers 404 instead of 403 for a missing
  # object.
  statement {
    sid       = "ListObjects"
    actions   = ["s3:ListBucket"]
    resources = ["arn:${local.partition}:s3:::${var.bucket_name}"]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = [var.prefix, "${var.prefix}/*"]
    }
  }

  # The application downloads, uploads and deletes objects, and aborts multipart uploads that
  # failed.
  statement {
    sid       = "ReadWriteObjects"
    actions   = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
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
    sid = "ReadTable"
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
  # The application logs in to the database as this user with an IAM authentication token.
  statement {
    sid       = "ConnectDatabase"
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
    sid       = "MountFileSystem"
    actions   = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"]
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
    resources = ["arn:${local.partition}:sqs:${local.region}:${local.account_id}:${var.queue_name}"]
  }
}

resource "aws_iam_role_policy" "task_sqs_consume" {
  name   = "SqsConsume"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_sqs_consume.json
}

data "aws_iam_policy_document" "task_sqs_produce" {
  # The application gets the queue URL and sends messages.
  statement {
    sid       = "ProduceQueue"
    actions   = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"]
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
  # The application puts events on the bus; the conditions allow events with this source only.
  statement {
    sid       = "PutEvents"
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
  # The application sends e-mail with this identity; the condition allows this From address only.
  statement {
    sid       = "SendEmail"
    actions   = ["ses:SendEmail", "ses:SendRawEmail"]
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
  # The application lists the shards of the stream and reads their records.
  statement {
    sid = "ReadStream"
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
  # The application reads the state of the stream and puts records into it.
  statement {
    sid       = "WriteStream"
    actions   = ["kinesis:DescribeStreamSummary", "kinesis:PutRecord", "kinesis:PutRecords"]
    resources = ["arn:${local.partition}:kinesis:${local.region}:${local.account_id}:stream/${var.stream_name}"]
  }
}

resource "aws_iam_role_policy" "task_kinesis_produce" {
  name   = "KinesisProduce"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_kinesis_produce.json
}

data "aws_iam_policy_document" "task_firehose_put" {
  # The application puts records into the Firehose stream.
  statement {
    sid       = "WriteFirehose"
    actions   = ["firehose:PutRecord", "firehose:PutRecordBatch"]
    resources = ["arn:${local.partition}:firehose:${local.region}:${local.account_id}:deliverystream/${var.delivery_stream}"]
  }
}

resource "aws_iam_role_policy" "task_firehose_put" {
  name   = "FirehosePut"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_firehose_put.json
}

data "aws_iam_policy_document" "task_secrets_read" {
  # The application reads the secret at run time, also after a rotation.
  statement {
    sid     = "ReadSecrets"
    actions = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
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
  # The application reads the parameters under the path at run time.
  statement {
    sid     = "ReadParameters"
    actions = ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"]
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
  # The AWS service that stores the data encrypts and decrypts it with this key on behalf of the
  # application.
  statement {
    sid       = "Decrypt"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
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
    sid       = "ReadConfiguration"
    actions   = ["appconfig:GetLatestConfiguration", "appconfig:StartConfigurationSession"]
    resources = ["arn:${local.partition}:appconfig:${local.region}:${local.account_id}:application/${var.app_config_application}/environment/${var.app_config_environment}/configuration/${var.app_config_profile}"]
  }
}

resource "aws_iam_role_policy" "task_app_config_read" {
  name   = "AppConfigRead"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_app_config_read.json
}

data "aws_iam_policy_document" "task_xray" {
  # The X-Ray daemon or the ADOT sidecar gets the sampling rules and sends traces; these actions
  # support only *.
  statement {
    sid = "XRay"
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
  # The ADOT sidecar writes metrics as log events, and CloudWatch extracts the metrics from them.
  statement {
    sid       = "WriteMetricLogs"
    actions   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${local.metrics_log_group}:*"]
  }

  # The ADOT sidecar creates the log group of the metrics when it does not exist.
  statement {
    sid     = "CreateMetricLogGroup"
    actions = ["logs:CreateLogGroup"]
    resources = [
      "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${local.metrics_log_group}",
      "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${local.metrics_log_group}:*",
    ]
  }
}

resource "aws_iam_role_policy" "task_adot_metrics" {
  name   = "AdotMetrics"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_adot_metrics.json
}

data "aws_iam_policy_document" "task_cloudwatch_metrics" {
  # The application puts metrics; metrics have no ARN, so the condition allows this namespace only.
  statement {
    sid       = "PutMetrics"
    actions   = ["cloudwatch:PutMetricData"]
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "cloudwatch:namespace"
      values   = [local.metrics_namespace]
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
  # The Fluent Bit sidecar creates a log stream for each container and writes its output to it.
  statement {
    sid       = "WriteFirelensLogs"
    actions   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${local.log_group}:*"]
  }
}

resource "aws_iam_role_policy" "task_firelens_cloud_watch" {
  name   = "FirelensCloudWatch"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_firelens_cloud_watch.json
}

data "aws_iam_policy_document" "task_cross_account_logs" {
  # The Fluent Bit sidecar assumes the log writer role of the logging account, which role_arn names.
  statement {
    sid       = "AssumeLogWriter"
    actions   = ["sts:AssumeRole"]
    resources = ["arn:${local.partition}:iam::${var.logging_account}:role/team/shop/${var.project}-cross-account-logs-role-${var.environment}"]
  }
}

resource "aws_iam_role_policy" "task_cross_account_logs" {
  name   = "CrossAccountLogs"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_cross_account_logs.json
}

data "aws_iam_policy_document" "task_protection" {
  # The application protects its own task from scale-in during long work; the task ID is not known
  # beforehand, so the ARN covers the cluster and the condition refuses tasks that are tagged as
  # those of another service.
  statement {
    sid       = "TaskProtection"
    actions   = ["ecs:GetTaskProtection", "ecs:UpdateTaskProtection"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task/${local.cluster}/*"]

    condition {
      test     = "StringEqualsIfExists"
      variable = "aws:ResourceTag/aws:ecs:serviceName"
      values   = [local.service]
    }
  }
}

resource "aws_iam_role_policy" "task_protection" {
  name   = "TaskProtection"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_protection.json
}

data "aws_iam_policy_document" "task_bedrock_invoke" {
  # The application calls the model, with or without streaming.
  statement {
    sid       = "InvokeModel"
    actions   = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
    resources = ["arn:${local.partition}:bedrock:${local.region}::foundation-model/${var.model_id}"]
  }
}

resource "aws_iam_role_policy" "task_bedrock_invoke" {
  name   = "BedrockInvoke"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_bedrock_invoke.json
}

data "aws_iam_policy_document" "task_ecs_exec_logs_cloud_watch" {
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
}

resource "aws_iam_role_policy" "task_ecs_exec_logs_cloud_watch" {
  name   = "EcsExecLogsCloudWatch"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_ecs_exec_logs_cloud_watch.json
}

data "aws_iam_policy_document" "task_ecs_exec_logs_s3" {
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
}

resource "aws_iam_role_policy" "task_ecs_exec_logs_s3" {
  name   = "EcsExecLogsS3"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_ecs_exec_logs_s3.json
}

data "aws_iam_policy_document" "task_ecs_exec_kms" {
  # The SSM agent decrypts the data key that encrypts the data channel of the session.
  statement {
    sid       = "ExecDecryptSession"
    actions   = ["kms:Decrypt"]
    resources = ["arn:${local.partition}:kms:${local.region}:${local.account_id}:key/${var.exec_kms_key_id}"]
  }
}

resource "aws_iam_role_policy" "task_ecs_exec_kms" {
  name   = "EcsExecKms"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_ecs_exec_kms.json
}

data "aws_iam_policy_document" "task_statements" {
  # Each team reads its own folder.
  statement {
    sid       = "OwnFolder"
    actions   = ["s3:GetObject"]
    resources = ["arn:${local.partition}:s3:::shop-home/&{aws:PrincipalTag/team}/*"]

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["true"]
    }
  }
}

resource "aws_iam_role_policy" "task_statements" {
  name   = "TaskStatements"
  role   = aws_iam_role.task.name
  policy = data.aws_iam_policy_document.task_statements.json
}
