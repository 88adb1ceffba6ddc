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
      values   = ["arn:${local.partition}:iam::${local.account_id}:role/${var.project}-codepipeline-role-dev"]
    }
  }
}

resource "aws_iam_role" "pipeline_deploy" {
  count = local.is_home ? 0 : 1

  name               = "${var.project}-pipeline-deploy-role-${var.environment}"
  description        = "Pipeline deployment role of worker"
  assume_role_policy = data.aws_iam_policy_document.pipeline_deploy_trust[0].json
  tags               = local.tags
}

data "aws_iam_policy_document" "pipeline_deploy" {
  count = local.is_home ? 0 : 1

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

  # The deployment copies the current revision of the task definition; this action supports only *.
  statement {
    sid       = "ReadTaskDefinition"
    actions   = ["ecs:DescribeTaskDefinition"]
    resources = ["*"]
  }

  # The deployment registers a revision with the new image; ECS checks this action on *, the
  # condition refuses privileged containers, and the statement PassTaskRoles limits the roles of the
  # revision.
  statement {
    sid       = "RegisterTaskDefinition"
    actions   = ["ecs:RegisterTaskDefinition"]
    resources = ["*"]

    condition {
      test     = "StringEqualsIfExists"
      variable = "ecs:privileged"
      values   = ["false"]
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

  # The deployment waits until the new tasks run, and reads why a task stopped.
  statement {
    sid       = "WatchTasks"
    actions   = ["ecs:DescribeTasks"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task/${local.cluster}/*"]
  }

  # The deployment lists the tasks of the service; ECS checks a list by service on *, so the
  # condition limits it to the cluster.
  statement {
    sid       = "ListServiceTasks"
    actions   = ["ecs:ListTasks"]
    resources = ["*"]

    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:cluster/${local.cluster}"]
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

  # The Validate stage starts the validation project and waits for it to end.
  statement {
    sid       = "RunValidation"
    actions   = ["codebuild:BatchGetBuilds", "codebuild:StartBuild"]
    resources = ["arn:${local.partition}:codebuild:${local.region}:${local.account_id}:project/${local.validate_project}"]
  }
}

resource "aws_iam_role_policy" "pipeline_deploy" {
  count = local.is_home ? 0 : 1

  name   = "PipelineDeploy"
  role   = aws_iam_role.pipeline_deploy[0].name
  policy = data.aws_iam_policy_document.pipeline_deploy[0].json
}
