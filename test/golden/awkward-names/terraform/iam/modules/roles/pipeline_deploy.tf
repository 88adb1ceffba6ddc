# Pipeline deployment role. Lets the actions of the one pipeline validate and deploy in this
# environment, in the same account or in another one.

data "aws_iam_policy_document" "pipeline_deploy_trust" {
  count = local.is_home ? 0 : 1

  statement {
    sid     = "PipelineAssume"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:root"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:PrincipalArn"
      values   = ["arn:${local.partition}:iam::${local.account_id}:role/${var.project}-codepipeline-role-Dev_1"]
    }
  }
}

resource "aws_iam_role" "pipeline_deploy" {
  count = local.is_home ? 0 : 1

  name               = "${var.project}-pipeline-deploy-role-${var.environment}"
  description        = "Pipeline deployment role of 0Shop_API-v2"
  assume_role_policy = data.aws_iam_policy_document.pipeline_deploy_trust[0].json
  tags               = local.tags
}

data "aws_iam_policy_document" "pipeline_deploy" {
  count = local.is_home ? 0 : 1

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

  # The Validate stage starts the validation project and waits for it to end.
  statement {
    sid       = "RunValidation"
    actions   = ["codebuild:BatchGetBuilds", "codebuild:StartBuild"]
    resources = ["arn:${local.partition}:codebuild:${local.region}:${local.account_id}:project/${local.validate_project}"]
  }

  # The Deploy stage starts the deployment project and waits for it to end.
  statement {
    sid       = "RunDeployment"
    actions   = ["codebuild:BatchGetBuilds", "codebuild:StartBuild"]
    resources = ["arn:${local.partition}:codebuild:${local.region}:${local.account_id}:project/${local.deploy_project}"]
  }
}

resource "aws_iam_role_policy" "pipeline_deploy" {
  count = local.is_home ? 0 : 1

  name   = "PipelineDeploy"
  role   = aws_iam_role.pipeline_deploy[0].name
  policy = data.aws_iam_policy_document.pipeline_deploy[0].json
}
