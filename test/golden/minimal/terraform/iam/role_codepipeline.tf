# CodePipeline service role. Lets CodePipeline read and write artifacts, start the build and deploy
# the image to the ECS service, with a rolling update or through CodeDeploy.

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
  # Each action downloads a version of its input artifact from the artifact bucket and uploads its
  # output artifact to it.
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
  # The deployment copies the current revision of the task definition; this action supports only *.
  statement {
    sid       = "ReadTaskDefinition"
    effect    = "Allow"
    actions   = ["ecs:DescribeTaskDefinition"]
    resources = ["*"]
  }

  # The deployment registers a revision with the new image; ECS checks this action on *, and the
  # statement PassTaskRoles limits the roles of the revision.
  statement {
    sid       = "RegisterTaskDefinition"
    effect    = "Allow"
    actions   = ["ecs:RegisterTaskDefinition"]
    resources = ["*"]
  }

  # RegisterTaskDefinition tags a revision that has tags; the condition allows tagging in that call
  # only.
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

  # The deployment updates the service to the new revision and reads the service until it is stable.
  statement {
    sid    = "DeployService"
    effect = "Allow"
    actions = [
      "ecs:DescribeServices",
      "ecs:UpdateService",
    ]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:service/${var.cluster}/${var.service}"]
  }

  # The deployment waits until the new tasks run, and reads why a task stopped.
  statement {
    sid       = "WatchTasks"
    effect    = "Allow"
    actions   = ["ecs:DescribeTasks"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task/${var.cluster}/*"]
  }

  # The deployment lists the tasks of the service; ECS checks a list by service on *, so the
  # condition limits it to the cluster.
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

  # A call that registers or runs a task definition passes its task role and execution role to ECS;
  # the statement allows no other role.
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
