# ECR repository creation template role. Lets ECR create repositories with the tags and the key of a
# repository creation template.

data "aws_iam_policy_document" "ecr_creation_template_trust" {
  statement {
    sid     = "EcrTemplateAssume"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecr.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "ecr_creation_template" {
  name                 = "${var.project}-ecr-template-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "ECR repository creation template role of shop"
  assume_role_policy   = data.aws_iam_policy_document.ecr_creation_template_trust.json
  max_session_duration = 7200
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
}

data "aws_iam_policy_document" "ecr_creation_template" {
  # ECR creates a repository under the prefix of the template and tags it.
  statement {
    sid       = "CreateRepositories"
    actions   = ["ecr:CreateRepository", "ecr:TagResource"]
    resources = ["arn:${local.partition}:ecr:${local.region}:${local.account_id}:repository/${var.pull_through_prefix}/*"]
  }

  # ECR replicates the image into the repository that it created.
  statement {
    sid       = "ReplicateImages"
    actions   = ["ecr:ReplicateImage"]
    resources = ["arn:${local.partition}:ecr:${local.region}:${local.account_id}:repository/${var.pull_through_prefix}/*"]
  }

  # ECR makes a grant on the key for each repository that the key encrypts.
  statement {
    sid       = "UseTemplateKey"
    actions   = ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"]
    resources = ["arn:${local.partition}:kms:${local.region}:${local.account_id}:key/${var.template_kms_key_id}"]
  }
}

resource "aws_iam_role_policy" "ecr_creation_template" {
  name   = "EcrCreationTemplate"
  role   = aws_iam_role.ecr_creation_template.name
  policy = data.aws_iam_policy_document.ecr_creation_template.json
}
