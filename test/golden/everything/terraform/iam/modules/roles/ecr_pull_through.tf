# ECR pull-through role (another ECR registry). Lets ECR copy images from the ECR registry of
# another account into the cache repositories of this one.

data "aws_iam_policy_document" "ecr_pull_through_trust" {
  statement {
    sid     = "PullThroughAssume"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["pullthroughcache.ecr.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "ecr_pull_through" {
  name                 = "${var.project}-ecr-pull-through-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "ECR pull-through role (another ECR registry) of shop"
  assume_role_policy   = data.aws_iam_policy_document.ecr_pull_through_trust.json
  max_session_duration = 7200
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
}

data "aws_iam_policy_document" "ecr_pull_through" {
  # Every pull and every push needs an authorization token; this action supports only *.
  statement {
    sid       = "EcrAuthToken"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  # ECR reads the manifest and the layers of the image in the other registry.
  statement {
    sid       = "ReadUpstream"
    actions   = ["ecr:BatchGetImage", "ecr:BatchImportUpstreamImage", "ecr:GetDownloadUrlForLayer"]
    resources = ["arn:${local.partition}:ecr:${var.upstream_region}:${var.upstream_account}:repository/${local.registry_repository}"]
  }

  # ECR stores the image in a repository under the prefix of the cache rule.
  statement {
    sid = "WriteCache"
    actions = [
      "ecr:BatchGetImage",
      "ecr:BatchImportUpstreamImage",
      "ecr:CompleteLayerUpload",
      "ecr:GetDownloadUrlForLayer",
      "ecr:GetImageCopyStatus",
      "ecr:InitiateLayerUpload",
      "ecr:PutImage",
      "ecr:UploadLayerPart",
    ]
    resources = ["arn:${local.partition}:ecr:${local.region}:${local.account_id}:repository/${var.pull_through_prefix}/*"]
  }
}

resource "aws_iam_role_policy" "ecr_pull_through" {
  name   = "EcrPullThrough"
  role   = aws_iam_role.ecr_pull_through.name
  policy = data.aws_iam_policy_document.ecr_pull_through.json
}
