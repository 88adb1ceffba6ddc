# Scheduled task role (EventBridge rule). Lets an EventBridge rule (schedule or event pattern) run
# the task definition.

data "aws_iam_policy_document" "scheduled_task_events_trust" {
  statement {
    sid     = "EventsAssume"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:events:${local.region}:${local.account_id}:rule/${local.rule_name}"]
    }
  }
}

resource "aws_iam_role" "scheduled_task_events" {
  name                 = "${var.project}-ecs-events-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "Scheduled task role (EventBridge rule) of shop"
  assume_role_policy   = data.aws_iam_policy_document.scheduled_task_events_trust.json
  max_session_duration = 7200
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
}

resource "aws_iam_role_policy_attachment" "scheduled_task_events_amazon_ec2_container_service_events_role" {
  role       = aws_iam_role.scheduled_task_events.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceEventsRole"
}
