# CodeBuild validation role. Lets the pipeline's validation run scripts/validate-iam.sh: it reads
# the roles of this repo and no others, and changes nothing.

data "aws_iam_policy_document" "codebuild_validate_trust" {
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
      values   = ["arn:${local.partition}:codebuild:${local.region}:${local.account_id}:project/${local.validate_project}"]
    }
  }
}

resource "aws_iam_role" "codebuild_validate" {
  name               = "${var.project}-codebuild-validate-role-${var.environment}"
  description        = "CodeBuild validation role of worker"
  assume_role_policy = data.aws_iam_policy_document.codebuild_validate_trust.json
  tags               = local.tags
}

data "aws_iam_policy_document" "codebuild_validate" {
  # CodeBuild creates the log group of the project on the first build.
  statement {
    sid     = "CreateBuildLogGroup"
    actions = ["logs:CreateLogGroup"]
    resources = [
      "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/codebuild/${local.validate_project}",
      "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/codebuild/${local.validate_project}:*",
    ]
  }

  # CodeBuild creates a log stream for each build and writes its output to it.
  statement {
    sid       = "WriteBuildLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/codebuild/${local.validate_project}:*"]
  }

  # The action downloads its input artifact from the artifact bucket of the pipeline.
  statement {
    sid       = "ReadArtifacts"
    actions   = ["s3:GetObject", "s3:GetObjectVersion"]
    resources = ["arn:${local.partition}:s3:::worker-dev-artifacts-${local.account_id}/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [local.account_id]
    }
  }

  # The validation project publishes its findings as a test report.
  statement {
    sid = "ValidationReport"
    actions = [
      "codebuild:BatchPutCodeCoverages",
      "codebuild:BatchPutTestCases",
      "codebuild:CreateReport",
      "codebuild:CreateReportGroup",
      "codebuild:UpdateReport",
    ]
    resources = ["arn:${local.partition}:codebuild:${local.region}:${local.account_id}:report-group/${local.validate_project}-*"]
  }

  # Settings, trust and policies of each role.
  statement {
    sid       = "ReadRoles"
    actions   = ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"]
    resources = [aws_iam_role.task_execution.arn, aws_iam_role.task.arn, aws_iam_role.codebuild_validate.arn]
  }

  # Listed below a path prefix; the call takes no resource.
  statement {
    sid       = "FindServiceLinkedRoles"
    actions   = ["iam:ListRoles"]
    resources = ["*"]
  }

  # That the repository exists, and its policy.
  statement {
    sid       = "ReadRepository"
    actions   = ["ecr:DescribeRepositories", "ecr:GetRepositoryPolicy"]
    resources = ["arn:${local.partition}:ecr:${local.region}:${local.account_id}:repository/${local.repository}"]
  }
}

resource "aws_iam_role_policy" "codebuild_validate" {
  name   = "CodeBuildValidate"
  role   = aws_iam_role.codebuild_validate.name
  policy = data.aws_iam_policy_document.codebuild_validate.json
}

data "aws_iam_policy_document" "codebuild_validate_validate_home_roles" {
  count = local.is_home ? 1 : 0

  # Settings, trust and policies of each role.
  statement {
    sid       = "ReadRoles"
    actions   = ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"]
    resources = [aws_iam_role.codebuild[0].arn, aws_iam_role.codepipeline[0].arn]
  }
}

resource "aws_iam_role_policy" "codebuild_validate_validate_home_roles" {
  count = local.is_home ? 1 : 0

  name   = "ValidateHomeRoles"
  role   = aws_iam_role.codebuild_validate.name
  policy = data.aws_iam_policy_document.codebuild_validate_validate_home_roles[0].json
}

data "aws_iam_policy_document" "codebuild_validate_validate_other_roles" {
  count = local.is_home ? 0 : 1

  # Settings, trust and policies of each role.
  statement {
    sid       = "ReadRoles"
    actions   = ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"]
    resources = [aws_iam_role.pipeline_deploy[0].arn]
  }
}

resource "aws_iam_role_policy" "codebuild_validate_validate_other_roles" {
  count = local.is_home ? 0 : 1

  name   = "ValidateOtherRoles"
  role   = aws_iam_role.codebuild_validate.name
  policy = data.aws_iam_policy_document.codebuild_validate_validate_other_roles[0].json
}
