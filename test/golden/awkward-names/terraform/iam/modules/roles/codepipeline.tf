# CodePipeline service role. Lets CodePipeline read and write artifacts, start the build and deploy
# the image to the ECS service, with a rolling update or through CodeDeploy.

data "aws_iam_policy_document" "codepipeline_trust" {
  count = local.is_home ? 1 : 0

  statement {
    sid     = "CodePipelineAssume"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["codepipeline.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "codepipeline" {
  count = local.is_home ? 1 : 0

  name               = "${var.project}-codepipeline-role-${var.environment}"
  description        = "CodePipeline service role of 0Shop_API-v2"
  assume_role_policy = data.aws_iam_policy_document.codepipeline_trust[0].json
  tags               = local.tags
}

data "aws_iam_policy_document" "codepipeline" {
  count = local.is_home ? 1 : 0

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

  # CodePipeline checks the owner, Region and versioning of the artifact bucket.
  statement {
    sid       = "ArtifactBucket"
    actions   = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"]
    resources = ["arn:${local.partition}:s3:::${local.artifact_bucket_prefix}-${local.account_id}"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [local.account_id]
    }
  }

  # The build action starts the build project and waits for the build to end.
  statement {
    sid       = "RunBuild"
    actions   = ["codebuild:BatchGetBuilds", "codebuild:StartBuild"]
    resources = ["arn:${local.partition}:codebuild:${local.region}:${local.account_id}:project/${local.build_project}"]
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

  # The actions of the other environments run with a role of that environment.
  statement {
    sid       = "AssumeDeployRoles"
    actions   = ["sts:AssumeRole"]
    resources = ["arn:${local.partition}:iam::${local.account_id}:role/0Shop_API-v2-pipeline-deploy-role-dev-2"]
  }
}

resource "aws_iam_role_policy" "codepipeline" {
  count = local.is_home ? 1 : 0

  name   = "CodePipeline"
  role   = aws_iam_role.codepipeline[0].name
  policy = data.aws_iam_policy_document.codepipeline[0].json
}
