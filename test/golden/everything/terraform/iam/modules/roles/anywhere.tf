# ECS Anywhere role. The role of hosts outside AWS: the SSM agent gets its credentials through a
# hybrid activation, and the ECS agent joins the cluster with them.

data "aws_iam_policy_document" "anywhere_trust" {
  statement {
    sid     = "SsmHybridAssume"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ssm.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:ssm:${local.region}:${local.account_id}:*"]
    }
  }
}

resource "aws_iam_role" "anywhere" {
  name                 = "${var.project}-ecs-anywhere-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "ECS Anywhere role of shop"
  assume_role_policy   = data.aws_iam_policy_document.anywhere_trust.json
  max_session_duration = 7200
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
}

data "aws_iam_policy_document" "anywhere" {
  # The agent asks ECS for the endpoint to poll; this action supports only *.
  statement {
    sid       = "DiscoverEndpoint"
    actions   = ["ecs:DiscoverPollEndpoint"]
    resources = ["*"]
  }

  # The agent registers and deregisters the instance and reports the state of its tasks.
  statement {
    sid = "JoinCluster"
    actions = [
      "ecs:DeregisterContainerInstance",
      "ecs:RegisterContainerInstance",
      "ecs:SubmitAttachmentStateChanges",
      "ecs:SubmitContainerStateChange",
      "ecs:SubmitTaskStateChange",
    ]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:cluster/${local.cluster}"]
  }

  # The agent polls for work, sends metrics and drains the instance before a Spot interruption.
  statement {
    sid       = "RunAgent"
    actions   = ["ecs:Poll", "ecs:StartTelemetrySession", "ecs:UpdateContainerInstancesState"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:container-instance/${local.cluster}/*"]
  }

  # RegisterContainerInstance tags an instance that has tags; the condition allows tagging in that
  # call only.
  statement {
    sid       = "TagInstanceOnRegister"
    actions   = ["ecs:TagResource"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:container-instance/${local.cluster}/*"]

    condition {
      test     = "StringEquals"
      variable = "ecs:CreateAction"
      values   = ["RegisterContainerInstance"]
    }
  }

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
}

resource "aws_iam_role_policy" "anywhere" {
  name   = "Anywhere"
  role   = aws_iam_role.anywhere.name
  policy = data.aws_iam_policy_document.anywhere.json
}

resource "aws_iam_role_policy_attachment" "anywhere_amazon_ssm_managed_instance_core" {
  role       = aws_iam_role.anywhere.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
}
