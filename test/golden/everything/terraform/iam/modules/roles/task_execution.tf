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
  name                 = "${var.project}-ecs-task-execution-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "ECS task execution role of shop"
  assume_role_policy   = data.aws_iam_policy_document.task_execution_trust.json
  max_session_duration = 7200
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
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

  # The agent reads the secrets that the task definition names and sets them as environment
  # variables.
  statement {
    sid     = "ReadSecrets"
    actions = ["secretsmanager:GetSecretValue"]
    resources = [
      "arn:${local.partition}:secretsmanager:${local.region}:${local.account_id}:secret:shop/${var.environment}/db-??????",
      "arn:${local.partition}:secretsmanager:eu-central-1:444455556666:secret:shared/api-??????",
    ]
  }

  # The agent reads the parameters that the task definition names; it never calls GetParameter.
  statement {
    sid     = "ReadParameters"
    actions = ["ssm:GetParameters"]
    resources = [
      "arn:${local.partition}:ssm:${local.region}:${local.account_id}:parameter/shop/${var.environment}/api-url",
      "arn:${local.partition}:ssm:${local.region}:${local.account_id}:parameter/shop/${var.environment}/flags",
    ]
  }

  # Secrets Manager and Parameter Store decrypt with this key on behalf of the agent; the condition
  # allows no direct call to KMS.
  statement {
    sid     = "DecryptSecrets"
    actions = ["kms:Decrypt"]
    resources = [
      "arn:${local.partition}:kms:${local.region}:${local.account_id}:key/${var.secrets_kms_key_id}",
      "arn:${local.partition}:kms:eu-central-1:444455556666:key/${var.secrets_kms_key_id}",
    ]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values = [
        "secretsmanager.${local.region}.${local.dns_suffix}",
        "secretsmanager.eu-central-1.${local.dns_suffix}",
        "ssm.${local.region}.${local.dns_suffix}",
        "ssm.eu-central-1.${local.dns_suffix}",
      ]
    }
  }

  # The agent downloads the environment files that the task definition names.
  statement {
    sid     = "ReadEnvFiles"
    actions = ["s3:GetObject"]
    resources = [
      "arn:${local.partition}:s3:::shop-config/${var.environment}/web.env",
      "arn:${local.partition}:s3:::shop-config/common.env",
    ]
  }

  # The agent reads the Region of the bucket before it downloads the file.
  statement {
    sid       = "LocateEnvFileBucket"
    actions   = ["s3:GetBucketLocation"]
    resources = ["arn:${local.partition}:s3:::shop-config"]
  }

  # S3 decrypts the environment files with this key on behalf of the agent.
  statement {
    sid       = "DecryptEnvFiles"
    actions   = ["kms:Decrypt"]
    resources = ["arn:${local.partition}:kms:${local.region}:${local.account_id}:key/${var.env_files_kms_key_id}"]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.${local.region}.${local.dns_suffix}"]
    }
  }

  # The agent reads the user name and password of the registry that holds the image.
  statement {
    sid       = "ReadRegistryCredentials"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = ["arn:${local.partition}:secretsmanager:${local.region}:${local.account_id}:secret:${var.registry_secret_name}-??????"]
  }

  # The first pull of an upstream image creates its repository under the rule's prefix and imports
  # the image.
  statement {
    sid = "EcrPullThroughCache"
    actions = [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:BatchImportUpstreamImage",
      "ecr:CreateRepository",
      "ecr:GetDownloadUrlForLayer",
    ]
    resources = ["arn:${local.partition}:ecr:${local.region}:${local.account_id}:repository/${var.pull_through_prefix}/*"]
  }

  # The image is in a repository of another account, and its repository policy must allow this role
  # too.
  statement {
    sid       = "EcrPullCrossAccount"
    actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    resources = ["arn:${local.partition}:ecr:${var.registry_region}:${var.registry_account}:repository/${local.registry_repository}"]
  }

  # The awslogs driver creates the log group when awslogs-create-group is true.
  statement {
    sid     = "CreateLogGroup"
    actions = ["logs:CreateLogGroup"]
    resources = [
      "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${local.log_group}",
      "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${local.log_group}:*",
    ]
  }

  # The agent downloads the configuration file for the log router container.
  statement {
    sid       = "ReadFirelensConfig"
    actions   = ["s3:GetObject"]
    resources = ["arn:${local.partition}:s3:::${var.firelens_config_bucket}/${var.firelens_config_key}"]
  }

  # The agent reads the Region of the bucket before it downloads the file.
  statement {
    sid       = "LocateFirelensBucket"
    actions   = ["s3:GetBucketLocation"]
    resources = ["arn:${local.partition}:s3:::${var.firelens_config_bucket}"]
  }

  # GuardDuty adds its agent to each task, and ECS pulls the image of the agent from a repository of
  # AWS.
  statement {
    sid       = "EcrPullGuardDutyAgent"
    actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    resources = ["arn:${local.partition}:ecr:${local.region}:${var.guard_duty_account}:repository/aws-guardduty-agent-fargate"]
  }
}

resource "aws_iam_role_policy" "task_execution" {
  name   = "TaskExecution"
  role   = aws_iam_role.task_execution.name
  policy = data.aws_iam_policy_document.task_execution.json
}

data "aws_iam_policy_document" "task_execution_execution_statements" {
  # Named in the answers file (executionStatements).
  statement {
    sid       = "ReadConfiguration"
    actions   = ["s3:GetObject"]
    resources = ["arn:${local.partition}:s3:::shop-${var.environment}-agent/*"]
  }
}

resource "aws_iam_role_policy" "task_execution_execution_statements" {
  name   = "ExecutionStatements"
  role   = aws_iam_role.task_execution.name
  policy = data.aws_iam_policy_document.task_execution_execution_statements.json
}
