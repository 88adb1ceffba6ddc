# ECS Anywhere role. Hosts outside AWS: the SSM agent takes this role through a hybrid activation
# and the ECS agent uses it to join the cluster.

data "aws_iam_policy_document" "anywhere_trust" {
  statement {
    sid     = "SsmHybridAssume"
    effect  = "Allow"
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

data "aws_iam_policy_document" "anywhere_anywhere_agent" {
  # The agent asks where to poll before it knows its cluster; IAM offers no resource for the call.
  statement {
    sid       = "DiscoverEndpoint"
    effect    = "Allow"
    actions   = ["ecs:DiscoverPollEndpoint"]
    resources = ["*"]
  }

  # The agent joins and leaves the cluster and reports what its tasks do.
  statement {
    sid    = "JoinCluster"
    effect = "Allow"
    actions = [
      "ecs:DeregisterContainerInstance",
      "ecs:RegisterContainerInstance",
      "ecs:SubmitAttachmentStateChanges",
      "ecs:SubmitContainerStateChange",
      "ecs:SubmitTaskStateChange",
    ]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:cluster/${var.cluster}"]
  }

  # The agent receives work, sends metrics and drains its host before Spot takes it back.
  statement {
    sid    = "RunAgent"
    effect = "Allow"
    actions = [
      "ecs:Poll",
      "ecs:StartTelemetrySession",
      "ecs:UpdateContainerInstancesState",
    ]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:container-instance/${var.cluster}/*"]
  }

  # A host with tags is tagged in the call that registers it, and in no other.
  statement {
    sid       = "TagInstanceOnRegister"
    effect    = "Allow"
    actions   = ["ecs:TagResource"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:container-instance/${var.cluster}/*"]

    condition {
      test     = "StringEquals"
      variable = "ecs:CreateAction"
      values   = ["RegisterContainerInstance"]
    }
  }

  # Every pull and push begins with a login token, and the call names no repository.
  statement {
    sid       = "EcrAuthToken"
    effect    = "Allow"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  # Starting a task checks the image's layers, reads its manifest and downloads the layers.
  statement {
    sid    = "EcrPull"
    effect = "Allow"
    actions = [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:GetDownloadUrlForLayer",
    ]
    resources = ["arn:${local.partition}:ecr:${local.region}:${local.account_id}:repository/${var.repository}"]
  }

  # The awslogs driver opens one stream per container and writes its output there.
  statement {
    sid    = "WriteLogs"
    effect = "Allow"
    actions = [
      "logs:CreateLogStream",
      "logs:PutLogEvents",
    ]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${var.log_group}:*"]
  }
}

resource "aws_iam_role_policy" "anywhere_anywhere_agent" {
  name   = "AnywhereAgent"
  role   = aws_iam_role.anywhere.name
  policy = data.aws_iam_policy_document.anywhere_anywhere_agent.json
}

resource "aws_iam_role_policy_attachment" "anywhere_amazon_ssm_managed_instance_core" {
  role       = aws_iam_role.anywhere.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
}
