# ECS service role (legacy). Lets the ECS scheduler register container instances with a load
# balancer, for services created with the role parameter.

data "aws_iam_policy_document" "service_trust" {
  statement {
    sid     = "EcsAssume"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "service" {
  name                 = "${var.project}-ecs-service-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "ECS service role (legacy) of shop"
  assume_role_policy   = data.aws_iam_policy_document.service_trust.json
  max_session_duration = 7200
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
}

data "aws_iam_policy_document" "service" {
  # The scheduler reads instances, security groups and target groups; the AWS managed policy for
  # this role has the same read-only wildcards, and AWS documents no narrower list.
  statement {
    sid       = "DescribeForRegistration"
    actions   = ["ec2:Describe*", "elasticloadbalancing:Describe*"]
    resources = ["*"]
  }

  # The scheduler registers the instance and port of each task with the target group and deregisters
  # them when the task stops.
  statement {
    sid       = "RegisterWithTargetGroup"
    actions   = ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"]
    resources = ["arn:${local.partition}:elasticloadbalancing:${local.region}:${local.account_id}:targetgroup/${var.target_group_name}/*"]
  }

  # The scheduler can allow traffic from the load balancer into this security group of the container
  # instances.
  statement {
    sid       = "OpenInstanceSecurityGroup"
    actions   = ["ec2:AuthorizeSecurityGroupIngress"]
    resources = ["arn:${local.partition}:ec2:${local.region}:${local.account_id}:security-group/${var.security_group_id}"]
  }

  # The scheduler registers the instances of its tasks with the Classic Load Balancer.
  statement {
    sid = "RegisterWithClassicLoadBalancer"
    actions = [
      "elasticloadbalancing:DeregisterInstancesFromLoadBalancer",
      "elasticloadbalancing:RegisterInstancesWithLoadBalancer",
    ]
    resources = ["arn:${local.partition}:elasticloadbalancing:${local.region}:${local.account_id}:loadbalancer/${var.classic_load_balancer_name}"]
  }
}

resource "aws_iam_role_policy" "service" {
  name   = "Service"
  role   = aws_iam_role.service.name
  policy = data.aws_iam_policy_document.service.json
}
