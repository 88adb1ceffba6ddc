# CodeBuild batch role. Lets CodeBuild start, stop and retry the single builds of a batch build.

data "aws_iam_policy_document" "codebuild_batch_trust" {
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

resource "aws_iam_role" "codebuild_batch" {
  count = local.is_home ? 1 : 0

  name                 = "${var.project}-codebuild-batch-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "CodeBuild batch role of shop"
  assume_role_policy   = data.aws_iam_policy_document.codebuild_batch_trust[0].json
  max_session_duration = 7200
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
}

data "aws_iam_policy_document" "codebuild_batch" {
  count = local.is_home ? 1 : 0

  # The batch starts its builds of this project, and stops or retries them.
  statement {
    sid       = "RunBatch"
    actions   = ["codebuild:RetryBuild", "codebuild:StartBuild", "codebuild:StopBuild"]
    resources = ["arn:${local.partition}:codebuild:${local.region}:${local.account_id}:project/${local.build_project}"]
  }
}

resource "aws_iam_role_policy" "codebuild_batch" {
  count = local.is_home ? 1 : 0

  name   = "CodeBuildBatch"
  role   = aws_iam_role.codebuild_batch[0].name
  policy = data.aws_iam_policy_document.codebuild_batch[0].json
}
