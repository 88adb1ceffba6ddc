# CodeDeploy role for ECS blue/green. Lets CodeDeploy create and delete task sets, shift the
# listener and read the AppSpec file.

data "aws_iam_policy_document" "codedeploy_trust" {
  statement {
    sid     = "CodeDeployAssume"
    effect  = "Allow"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["codedeploy.amazonaws.com"]
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

data "aws_iam_policy_document" "codedeploy_code_deploy_ecs" {
  # CodeDeploy reads the service and makes the new task set its primary one.
  statement {
    sid    = "ManageService"
    effect = "Allow"
    actions = [
      "ecs:DescribeServices",
      "ecs:UpdateServicePrimaryTaskSet",
    ]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:service/${var.cluster}/${var.service}"]
  }

  # CodeDeploy starts the green task set and deletes the blue one afterwards.
  statement {
    sid    = "ManageTaskSets"
    effect = "Allow"
    actions = [
      "ecs:CreateTaskSet",
      "ecs:DeleteTaskSet",
    ]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task-set/${var.cluster}/${var.service}/*"]
  }

  # CodeDeploy reads where the traffic goes today; IAM offers no resource for these reads.
  statement {
    sid    = "ReadLoadBalancers"
    effect = "Allow"
    actions = [
      "elasticloadbalancing:DescribeListeners",
      "elasticloadbalancing:DescribeRules",
      "elasticloadbalancing:DescribeTargetGroups",
    ]
    resources = ["*"]
  }

  # Traffic moves to the other target group by changing the listener's default action.
  statement {
    sid     = "ShiftListener"
    effect  = "Allow"
    actions = ["elasticloadbalancing:ModifyListener"]
    resources = [
      "arn:${local.partition}:elasticloadbalancing:${local.region}:${local.account_id}:listener/app/${var.load_balancer}/*/*",
      "arn:${local.partition}:elasticloadbalancing:${local.region}:${local.account_id}:listener/net/${var.load_balancer}/*/*",
    ]
  }

  # Traffic moves to the other target group by changing a listener rule.
  statement {
    sid       = "ShiftRule"
    effect    = "Allow"
    actions   = ["elasticloadbalancing:ModifyRule"]
    resources = ["arn:${local.partition}:elasticloadbalancing:${local.region}:${local.account_id}:listener-rule/app/${var.load_balancer}/*/*/*"]
  }

  # CodeDeploy reads the AppSpec file of the revision from the artifact bucket.
  statement {
    sid    = "ReadRevision"
    effect = "Allow"
    actions = [
      "s3:GetObject",
      "s3:GetObjectVersion",
    ]
    resources = ["arn:${local.partition}:s3:::${var.artifact_bucket}/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [local.account_id]
    }
  }

  # Whoever registers or runs a task definition passes its task role and execution role to ECS, and
  # may pass no other.
  statement {
    sid     = "PassTaskRoles"
    effect  = "Allow"
    actions = ["iam:PassRole"]
    resources = [
      "arn:${local.partition}:iam::${local.account_id}:role/team/shop/${var.project}-ecs-task-execution-role-${var.environment}",
      "arn:${local.partition}:iam::${local.account_id}:role/team/shop/${var.project}-ecs-task-role-${var.environment}",
    ]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }

  # CodeDeploy reads the deployment group's alarms and rolls back when one fires.
  statement {
    sid       = "ReadAlarms"
    effect    = "Allow"
    actions   = ["cloudwatch:DescribeAlarms"]
    resources = ["arn:${local.partition}:cloudwatch:${local.region}:${local.account_id}:alarm:*"]
  }

  # CodeDeploy invokes the validation functions that the AppSpec names; the prefix CodeDeployHook_
  # is its own convention.
  statement {
    sid       = "RunHooks"
    effect    = "Allow"
    actions   = ["lambda:InvokeFunction"]
    resources = ["arn:${local.partition}:lambda:${local.region}:${local.account_id}:function:CodeDeployHook_${var.project}_*"]
  }

  # CodeDeploy tells the topics of the deployment group how a deployment goes.
  statement {
    sid       = "Notify"
    effect    = "Allow"
    actions   = ["sns:Publish"]
    resources = ["arn:${local.partition}:sns:${local.region}:${local.account_id}:CodeDeployTopic_${var.project}_*"]
  }
}

resource "aws_iam_role_policy" "codedeploy_code_deploy_ecs" {
  name   = "CodeDeployEcs"
  role   = aws_iam_role.codedeploy.name
  policy = data.aws_iam_policy_document.codedeploy_code_deploy_ecs.json
}
