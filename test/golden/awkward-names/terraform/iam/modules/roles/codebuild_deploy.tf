# CodeBuild deployment role. Lets the buildspec of the deployment register the task definition and
# update the service of one environment. It builds no image and pushes none.

data "aws_iam_policy_document" "codebuild_deploy_trust" {
  statement {
    sid     = "CodeBuildAssume"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["codebuild.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:codebuild:${local.region}:${local.account_id}:project/${local.deploy_project}"]
    }
  }
}

resource "aws_iam_role" "codebuild_deploy" {
  name               = "${var.project}-codebuild-deploy-role-${var.environment}"
  description        = "CodeBuild deployment role of 0Shop_API-v2"
  assume_role_policy = data.aws_iam_policy_document.codebuild_deploy_trust.json
  tags               = local.tags
}

data "aws_iam_policy_document" "codebuild_deploy" {
  # CodeBuild creates the log group of the project on the first build.
  statement {
    sid     = "CreateBuildLogGroup"
    actions = ["logs:CreateLogGroup"]
    resources = [
      "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/codebuild/${local.deploy_project}",
      "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/codebuild/${local.deploy_project}:*",
    ]
  }

  # CodeBuild creates a log stream for each build and writes its output to it.
  statement {
    sid       = "WriteBuildLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/codebuild/${local.deploy_project}:*"]
  }

  # The action downloads its input artifact from the artifact bucket of the pipeline.
  statement {
    sid       = "ReadArtifacts"
    actions   = ["s3:GetObject", "s3:GetObjectVersion"]
    resources = ["arn:${local.partition}:s3:::0shop-api-v2-dev-1-artifacts-${local.account_id}/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [local.account_id]
    }
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
}

resource "aws_iam_role_policy" "codebuild_deploy" {
  name   = "CodeBuildDeploy"
  role   = aws_iam_role.codebuild_deploy.name
  policy = data.aws_iam_policy_document.codebuild_deploy.json
}
