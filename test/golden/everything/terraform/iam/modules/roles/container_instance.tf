# ECS container instance role. The role of EC2 instances that join the cluster: the ECS agent
# registers the instance and polls for work with it.

data "aws_iam_policy_document" "container_instance_trust" {
  statement {
    sid     = "Ec2Assume"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "container_instance" {
  name                 = "${var.project}-ecs-instance-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "ECS container instance role of shop"
  assume_role_policy   = data.aws_iam_policy_document.container_instance_trust.json
  max_session_duration = 7200
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
}

data "aws_iam_policy_document" "container_instance" {
  # Every pull and every push needs an authorization token; this action supports only *.
  statement {
    sid       = "EcrAuthToken"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  # The agent checks the layers of the image, reads its manifest and downloads the layers when it
  # starts a task.
  statement {
    sid       = "EcrPull"
    actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    resources = ["arn:${local.partition}:ecr:${local.region}:${local.account_id}:repository/${local.repository}"]
  }

  # The awslogs driver creates a log stream for each container and writes its output to it.
  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${local.log_group}:*"]
  }

  # The agent creates the cluster that its configuration names when that cluster does not exist.
  statement {
    sid       = "CreateCluster"
    actions   = ["ecs:CreateCluster"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:cluster/${local.cluster}"]
  }

  # CreateCluster tags a cluster that has tags; the condition allows tagging in that call only.
  statement {
    sid       = "TagClusterOnCreate"
    actions   = ["ecs:TagResource"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:cluster/${local.cluster}"]

    condition {
      test     = "StringEquals"
      variable = "ecs:CreateAction"
      values   = ["CreateCluster"]
    }
  }

  # The agent of a managed instance sends the system log of the instance to ECS.
  statement {
    sid       = "SystemLogs"
    actions   = ["ecs:PutSystemLogEvents"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:container-instance/${local.cluster}/*"]
  }

  # The agent lists the tags of the task and of the instance when a container asks for them.
  statement {
    sid     = "ListTaskTags"
    actions = ["ecs:ListTagsForResource"]
    resources = [
      "arn:${local.partition}:ecs:${local.region}:${local.account_id}:container-instance/${local.cluster}/*",
      "arn:${local.partition}:ecs:${local.region}:${local.account_id}:task/${local.cluster}/*",
    ]
  }
}

resource "aws_iam_role_policy" "container_instance" {
  name   = "ContainerInstance"
  role   = aws_iam_role.container_instance.name
  policy = data.aws_iam_policy_document.container_instance.json
}

resource "aws_iam_role_policy_attachment" "container_instance_amazon_ec2_container_servicefor_ec2_role" {
  role       = aws_iam_role.container_instance.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"
}

resource "aws_iam_role_policy_attachment" "container_instance_amazon_ssm_managed_instance_core" {
  role       = aws_iam_role.container_instance.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "container_instance" {
  name = "${var.project}-ecs-instance-role-${var.environment}"
  path = "/team/shop/"
  role = aws_iam_role.container_instance.name
}
