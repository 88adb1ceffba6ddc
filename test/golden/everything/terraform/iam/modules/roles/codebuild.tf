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

  name                 = "${var.project}-codebuild-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "CodeBuild service role of shop"
  assume_role_policy   = data.aws_iam_policy_document.codebuild_trust[0].json
  max_session_duration = 7200
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
}

data "aws_iam_policy_document" "codebuild_build_logs" {
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
}

resource "aws_iam_policy" "codebuild_build_logs" {
  count = local.is_home ? 1 : 0

  name   = "${var.project}-codebuild-role-${var.environment}-BuildLogs"
  path   = "/team/shop/"
  policy = data.aws_iam_policy_document.codebuild_build_logs[0].json
}

resource "aws_iam_role_policy_attachment" "codebuild_build_logs" {
  count = local.is_home ? 1 : 0

  role       = aws_iam_role.codebuild[0].name
  policy_arn = aws_iam_policy.codebuild_build_logs[0].arn
}

data "aws_iam_policy_document" "codebuild_build_artifacts" {
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

  # CodeBuild checks the owner and the Region of the artifact bucket before it uploads.
  statement {
    sid       = "ArtifactBucket"
    actions   = ["s3:GetBucketAcl", "s3:GetBucketLocation"]
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

  # CodeBuild downloads the cache before the build and uploads it afterwards.
  statement {
    sid       = "CacheObjects"
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["arn:${local.partition}:s3:::${var.cache_bucket}/${var.cache_prefix}/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [local.account_id]
    }
  }
}

resource "aws_iam_policy" "codebuild_build_artifacts" {
  count = local.is_home ? 1 : 0

  name   = "${var.project}-codebuild-role-${var.environment}-BuildArtifacts"
  path   = "/team/shop/"
  policy = data.aws_iam_policy_document.codebuild_build_artifacts[0].json
}

resource "aws_iam_role_policy_attachment" "codebuild_build_artifacts" {
  count = local.is_home ? 1 : 0

  role       = aws_iam_role.codebuild[0].name
  policy_arn = aws_iam_policy.codebuild_build_artifacts[0].arn
}

data "aws_iam_policy_document" "codebuild_build_images" {
  count = local.is_home ? 1 : 0

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

  # docker build pulls the base images that the Dockerfile names in its FROM lines.
  statement {
    sid     = "EcrPullBaseImages"
    actions = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    resources = [
      "arn:${local.partition}:ecr:${local.region}:${local.account_id}:repository/base/node",
      "arn:${local.partition}:ecr:${local.region}:${local.account_id}:repository/base/go",
    ]
  }

  # A login to public.ecr.aws needs an authorization token; this action supports only *.
  statement {
    sid       = "EcrPublicToken"
    actions   = ["ecr-public:GetAuthorizationToken"]
    resources = ["*"]
  }

  # ECR Public gets a bearer token from STS for the login; the condition allows ECR Public only.
  statement {
    sid       = "EcrPublicBearerToken"
    actions   = ["sts:GetServiceBearerToken"]
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "sts:AWSServiceName"
      values   = ["ecr-public.amazonaws.com"]
    }
  }

  # The buildspec creates the repository before its first push.
  statement {
    sid       = "CreateRepository"
    actions   = ["ecr:CreateRepository"]
    resources = ["arn:${local.partition}:ecr:${local.region}:${local.account_id}:repository/${local.repository}"]
  }
}

resource "aws_iam_policy" "codebuild_build_images" {
  count = local.is_home ? 1 : 0

  name   = "${var.project}-codebuild-role-${var.environment}-BuildImages"
  path   = "/team/shop/"
  policy = data.aws_iam_policy_document.codebuild_build_images[0].json
}

resource "aws_iam_role_policy_attachment" "codebuild_build_images" {
  count = local.is_home ? 1 : 0

  role       = aws_iam_role.codebuild[0].name
  policy_arn = aws_iam_policy.codebuild_build_images[0].arn
}

