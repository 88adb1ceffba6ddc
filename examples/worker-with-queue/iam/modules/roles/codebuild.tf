# CodeBuild service role. Lets CodeBuild pull and push the image, write logs, read and write
# pipeline artifacts and publish test reports. Where the buildspec deploys, it also registers the
# task definition and updates the service.

data "aws_iam_policy_document" "codebuild_trust" {
  count = local.is_home ? 1 : 0

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
      values   = ["arn:${local.partition}:codebuild:${local.region}:${local.account_id}:project/${local.build_project}"]
    }
  }
}

resource "aws_iam_role" "codebuild" {
  count = local.is_home ? 1 : 0

  name               = "${var.project}-codebuild-role-${var.environment}"
  description        = "CodeBuild service role of worker"
  assume_role_policy = data.aws_iam_policy_document.codebuild_trust[0].json
  tags               = local.tags
}

data "aws_iam_policy_document" "codebuild" {
  count = local.is_home ? 1 : 0

  # CodeBuild creates the log group of the project on the first build.
  statement {
    sid     = "CreateBuildLogGroup"
    actions = ["logs:CreateLogGroup"]
    resources = [
      "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/codebuild/${local.build_project}",
      "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/codebuild/${local.build_project}:*",
    ]
  }

  # CodeBuild creates a log stream for each build and writes its output to it.
  statement {
    sid       = "WriteBuildLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/codebuild/${local.build_project}:*"]
  }

  # Each action downloads a version of its input artifact from the artifact bucket and uploads its
  # output artifact to it.
  statement {
    sid       = "ArtifactObjects"
    actions   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
    resources = ["arn:${local.partition}:s3:::${local.artifact_bucket_prefix}-${local.account_id}/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [local.account_id]
    }
  }

  # CodeBuild checks the owner and the Region of the artifact bucket before it uploads.
  statement {
    sid       = "ArtifactBucket"
    actions   = ["s3:GetBucketAcl", "s3:GetBucketLocation"]
    resources = ["arn:${local.partition}:s3:::${local.artifact_bucket_prefix}-${local.account_id}"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [local.account_id]
    }
  }

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

  # CodeBuild creates a report group for the reports section of the buildspec and adds each report
  # to it; without these actions the build fails even if its tests pass.
  statement {
    sid = "TestReports"
    actions = [
      "codebuild:BatchPutCodeCoverages",
      "codebuild:BatchPutTestCases",
      "codebuild:CreateReport",
      "codebuild:CreateReportGroup",
      "codebuild:UpdateReport",
    ]
    resources = ["arn:${local.partition}:codebuild:${local.region}:${local.account_id}:report-group/${local.build_project}-*"]
  }
}

resource "aws_iam_role_policy" "codebuild" {
  count = local.is_home ? 1 : 0

  name   = "CodeBuild"
  role   = aws_iam_role.codebuild[0].name
  policy = data.aws_iam_policy_document.codebuild[0].json
}
