# Cross-account ECR pull role (target account). For the account that runs the tasks: pulls the image
# from the repository of the registry account.

data "aws_iam_policy_document" "cross_account_ecr_pull_trust" {
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

  statement {
    sid     = "DeployerAssume"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:root"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:PrincipalArn"
      values   = [var.deployer_role_arn]
    }
  }
}

resource "aws_iam_role" "cross_account_ecr_pull" {
  name                 = "${var.project}-cross-account-ecr-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "Cross-account ECR pull role (target account) of shop"
  assume_role_policy   = data.aws_iam_policy_document.cross_account_ecr_pull_trust.json
  max_session_duration = 7200
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
}

data "aws_iam_policy_document" "cross_account_ecr_pull" {
  # Every pull and every push needs an authorization token; this action supports only *.
  statement {
    sid       = "EcrAuthToken"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  # The image is in a repository of another account, and its repository policy must allow this role
  # too.
  statement {
    sid       = "EcrPullCrossAccount"
    actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    resources = ["arn:${local.partition}:ecr:${var.registry_region}:${var.registry_account}:repository/${local.registry_repository}"]
  }

  # The awslogs driver creates a log stream for each container and writes its output to it.
  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${local.log_group}:*"]
  }
}

resource "aws_iam_role_policy" "cross_account_ecr_pull" {
  name   = "CrossAccountEcrPull"
  role   = aws_iam_role.cross_account_ecr_pull.name
  policy = data.aws_iam_policy_document.cross_account_ecr_pull.json
}
