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
      values   = ["arn:${local.partition}:iam::${local.account_id}:role/team/shop/${var.project}-codepipeline-role-dev"]
    }
  }
}

resource "aws_iam_role" "pipeline_deploy" {
  count = local.is_home ? 0 : 1

  name                 = "${var.project}-pipeline-deploy-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "Pipeline deployment role of shop"
  assume_role_policy   = data.aws_iam_policy_document.pipeline_deploy_trust[0].json
  max_session_duration = 7200
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
}

data "aws_iam_policy_document" "pipeline_deploy" {
  count = local.is_home ? 0 : 1

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
