# Pipeline trigger role (EventBridge rule). Lets the EventBridge rule of the source start the
# pipeline when the source changes.

data "aws_iam_policy_document" "pipeline_trigger_trust" {
  count = local.is_home ? 1 : 0

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
      values   = ["arn:${local.partition}:events:${local.region}:${local.account_id}:rule/${local.source_rule_name}"]
    }
  }
}

resource "aws_iam_role" "pipeline_trigger" {
  count = local.is_home ? 1 : 0

  name                 = "${var.project}-pipeline-trigger-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "Pipeline trigger role (EventBridge rule) of shop"
  assume_role_policy   = data.aws_iam_policy_document.pipeline_trigger_trust[0].json
  max_session_duration = 7200
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
}

data "aws_iam_policy_document" "pipeline_trigger" {
  count = local.is_home ? 1 : 0

  # The rule starts this pipeline, and no other, for each change of the source.
  statement {
    sid       = "StartPipeline"
    actions   = ["codepipeline:StartPipelineExecution"]
    resources = ["arn:${local.partition}:codepipeline:${local.region}:${local.account_id}:${local.pipeline_name}"]
  }
}

resource "aws_iam_role_policy" "pipeline_trigger" {
  count = local.is_home ? 1 : 0

  name   = "PipelineTrigger"
  role   = aws_iam_role.pipeline_trigger[0].name
  policy = data.aws_iam_policy_document.pipeline_trigger[0].json
}
