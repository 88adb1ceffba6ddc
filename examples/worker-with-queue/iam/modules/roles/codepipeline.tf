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
  description        = "CodePipeline service role of worker"
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

  # The actions of the other environments run with a role of that environment.
  statement {
    sid       = "AssumeDeployRoles"
    actions   = ["sts:AssumeRole"]
    resources = ["arn:${local.partition}:iam::${local.account_id}:role/worker-pipeline-deploy-role-prod"]
  }
}

resource "aws_iam_role_policy" "codepipeline" {
  count = local.is_home ? 1 : 0

  name   = "CodePipeline"
  role   = aws_iam_role.codepipeline[0].name
  policy = data.aws_iam_policy_document.codepipeline[0].json
}
