# GitHub Actions deploy role (OIDC). Lets a GitHub Actions workflow push the image and deploy,
# without stored keys.

data "aws_iam_policy_document" "github_oidc_deploy_trust" {
  statement {
    sid     = "GitHubActionsAssume"
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
      values   = ["repo:${var.github_owner}/${var.github_repository}:ref:refs/heads/main"]
    }
  }
}

resource "aws_iam_role" "github_oidc_deploy" {
  name               = "${var.project}-github-deploy-role-${var.environment}"
  description        = "GitHub Actions deploy role (OIDC) of orders"
  assume_role_policy = data.aws_iam_policy_document.github_oidc_deploy_trust.json
  tags               = local.tags
}

data "aws_iam_policy_document" "github_oidc_deploy" {
  # Every pull and every push needs an authorization token; this action supports only *.
  statement {
    sid       = "EcrAuthToken"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  # docker push uploads the manifest and the layers that the repository does not have; docker pull
  # reads the image as a layer cache.
  statement {
    sid = "EcrPullPush"
    actions = [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:CompleteLayerUpload",
      "ecr:GetDownloadUrlForLayer",
      "ecr:InitiateLayerUpload",
      "ecr:PutImage",
      "ecr:UploadLayerPart",
    ]
    resources = ["arn:${local.partition}:ecr:${local.region}:${local.account_id}:repository/${local.repository}"]
  }

  # The deployment copies the current revision of the task definition; this action supports only *.
  statement {
    sid       = "ReadTaskDefinition"
    actions   = ["ecs:DescribeTaskDefinition"]
    resources = ["*"]
  }

  # The deployment registers a revision with the new image; ECS checks this action on *, the
  # condition refuses privileged containers, and the statement PassTaskRoles limits the roles of the
  # revision.
  statement {
    sid       = "RegisterTaskDefinition"
    actions   = ["ecs:RegisterTaskDefinition"]
    resources = ["*"]

    condition {
      test     = "StringEqualsIfExists"
      variable = "ecs:privileged"
      values   = ["false"]
    }
  }

  # RegisterTaskDefinition tags a revision that has tags; the condition allows tagging in that call
  # only.
  statement {
    sid       = "TagTaskDefinitionOnRegister"
    actions   = ["ecs:TagResource"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task-definition/${local.family}:*"]

    condition {
      test     = "StringEquals"
      variable = "ecs:CreateAction"
      values   = ["RegisterTaskDefinition"]
    }
  }

  # The deployment updates the service to the new revision; the condition refuses a task definition
  # of another family.
  statement {
    sid       = "DeployService"
    actions   = ["ecs:UpdateService"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:service/${local.cluster}/${local.service}"]

    condition {
      test     = "ArnLikeIfExists"
      variable = "ecs:task-definition"
      values   = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task-definition/${local.family}:*"]
    }
  }

  # The deployment reads the service until it is stable.
  statement {
    sid       = "WatchService"
    actions   = ["ecs:DescribeServices"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:service/${local.cluster}/${local.service}"]
  }

  # A call that registers or runs a task definition passes its task role and execution role to ECS;
  # the statement allows no other role.
  statement {
    sid       = "PassTaskRoles"
    actions   = ["iam:PassRole"]
    resources = [aws_iam_role.task_execution.arn, aws_iam_role.task.arn]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }

  # Settings, trust and policies of each role.
  statement {
    sid       = "ReadRoles"
    actions   = ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"]
    resources = [aws_iam_role.task_execution.arn, aws_iam_role.task.arn, aws_iam_role.github_oidc_deploy.arn]
  }
}

resource "aws_iam_role_policy" "github_oidc_deploy" {
  name   = "GithubOidcDeploy"
  role   = aws_iam_role.github_oidc_deploy.name
  policy = data.aws_iam_policy_document.github_oidc_deploy.json
}
