# GitHub Actions deploy role (OIDC). Lets a GitHub Actions workflow push the image and deploy,
# without stored keys.

data "aws_iam_policy_document" "github_oidc_deploy_trust" {
  statement {
    sid     = "GitHubActionsAssume"
    effect  = "Allow"
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:oidc-provider/token.actions.githubusercontent.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = [var.oidc_audience]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:${var.github_owner}/${var.github_repository}:ref:refs/heads/${var.branch}"]
    }
  }
}

resource "aws_iam_role" "github_oidc_deploy" {
  name                 = "${var.project}-github-deploy-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "GitHub Actions deploy role (OIDC) of shop"
  assume_role_policy   = data.aws_iam_policy_document.github_oidc_deploy_trust.json
  max_session_duration = 7200
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
}

data "aws_iam_policy_document" "github_oidc_deploy_deploy_images" {
  # Every pull and push begins with a login token, and the call names no repository.
  statement {
    sid       = "EcrAuthToken"
    effect    = "Allow"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  # docker push uploads the new layers and the manifest; the pull half serves the layer cache and
  # skips layers already there.
  statement {
    sid    = "EcrPullPush"
    effect = "Allow"
    actions = [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:CompleteLayerUpload",
      "ecr:GetDownloadUrlForLayer",
      "ecr:InitiateLayerUpload",
      "ecr:PutImage",
      "ecr:UploadLayerPart",
    ]
    resources = ["arn:${local.partition}:ecr:${local.region}:${local.account_id}:repository/${var.repository}"]
  }
}

resource "aws_iam_role_policy" "github_oidc_deploy_deploy_images" {
  name   = "DeployImages"
  role   = aws_iam_role.github_oidc_deploy.name
  policy = data.aws_iam_policy_document.github_oidc_deploy_deploy_images.json
}

data "aws_iam_policy_document" "github_oidc_deploy_deploy_service" {
  # The new revision starts as a copy of the current one; IAM offers no resource for this read.
  statement {
    sid       = "ReadTaskDefinition"
    effect    = "Allow"
    actions   = ["ecs:DescribeTaskDefinition"]
    resources = ["*"]
  }

  # The deployment registers a revision with the new image; the call is checked on *, and
  # PassTaskRoles is what limits it.
  statement {
    sid       = "RegisterTaskDefinition"
    effect    = "Allow"
    actions   = ["ecs:RegisterTaskDefinition"]
    resources = ["*"]
  }

  # A revision with tags is tagged in the call that registers it, and in no other.
  statement {
    sid       = "TagTaskDefinitionOnRegister"
    effect    = "Allow"
    actions   = ["ecs:TagResource"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task-definition/${var.family}:*"]

    condition {
      test     = "StringEquals"
      variable = "ecs:CreateAction"
      values   = ["RegisterTaskDefinition"]
    }
  }

  # The service is given the new revision, then read until it is stable.
  statement {
    sid    = "DeployService"
    effect = "Allow"
    actions = [
      "ecs:DescribeServices",
      "ecs:UpdateService",
    ]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:service/${var.cluster}/${var.service}"]
  }

  # Whoever registers or runs a task definition passes its task role and execution role to ECS, and
  # may pass no other.
  statement {
    sid     = "PassTaskRoles"
    effect  = "Allow"
    actions = ["iam:PassRole"]
    resources = [
      "arn:${local.partition}:iam::${local.account_id}:role/team/shop/${var.project}-ecs-task-execution-role-${var.environment}",
      "arn:${local.partition}:iam::${local.account_id}:role/team/shop/${var.project}-ecs-task-role-${var.environment}",
    ]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }

  # Starts the task, in this cluster alone; a call without a revision is checked against the family.
  statement {
    sid     = "RunTask"
    effect  = "Allow"
    actions = ["ecs:RunTask"]
    resources = [
      "arn:${local.partition}:ecs:${local.region}:${local.account_id}:task-definition/${var.family}",
      "arn:${local.partition}:ecs:${local.region}:${local.account_id}:task-definition/${var.family}:*",
    ]

    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:cluster/${var.cluster}"]
    }
  }

  # A task that gets tags (its own or propagated ones) is tagged in the call that starts it.
  statement {
    sid       = "TagTaskOnRun"
    effect    = "Allow"
    actions   = ["ecs:TagResource"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task/${var.cluster}/*"]

    condition {
      test     = "StringEquals"
      variable = "ecs:CreateAction"
      values   = ["RunTask"]
    }
  }

  # The workflow waits for the task to end and stops it when the job is cancelled.
  statement {
    sid    = "WatchTasks"
    effect = "Allow"
    actions = [
      "ecs:DescribeTasks",
      "ecs:StopTask",
    ]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task/${var.cluster}/*"]
  }
}

resource "aws_iam_role_policy" "github_oidc_deploy_deploy_service" {
  name   = "DeployService"
  role   = aws_iam_role.github_oidc_deploy.name
  policy = data.aws_iam_policy_document.github_oidc_deploy_deploy_service.json
}
