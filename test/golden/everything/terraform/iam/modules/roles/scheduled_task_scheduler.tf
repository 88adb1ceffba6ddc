# Scheduled task role (EventBridge Scheduler). Lets EventBridge Scheduler run the task definition on
# a schedule.

data "aws_iam_policy_document" "scheduled_task_scheduler_trust" {
  statement {
    sid     = "SchedulerAssume"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["scheduler.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:scheduler:${local.region}:${local.account_id}:schedule-group/${var.schedule_group}"]
    }
  }
}

resource "aws_iam_role" "scheduled_task_scheduler" {
  name                 = "${var.project}-ecs-scheduler-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "Scheduled task role (EventBridge Scheduler) of shop"
  assume_role_policy   = data.aws_iam_policy_document.scheduled_task_scheduler_trust.json
  max_session_duration = 7200
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
}

data "aws_iam_policy_document" "scheduled_task_scheduler" {
  # RunTask starts the task, in this cluster only; ECS checks the ARN with the revision, also for a
  # call that names none.
  statement {
    sid       = "RunTask"
    actions   = ["ecs:RunTask"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task-definition/${local.family}:*"]

    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:cluster/${local.cluster}"]
    }
  }

  # RunTask tags a task that has tags, its own or propagated ones; the condition allows tagging in
  # that call only.
  statement {
    sid       = "TagTaskOnRun"
    actions   = ["ecs:TagResource"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task/${local.cluster}/*"]

    condition {
      test     = "StringEquals"
      variable = "ecs:CreateAction"
      values   = ["RunTask"]
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

  # EventBridge Scheduler sends an event that it cannot deliver to the dead-letter queue.
  statement {
    sid       = "DeadLetter"
    actions   = ["sqs:SendMessage"]
    resources = ["arn:${local.partition}:sqs:${local.region}:${local.account_id}:${var.dead_letter_queue}"]
  }
}

resource "aws_iam_role_policy" "scheduled_task_scheduler" {
  name   = "ScheduledTaskScheduler"
  role   = aws_iam_role.scheduled_task_scheduler.name
  policy = data.aws_iam_policy_document.scheduled_task_scheduler.json
}
