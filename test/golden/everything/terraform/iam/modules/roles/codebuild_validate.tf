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
  name                 = "${var.project}-codebuild-validate-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "CodeBuild validation role of shop"
  assume_role_policy   = data.aws_iam_policy_document.codebuild_validate_trust.json
  max_session_duration = 7200
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
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
    resources = ["arn:${local.partition}:s3:::shop-dev-artifacts/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [local.account_id]
    }
  }

  # S3 decrypts each artifact with this key when the role reads it.
  statement {
    sid       = "ReadArtifactKey"
    actions   = ["kms:Decrypt", "kms:DescribeKey"]
    resources = ["arn:${local.partition}:kms:${local.region}:${local.account_id}:key/aaaaaaaa-0000-0000-0000-000000000005"]
  }

  # S3 decrypts each artifact with the key of the pipeline when the role reads it; the policy of
  # that key names this role, and no other key of that account does.
  statement {
    sid       = "ReadOwnArtifactKey"
    actions   = ["kms:Decrypt", "kms:DescribeKey"]
    resources = ["arn:${local.partition}:kms:${local.region}:${local.account_id}:key/*"]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.${local.region}.${local.dns_suffix}"]
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
    sid     = "ReadRoles"
    actions = ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"]
    resources = [
      aws_iam_role.task_execution.arn,
      aws_iam_role.task.arn,
      aws_iam_role.codebuild_validate.arn,
      aws_iam_role.ecs_exec.arn,
      aws_iam_role.service.arn,
      aws_iam_role.codedeploy.arn,
      aws_iam_role.infrastructure.arn,
      aws_iam_role.deployment_hook.arn,
      aws_iam_role.container_instance.arn,
      aws_iam_role.anywhere.arn,
      aws_iam_role.scheduled_task_scheduler.arn,
      aws_iam_role.scheduled_task_events.arn,
      aws_iam_role.task_runner.arn,
      aws_iam_role.github_oidc_deploy.arn,
      aws_iam_role.cross_account_ecr_pull.arn,
      aws_iam_role.cross_account_logs.arn,
      aws_iam_role.ecr_pull_through.arn,
      aws_iam_role.ecr_creation_template.arn,
    ]
  }

  # Which role an instance profile holds.
  statement {
    sid     = "ReadInstanceProfiles"
    actions = ["iam:GetInstanceProfile"]
    resources = [
      "arn:${local.partition}:iam::${local.account_id}:instance-profile/${var.project}-ecs-instance-role-${var.environment}",
      "arn:${local.partition}:iam::${local.account_id}:instance-profile/*/${var.project}-ecs-instance-role-${var.environment}",
    ]
  }

  # Listed below a path prefix; the call takes no resource.
  statement {
    sid       = "FindServiceLinkedRoles"
    actions   = ["iam:ListRoles"]
    resources = ["*"]
  }

  # Audiences of the identity provider.
  statement {
    sid       = "ReadProviders"
    actions   = ["iam:GetOpenIDConnectProvider"]
    resources = ["arn:${local.partition}:iam::${local.account_id}:oidc-provider/token.actions.githubusercontent.com"]
  }

  # That the repository exists, and its policy.
  statement {
    sid       = "ReadRepository"
    actions   = ["ecr:DescribeRepositories", "ecr:GetRepositoryPolicy"]
    resources = ["arn:${local.partition}:ecr:${local.region}:${local.account_id}:repository/${local.repository}"]
  }

  # The call takes no resource.
  statement {
    sid       = "ReadLogsPolicies"
    actions   = ["logs:DescribeResourcePolicies"]
    resources = ["*"]
  }

  # The call takes no resource.
  statement {
    sid       = "ReadDestinations"
    actions   = ["logs:DescribeDestinations"]
    resources = ["*"]
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
    sid     = "ReadRoles"
    actions = ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"]
    resources = [
      aws_iam_role.codebuild[0].arn,
      aws_iam_role.codepipeline[0].arn,
      aws_iam_role.pipeline_trigger[0].arn,
      aws_iam_role.codebuild_batch[0].arn,
    ]
  }

  # Documents of the customer-managed policies.
  statement {
    sid       = "ReadPolicies"
    actions   = ["iam:GetPolicy", "iam:GetPolicyVersion"]
    resources = ["arn:${local.partition}:iam::${local.account_id}:policy/team/shop/${var.project}-codebuild-role-${var.environment}-*"]
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
