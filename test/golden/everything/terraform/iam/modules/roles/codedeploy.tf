# CodeDeploy role for ECS blue/green. Lets CodeDeploy create and delete task sets, shift traffic on
# the listener and read the AppSpec file.

data "aws_iam_policy_document" "codedeploy_trust" {
  statement {
    sid     = "CodeDeployAssume"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["codedeploy.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values = [
        "arn:${local.partition}:codedeploy:${local.region}:${local.account_id}:deploymentgroup:${local.code_deploy_application}/${local.deployment_group}",
        "arn:${local.partition}:cloudformation:${local.region}:${local.account_id}:stack/${var.blue_green_stack}/*",
      ]
    }
  }
}

resource "aws_iam_role" "codedeploy" {
  name                 = "${var.project}-codedeploy-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "CodeDeploy role for ECS blue/green of shop"
  assume_role_policy   = data.aws_iam_policy_document.codedeploy_trust.json
  max_session_duration = 7200
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
}

data "aws_iam_policy_document" "codedeploy" {
  # CodeDeploy reads the service and makes the new task set the primary one.
  statement {
    sid       = "ManageService"
    actions   = ["ecs:DescribeServices", "ecs:UpdateServicePrimaryTaskSet"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:service/${local.cluster}/${local.service}"]
  }

  # CodeDeploy creates the new task set and deletes the old one afterwards.
  statement {
    sid       = "ManageTaskSets"
    actions   = ["ecs:CreateTaskSet", "ecs:DeleteTaskSet"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task-set/${local.cluster}/${local.service}/*"]
  }

  # CodeDeploy reads the listeners, rules and target groups; these actions support only *.
  statement {
    sid = "ReadLoadBalancers"
    actions = [
      "elasticloadbalancing:DescribeListeners",
      "elasticloadbalancing:DescribeRules",
      "elasticloadbalancing:DescribeTargetGroups",
    ]
    resources = ["*"]
  }

  # The deployment shifts traffic to the other target group in the default action of the listener.
  statement {
    sid     = "ShiftListener"
    actions = ["elasticloadbalancing:ModifyListener"]
    resources = [
      "arn:${local.partition}:elasticloadbalancing:${local.region}:${local.account_id}:listener/app/${var.load_balancer}/*/*",
      "arn:${local.partition}:elasticloadbalancing:${local.region}:${local.account_id}:listener/net/${var.load_balancer}/*/*",
    ]
  }

  # The deployment shifts traffic to the other target group in a rule of the listener.
  statement {
    sid       = "ShiftRule"
    actions   = ["elasticloadbalancing:ModifyRule"]
    resources = ["arn:${local.partition}:elasticloadbalancing:${local.region}:${local.account_id}:listener-rule/app/${var.load_balancer}/*/*/*"]
  }

  # CodeDeploy reads the AppSpec file of the revision from the artifact bucket of the pipeline.
  statement {
    sid       = "ReadRevision"
    actions   = ["s3:GetObject", "s3:GetObjectVersion"]
    resources = ["arn:${local.partition}:s3:::shop-dev-artifacts/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [local.account_id]
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

  # CodeDeploy reads the alarms of the deployment group and rolls back when one goes off.
  statement {
    sid       = "ReadAlarms"
    actions   = ["cloudwatch:DescribeAlarms"]
    resources = ["arn:${local.partition}:cloudwatch:${local.region}:${local.account_id}:alarm:*"]
  }

  # CodeDeploy invokes the functions that the AppSpec file names, whose names begin with
  # CodeDeployHook_.
  statement {
    sid       = "RunHooks"
    actions   = ["lambda:InvokeFunction"]
    resources = ["arn:${local.partition}:lambda:${local.region}:${local.account_id}:function:CodeDeployHook_*"]
  }

  # CodeDeploy publishes the events of a deployment to the SNS topics of the deployment group.
  statement {
    sid       = "Notify"
    actions   = ["sns:Publish"]
    resources = ["arn:${local.partition}:sns:${local.region}:${local.account_id}:CodeDeployTopic_*"]
  }
}

resource "aws_iam_role_policy" "codedeploy" {
  name   = "CodeDeploy"
  role   = aws_iam_role.codedeploy.name
  policy = data.aws_iam_policy_document.codedeploy.json
}