data "aws_iam_policy_document" "codebuild_build_reports" {
  count = local.is_home ? 1 : 0

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

resource "aws_iam_policy" "codebuild_build_reports" {
  count = local.is_home ? 1 : 0

  name   = "${var.project}-codebuild-role-${var.environment}-BuildReports"
  path   = "/team/shop/"
  policy = data.aws_iam_policy_document.codebuild_build_reports[0].json
}

resource "aws_iam_role_policy_attachment" "codebuild_build_reports" {
  count = local.is_home ? 1 : 0

  role       = aws_iam_role.codebuild[0].name
  policy_arn = aws_iam_policy.codebuild_build_reports[0].arn
}

data "aws_iam_policy_document" "codebuild_build_deploy" {
  count = local.is_home ? 1 : 0

  # The deployment copies the current revision of the task definition; this action supports only *.
  statement {
    sid       = "ReadTaskDefinition"
    actions   = ["ecs:DescribeTaskDefinition"]
    resources = ["*"]
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

  # The deployment updates the service to the new revision; the condition refuses a task definition
  # of another family.
  statement {
    sid       = "DeployService"
    actions   = ["ecs:UpdateService"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:service/${local.cluster}/${local.service}"]

    condition {
      test     = "ArnLikeIfExists"
      variable = "ecs:task-definition"
      values   = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task-definition/${local.family}:*"]
    }
  }

  # The deployment reads the service until it is stable.
  statement {
    sid       = "WatchService"
    actions   = ["ecs:DescribeServices"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:service/${local.cluster}/${local.service}"]
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
}

resource "aws_iam_policy" "codebuild_build_deploy" {
  count = local.is_home ? 1 : 0

  name   = "${var.project}-codebuild-role-${var.environment}-BuildDeploy"
  path   = "/team/shop/"
  policy = data.aws_iam_policy_document.codebuild_build_deploy[0].json
}

resource "aws_iam_role_policy_attachment" "codebuild_build_deploy" {
  count = local.is_home ? 1 : 0

  role       = aws_iam_role.codebuild[0].name
  policy_arn = aws_iam_policy.codebuild_build_deploy[0].arn
}

data "aws_iam_policy_document" "codebuild_build_secrets" {
  count = local.is_home ? 1 : 0

  # CodeBuild reads the secrets of env.secrets-manager before the first command.
  statement {
    sid     = "ReadBuildSecrets"
    actions = ["secretsmanager:GetSecretValue"]
    resources = [
      "arn:${local.partition}:secretsmanager:${local.region}:${local.account_id}:secret:shop/build-??????",
      "arn:${local.partition}:secretsmanager:${local.region}:${local.account_id}:secret:shop/npm-??????",
    ]
  }

  # CodeBuild reads the parameters of env.parameter-store before the first command.
  statement {
    sid       = "ReadBuildParameters"
    actions   = ["ssm:GetParameters"]
    resources = ["arn:${local.partition}:ssm:${local.region}:${local.account_id}:parameter/shop/build/flag"]
  }

  # Secrets Manager and Parameter Store decrypt with this key on behalf of the build; the condition
  # allows no direct call to KMS.
  statement {
    sid       = "DecryptBuildSecrets"
    actions   = ["kms:Decrypt"]
    resources = ["arn:${local.partition}:kms:${local.region}:${local.account_id}:key/${var.build_secrets_kms_key_id}"]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["secretsmanager.${local.region}.${local.dns_suffix}", "ssm.${local.region}.${local.dns_suffix}"]
    }
  }
}

resource "aws_iam_policy" "codebuild_build_secrets" {
  count = local.is_home ? 1 : 0

  name   = "${var.project}-codebuild-role-${var.environment}-BuildSecrets"
  path   = "/team/shop/"
  policy = data.aws_iam_policy_document.codebuild_build_secrets[0].json
}

resource "aws_iam_role_policy_attachment" "codebuild_build_secrets" {
  count = local.is_home ? 1 : 0

  role       = aws_iam_role.codebuild[0].name
  policy_arn = aws_iam_policy.codebuild_build_secrets[0].arn
}

data "aws_iam_policy_document" "codebuild_build_debug" {
  count = local.is_home ? 1 : 0

  # The SSM agent in the build container opens the channels of the session; these actions support
  # only *.
  statement {
    sid = "DebugChannels"
    actions = [
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "codebuild_build_debug" {
  count = local.is_home ? 1 : 0

  name   = "${var.project}-codebuild-role-${var.environment}-BuildDebug"
  path   = "/team/shop/"
  policy = data.aws_iam_policy_document.codebuild_build_debug[0].json
}

resource "aws_iam_role_policy_attachment" "codebuild_build_debug" {
  count = local.is_home ? 1 : 0

  role       = aws_iam_role.codebuild[0].name
  policy_arn = aws_iam_policy.codebuild_build_debug[0].arn
}

data "aws_iam_policy_document" "codebuild_build_source" {
  count = local.is_home ? 1 : 0

  # The build clones the repository with a token of the connection.
  statement {
    sid       = "UseConnection"
    actions   = ["codeconnections:GetConnection", "codeconnections:GetConnectionToken", "codeconnections:UseConnection"]
    resources = ["arn:${local.partition}:codeconnections:${local.region}:${local.account_id}:connection/${var.connection_id}"]
  }

  # The build clones the CodeCommit repository.
  statement {
    sid       = "PullSource"
    actions   = ["codecommit:GitPull"]
    resources = ["arn:${local.partition}:codecommit:${local.region}:${local.account_id}:${var.source_repository}"]
  }
}

resource "aws_iam_policy" "codebuild_build_source" {
  count = local.is_home ? 1 : 0

  name   = "${var.project}-codebuild-role-${var.environment}-BuildSource"
  path   = "/team/shop/"
  policy = data.aws_iam_policy_document.codebuild_build_source[0].json
}

resource "aws_iam_role_policy_attachment" "codebuild_build_source" {
  count = local.is_home ? 1 : 0

  role       = aws_iam_role.codebuild[0].name
  policy_arn = aws_iam_policy.codebuild_build_source[0].arn
}

data "aws_iam_policy_document" "codebuild_build_network" {
  count = local.is_home ? 1 : 0

  # CodeBuild reads the VPC before it starts a build there; these actions support only *.
  statement {
    sid = "DescribeNetwork"
    actions = [
      "ec2:DescribeDhcpOptions",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSubnets",
      "ec2:DescribeVpcs",
    ]
    resources = ["*"]
  }

  # CodeBuild creates a network interface for each build, in the named subnets and security groups
  # only.
  statement {
    sid     = "CreateNetworkInterface"
    actions = ["ec2:CreateNetworkInterface"]
    resources = [
      "arn:${local.partition}:ec2:${local.region}:${local.account_id}:network-interface/*",
      "arn:${local.partition}:ec2:${local.region}:${local.account_id}:security-group/${var.build_security_group_id}",
      "arn:${local.partition}:ec2:${local.region}:${local.account_id}:subnet/subnet-0aa",
      "arn:${local.partition}:ec2:${local.region}:${local.account_id}:subnet/subnet-0ab",
    ]
  }

  # CodeBuild deletes the network interface when the build ends; its ID is not known before the
  # build.
  statement {
    sid       = "DeleteNetworkInterface"
    actions   = ["ec2:DeleteNetworkInterface"]
    resources = ["arn:${local.partition}:ec2:${local.region}:${local.account_id}:network-interface/*"]
  }

  # CodeBuild attaches the network interface from an account of its own; the conditions allow
  # CodeBuild only, in these subnets only.
  statement {
    sid       = "ShareNetworkInterface"
    actions   = ["ec2:CreateNetworkInterfacePermission"]
    resources = ["arn:${local.partition}:ec2:${local.region}:${local.account_id}:network-interface/*"]

    condition {
      test     = "StringEquals"
      variable = "ec2:AuthorizedService"
      values   = ["codebuild.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "ec2:Subnet"
      values = [
        "arn:${local.partition}:ec2:${local.region}:${local.account_id}:subnet/subnet-0aa",
        "arn:${local.partition}:ec2:${local.region}:${local.account_id}:subnet/subnet-0ab",
      ]
    }
  }
}

resource "aws_iam_policy" "codebuild_build_network" {
  count = local.is_home ? 1 : 0

  name   = "${var.project}-codebuild-role-${var.environment}-BuildNetwork"
  path   = "/team/shop/"
  policy = data.aws_iam_policy_document.codebuild_build_network[0].json
}

resource "aws_iam_role_policy_attachment" "codebuild_build_network" {
  count = local.is_home ? 1 : 0

  role       = aws_iam_role.codebuild[0].name
  policy_arn = aws_iam_policy.codebuild_build_network[0].arn
}
