# CodePipeline service role. Moves artifacts, starts the build and deploys the imagedefinitions.json
# of the build to the ECS service (rolling), or hands over to CodeDeploy (blue/green option).

data "aws_iam_policy_document" "codepipeline_trust" {
  statement {
    sid     = "CodePipelineAssume"
    effect  = "Allow"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["codepipeline.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "codepipeline" {
  name                 = "${var.project}-codepipeline-role-${var.environment}"
  path                 = "/"
  description          = "CodePipeline service role of shop"
  assume_role_policy   = data.aws_iam_policy_document.codepipeline_trust.json
  max_session_duration = 3600
  tags                 = local.tags
}

data "aws_iam_policy_document" "codepipeline_pipeline_artifacts" {
  # Each action downloads its input artifact, by version, and uploads its output to the pipeline's
  # bucket.
  statement {
    sid    = "ArtifactObjects"
    effect = "Allow"
    actions = [
      "s3:GetObject",
      "s3:GetObjectVersion",
      "s3:PutObject",
    ]
    resources = ["arn:${local.partition}:s3:::${var.artifact_bucket_prefix}-${local.account_id}/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [local.account_id]
    }
  }

  # CodePipeline checks the owner, Region and versioning of the artifact bucket.
  statement {
    sid    = "ArtifactBucket"
    effect = "Allow"
    actions = [
      "s3:GetBucketAcl",
      "s3:GetBucketLocation",
      "s3:GetBucketVersioning",
    ]
    resources = ["arn:${local.partition}:s3:::${var.artifact_bucket_prefix}-${local.account_id}"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [local.account_id]
    }
  }
}

resource "aws_iam_role_policy" "codepipeline_pipeline_artifacts" {
  name   = "PipelineArtifacts"
  role   = aws_iam_role.codepipeline.name
  policy = data.aws_iam_policy_document.codepipeline_pipeline_artifacts.json
}

data "aws_iam_policy_document" "codepipeline_pipeline_build" {
  # The build action starts the build project and waits for the build to end.
  statement {
    sid    = "RunBuild"
    effect = "Allow"
    actions = [
      "codebuild:BatchGetBuilds",
      "codebuild:StartBuild",
    ]
    resources = ["arn:${local.partition}:codebuild:${local.region}:${local.account_id}:project/${var.build_project}"]
  }

  # The Validate stage starts the validation project and waits for it to end.
  statement {
    sid    = "RunValidation"
    effect = "Allow"
    actions = [
      "codebuild:BatchGetBuilds",
      "codebuild:StartBuild",
    ]
    resources = ["arn:${local.partition}:codebuild:${local.region}:${local.account_id}:project/${var.validate_project}"]
  }
}

resource "aws_iam_role_policy" "codepipeline_pipeline_build" {
  name   = "PipelineBuild"
  role   = aws_iam_role.codepipeline.name
  policy = data.aws_iam_policy_document.codepipeline_pipeline_build.json
}

data "aws_iam_policy_document" "codepipeline_pipeline_deploy" {
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

  # The deployment waits for the new tasks to run and reads why one stopped.
  statement {
    sid       = "WatchTasks"
    effect    = "Allow"
    actions   = ["ecs:DescribeTasks"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task/${var.cluster}/*"]
  }

  # The deployment lists the service's tasks; IAM offers no resource for a list by service, so the
  # cluster limits it.
  statement {
    sid       = "ListServiceTasks"
    effect    = "Allow"
    actions   = ["ecs:ListTasks"]
    resources = ["*"]

    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:cluster/${var.cluster}"]
    }
  }

  # Whoever registers or runs a task definition passes its task role and execution role to ECS, and
  # may pass no other.
  statement {
    sid     = "PassTaskRoles"
    effect  = "Allow"
    actions = ["iam:PassRole"]
    resources = [
      "arn:${local.partition}:iam::${local.account_id}:role/${var.project}-ecs-task-execution-role-${var.environment}",
      "arn:${local.partition}:iam::${local.account_id}:role/${var.project}-ecs-task-role-${var.environment}",
    ]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "codepipeline_pipeline_deploy" {
  name   = "PipelineDeploy"
  role   = aws_iam_role.codepipeline.name
  policy = data.aws_iam_policy_document.codepipeline_pipeline_deploy.json
}
