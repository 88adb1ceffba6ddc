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

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:codepipeline:${local.region}:${local.account_id}:${local.pipeline_name}"]
    }
  }
}

resource "aws_iam_role" "codepipeline" {
  count = local.is_home ? 1 : 0

  name                 = "${var.project}-codepipeline-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "CodePipeline service role of shop"
  assume_role_policy   = data.aws_iam_policy_document.codepipeline_trust[0].json
  max_session_duration = 7200
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
}

data "aws_iam_policy_document" "codepipeline" {
  count = local.is_home ? 1 : 0

  # Each action downloads a version of its input artifact from the artifact bucket and uploads its
  # output artifact to it.
  statement {
    sid       = "ArtifactObjects"
    actions   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
    resources = ["arn:${local.partition}:s3:::${var.artifact_bucket}/*"]

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
    resources = ["arn:${local.partition}:s3:::${var.artifact_bucket}"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [local.account_id]
    }
  }

  # S3 encrypts each artifact with this key when the role writes it and decrypts it when the role
  # reads it.
  statement {
    sid = "OwnArtifactKey"
    actions = [
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:Encrypt",
      "kms:GenerateDataKey",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
    ]
    resources = ["arn:${local.partition}:kms:${local.region}:${local.account_id}:key/${var.artifact_kms_key_id}"]
  }

  # S3 encrypts each artifact with the key of this alias when the role writes it and decrypts it
  # when the role reads it.
  statement {
    sid = "ArtifactKey"
    actions = [
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:Encrypt",
      "kms:GenerateDataKey",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
    ]
    resources = ["arn:${local.partition}:kms:${local.region}:${local.account_id}:key/*"]

    condition {
      test     = "ForAnyValue:StringEquals"
      variable = "kms:ResourceAliases"
      values   = ["alias/${var.project}-dev-artifacts"]
    }
  }

  # A script that runs with this role can turn on versioning of the artifact bucket.
  statement {
    sid       = "ConfigureArtifactBucket"
    actions   = ["s3:PutBucketVersioning"]
    resources = ["arn:${local.partition}:s3:::${var.artifact_bucket}"]

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

  # The build action starts the batch build and waits for it to end; the builds of the batch are
  # started with the batch role.
  statement {
    sid       = "RunBatchBuild"
    actions   = ["codebuild:BatchGetBuildBatches", "codebuild:StartBuildBatch"]
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

  # RegisterTaskDefinition tags a revision that has tags; the condition allows tagging in that call
  # only.
  statement {
    sid       = "TagTaskDefinitionOnRegister"
    actions   = ["ecs:TagResource"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task-definition/${local.family}:*"]

    condition {
      test     = "StringEquals"
      variable = "ecs:CreateAction"
      values   = ["RegisterTaskDefinition"]
    }
  }

  # A call that registers or runs a task definition passes its task role and execution role to ECS;
  # the statement allows no other role.
  statement {
    sid       = "PassTaskRoles"
    actions   = ["iam:PassRole"]
    resources = [aws_iam_role.task_execution.arn, aws_iam_role.task.arn]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }

  # The deploy action registers the AppSpec file as a revision of the application.
  statement {
    sid = "CodeDeployApplication"
    actions = [
      "codedeploy:GetApplication",
      "codedeploy:GetApplicationRevision",
      "codedeploy:RegisterApplicationRevision",
    ]
    resources = ["arn:${local.partition}:codedeploy:${local.region}:${local.account_id}:application:${local.code_deploy_application}"]
  }

  # The deploy action creates a deployment in the deployment group and reads it until it ends.
  statement {
    sid       = "CodeDeployGroup"
    actions   = ["codedeploy:CreateDeployment", "codedeploy:GetDeployment"]
    resources = ["arn:${local.partition}:codedeploy:${local.region}:${local.account_id}:deploymentgroup:${local.code_deploy_application}/${local.deployment_group}"]
  }

  # The deploy action reads the deployment configuration, which has its own ARN.
  statement {
    sid       = "CodeDeployConfig"
    actions   = ["codedeploy:GetDeploymentConfig"]
    resources = ["arn:${local.partition}:codedeploy:${local.region}:${local.account_id}:deploymentconfig:${var.deployment_config}"]
  }

  # The deployment registers a revision of this family with the new image; the condition refuses
  # privileged containers.
  statement {
    sid       = "RegisterTaskDefinition"
    actions   = ["ecs:RegisterTaskDefinition"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task-definition/${local.family}:*"]

    condition {
      test     = "StringEqualsIfExists"
      variable = "ecs:privileged"
      values   = ["false"]
    }
  }

  # CreateService and UpdateService pass these roles to ECS; the statement allows no other role.
  statement {
    sid       = "PassInfrastructureRoles"
    actions   = ["iam:PassRole"]
    resources = [aws_iam_role.infrastructure.arn, aws_iam_role.deployment_hook.arn]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs.amazonaws.com"]
    }
  }

  # The deployer lists and reads the deployments of this service, stops one, and continues one that
  # a pause hook holds.
  statement {
    sid = "ManageServiceDeployments"
    actions = [
      "ecs:ContinueServiceDeployment",
      "ecs:DescribeServiceDeployments",
      "ecs:ListServiceDeployments",
      "ecs:StopServiceDeployment",
    ]
    resources = [
      "arn:${local.partition}:ecs:${local.region}:${local.account_id}:service/${local.cluster}/${local.service}",
      "arn:${local.partition}:ecs:${local.region}:${local.account_id}:service-deployment/${local.cluster}/${local.service}/*",
    ]
  }

  # The deployer creates or updates the Express Mode service and reads its state.
  statement {
    sid = "DeployExpressService"
    actions = [
      "ecs:CreateExpressGatewayService",
      "ecs:DescribeExpressGatewayService",
      "ecs:UpdateExpressGatewayService",
    ]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:service/${local.cluster}/${local.service}"]
  }

  # The source action fetches each commit through the connection.
  statement {
    sid       = "UseConnection"
    actions   = ["codeconnections:UseConnection"]
    resources = ["arn:${local.partition}:codeconnections:${local.region}:${local.account_id}:connection/${var.connection_id}"]
  }

  # The source action reads the branch, and CodeCommit uploads the files of the commit as an
  # artifact.
  statement {
    sid = "CodeCommitSource"
    actions = [
      "codecommit:CancelUploadArchive",
      "codecommit:GetBranch",
      "codecommit:GetCommit",
      "codecommit:GetRepository",
      "codecommit:GetUploadArchiveStatus",
      "codecommit:UploadArchive",
    ]
    resources = ["arn:${local.partition}:codecommit:${local.region}:${local.account_id}:${var.source_repository}"]
  }

  # The source action reads the digest of the image that was pushed.
  statement {
    sid       = "EcrSource"
    actions   = ["ecr:DescribeImages"]
    resources = ["arn:${local.partition}:ecr:${local.region}:${local.account_id}:repository/${local.repository}"]
  }

  # The source action downloads the new version of the object, with its tags.
  statement {
    sid       = "S3SourceObjects"
    actions   = ["s3:GetObject", "s3:GetObjectTagging", "s3:GetObjectVersion", "s3:GetObjectVersionTagging"]
    resources = ["arn:${local.partition}:s3:::${var.source_bucket}/${var.source_key}"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [local.account_id]
    }
  }

  # The source action checks the owner, Region and versioning of the source bucket.
  statement {
    sid       = "S3SourceBucket"
    actions   = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"]
    resources = ["arn:${local.partition}:s3:::${var.source_bucket}"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [local.account_id]
    }
  }

  # The source action copies the source object with its tags into the artifact bucket.
  statement {
    sid       = "TagSourceArtifacts"
    actions   = ["s3:GetObjectTagging", "s3:GetObjectVersionTagging", "s3:PutObjectTagging"]
    resources = ["arn:${local.partition}:s3:::${var.artifact_bucket}/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [local.account_id]
    }
  }

  # The compute that CodePipeline manages writes the output of the commands to a log group of the
  # pipeline.
  statement {
    sid       = "WriteComputeLogs"
    actions   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/codepipeline/${local.pipeline_name}:*"]
  }

  # Every pull and every push needs an authorization token; this action supports only *.
  statement {
    sid       = "EcrAuthToken"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  # The action finds the repository, uploads the layers that it does not have and puts the image.
  statement {
    sid = "PublishImage"
    actions = [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:CompleteLayerUpload",
      "ecr:DescribeRepositories",
      "ecr:GetDownloadUrlForLayer",
      "ecr:InitiateLayerUpload",
      "ecr:PutImage",
      "ecr:UploadLayerPart",
    ]
    resources = ["arn:${local.partition}:ecr:${local.region}:${local.account_id}:repository/${local.repository}"]
  }

  # The approval action publishes a message to the topic when it waits for an approval.
  statement {
    sid       = "NotifyApprovers"
    actions   = ["sns:Publish"]
    resources = ["arn:${local.partition}:sns:${local.region}:${local.account_id}:${var.approval_topic}"]
  }

  # The actions of the other environments run with a role of that environment.
  statement {
    sid       = "AssumeDeployRoles"
    actions   = ["sts:AssumeRole"]
    resources = ["arn:${local.partition}:iam::${local.account_id}:role/team/shop/shop-pipeline-deploy-role-prod"]
  }
}

resource "aws_iam_role_policy" "codepipeline" {
  count = local.is_home ? 1 : 0

  name   = "CodePipeline"
  role   = aws_iam_role.codepipeline[0].name
  policy = data.aws_iam_policy_document.codepipeline[0].json
}
