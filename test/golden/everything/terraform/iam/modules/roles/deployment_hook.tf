# ECS deployment hook role. Lets ECS invoke the Lambda functions that are lifecycle hooks of its
# blue/green, linear and canary deployments.

data "aws_iam_policy_document" "deployment_hook_trust" {
  statement {
    sid     = "EcsHookAssume"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "deployment_hook" {
  name                 = "${var.project}-deployment-hook-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "ECS deployment hook role of shop"
  assume_role_policy   = data.aws_iam_policy_document.deployment_hook_trust.json
  max_session_duration = 7200
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
}

data "aws_iam_policy_document" "deployment_hook" {
  # ECS invokes the function at each stage that the hook names, and continues or rolls back by its
  # answer; the second ARN stands for its versions and aliases.
  statement {
    sid     = "InvokeHooks"
    actions = ["lambda:InvokeFunction"]
    resources = [
      "arn:${local.partition}:lambda:${local.region}:${local.account_id}:function:${local.hook_function}",
      "arn:${local.partition}:lambda:${local.region}:${local.account_id}:function:${local.hook_function}:*",
    ]
  }
}

resource "aws_iam_role_policy" "deployment_hook" {
  name   = "DeploymentHook"
  role   = aws_iam_role.deployment_hook.name
  policy = data.aws_iam_policy_document.deployment_hook.json
}
