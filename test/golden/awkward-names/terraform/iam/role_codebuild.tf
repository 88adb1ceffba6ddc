# CodeBuild service role. Builds the image, pushes it to ECR, writes logs, reads and writes pipeline
# artifacts, publishes test reports and, where the buildspec deploys, registers the task definition
# and updates the service.

data "aws_iam_policy_document" "codebuild_trust" {
  statement {
    sid     = "CodeBuildAssume"
    effect  = "Allow"
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
      values = [
        "arn:${local.partition}:codebuild:${local.region}:${local.account_id}:project/${var.build_project}",
        "arn:${local.partition}:codebuild:${local.region}:${local.account_id}:project/${var.validate_project}",
      ]
    }
  }
}

resource "aws_iam_role" "codebuild" {
  name                 = "${var.project}-codebuild-role-${var.environment}"
  path                 = "/"
  description          = "CodeBuild service role of 0Shop_API-v2"
  assume_role_policy   = data.aws_iam_policy_document.codebuild_trust.json
  max_session_duration = 3600
  tags                 = local.tags
}

data "aws_iam_policy_document" "codebuild_build_logs" {
  # CodeBuild makes the log group of the project on its first build and one stream per build.
  statement {
    sid    = "WriteBuildLogs"
    effect = "Allow"
    actions = [
      "logs:CreateLogGroup",
      "logs:CreateLogStream",
      "logs:PutLogEvents",
    ]
    resources = [
      "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/codebuild/${var.build_project}",
      "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/codebuild/${var.build_project}:*",
    ]
  }
}

resource "aws_iam_role_policy" "codebuild_build_logs" {
  name   = "BuildLogs"
  role   = aws_iam_role.codebuild.name
  policy = data.aws_iam_policy_document.codebuild_build_logs.json
}

data "aws_iam_policy_document" "codebuild_build_artifacts" {
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

  # CodeBuild checks the owner and the Region of the artifact bucket before it uploads.
  statement {
    sid    = "ArtifactBucket"
    effect = "Allow"
    actions = [
      "s3:GetBucketAcl",
      "s3:GetBucketLocation",
    ]
    resources = ["arn:${local.partition}:s3:::${var.artifact_bucket_prefix}-${local.account_id}"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [local.account_id]
    }
  }
}

resource "aws_iam_role_policy" "codebuild_build_artifacts" {
  name   = "BuildArtifacts"
  role   = aws_iam_role.codebuild.name
  policy = data.aws_iam_policy_document.codebuild_build_artifacts.json
}

data "aws_iam_policy_document" "codebuild_build_images" {
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

resource "aws_iam_role_policy" "codebuild_build_images" {
  name   = "BuildImages"
  role   = aws_iam_role.codebuild.name
  policy = data.aws_iam_policy_document.codebuild_build_images.json
}

data "aws_iam_policy_document" "codebuild_build_reports" {
  # The reports section of a buildspec creates a report group named after the project and fills it;
  # without this the build fails although its tests pass.
  statement {
    sid    = "TestReports"
    effect = "Allow"
    actions = [
      "codebuild:BatchPutCodeCoverages",
      "codebuild:BatchPutTestCases",
      "codebuild:CreateReport",
      "codebuild:CreateReportGroup",
      "codebuild:UpdateReport",
    ]
    resources = ["arn:${local.partition}:codebuild:${local.region}:${local.account_id}:report-group/${var.build_project}-*"]
  }
}

resource "aws_iam_role_policy" "codebuild_build_reports" {
  name   = "BuildReports"
  role   = aws_iam_role.codebuild.name
  policy = data.aws_iam_policy_document.codebuild_build_reports.json
}

data "aws_iam_policy_document" "codebuild_build_deploy" {
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

resource "aws_iam_role_policy" "codebuild_build_deploy" {
  name   = "BuildDeploy"
  role   = aws_iam_role.codebuild.name
  policy = data.aws_iam_policy_document.codebuild_build_deploy.json
}

data "aws_iam_policy_document" "codebuild_validate_roles" {
  # The findings of the validation are a test report of the validation project.
  statement {
    sid    = "ValidationReport"
    effect = "Allow"
    actions = [
      "codebuild:BatchPutCodeCoverages",
      "codebuild:BatchPutTestCases",
      "codebuild:CreateReport",
      "codebuild:CreateReportGroup",
      "codebuild:UpdateReport",
    ]
    resources = ["arn:${local.partition}:codebuild:${local.region}:${local.account_id}:report-group/${var.validate_project}-*"]
  }

  # Settings, trust and policies of each role.
  statement {
    sid    = "ReadRoles"
    effect = "Allow"
    actions = [
      "iam:GetRole",
      "iam:GetRolePolicy",
      "iam:ListAttachedRolePolicies",
      "iam:ListRolePolicies",
    ]
    resources = [
      "arn:${local.partition}:iam::${local.account_id}:role/${var.project}-ecs-task-execution-role-${var.environment}",
      "arn:${local.partition}:iam::${local.account_id}:role/*/${var.project}-ecs-task-execution-role-${var.environment}",
      "arn:${local.partition}:iam::${local.account_id}:role/${var.project}-ecs-task-role-${var.environment}",
      "arn:${local.partition}:iam::${local.account_id}:role/*/${var.project}-ecs-task-role-${var.environment}",
      "arn:${local.partition}:iam::${local.account_id}:role/${var.project}-codebuild-role-${var.environment}",
      "arn:${local.partition}:iam::${local.account_id}:role/*/${var.project}-codebuild-role-${var.environment}",
      "arn:${local.partition}:iam::${local.account_id}:role/${var.project}-codepipeline-role-${var.environment}",
      "arn:${local.partition}:iam::${local.account_id}:role/*/${var.project}-codepipeline-role-${var.environment}",
    ]
  }

  # Listed below a path prefix; the call takes no resource.
  statement {
    sid       = "FindServiceLinkedRoles"
    effect    = "Allow"
    actions   = ["iam:ListRoles"]
    resources = ["*"]
  }

  # That the repository exists, and its policy.
  statement {
    sid    = "ReadRepository"
    effect = "Allow"
    actions = [
      "ecr:DescribeRepositories",
      "ecr:GetRepositoryPolicy",
    ]
    resources = ["arn:${local.partition}:ecr:${local.region}:${local.account_id}:repository/${var.repository}"]
  }
}

resource "aws_iam_role_policy" "codebuild_validate_roles" {
  name   = "ValidateRoles"
  role   = aws_iam_role.codebuild.name
  policy = data.aws_iam_policy_document.codebuild_validate_roles.json
}
