# What the environments of shop in one account and Region share (dev, prod). It stays when an
# environment goes.

terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0, < 7.0"
    }
  }

  # The state is a local file. Where others deploy too, put a backend here: docs/roles.md.
}

provider "aws" {
  # The region is that of the caller's AWS configuration.

  default_tags {
    tags = {
      team        = "orders and returns"
      cost-center = "4711"
    }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.id
}

variable "log_destinations" {
  description = "False while a Logs destination does not exist: no destination gets its policy then"
  type        = bool
  default     = true
  nullable    = false
}

data "aws_iam_policy_document" "ecr_repository_shop_web" {
  # The execution roles of these accounts pull the image; nobody else there can.
  statement {
    sid     = "CrossAccountPullShopForDev"
    actions = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::444455556666:root", "arn:${local.partition}:iam::777788889999:root"]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:PrincipalArn"
      values = [
        "arn:${local.partition}:iam::444455556666:role/team/shop/shop-ecs-task-execution-role-dev",
        "arn:${local.partition}:iam::444455556666:role/team/shop/shop-cross-account-ecr-role-dev",
        "arn:${local.partition}:iam::777788889999:role/team/shop/shop-ecs-task-execution-role-dev",
        "arn:${local.partition}:iam::777788889999:role/team/shop/shop-cross-account-ecr-role-dev",
      ]
    }
  }

  # The execution roles of these accounts pull the image; nobody else there can.
  statement {
    sid     = "CrossAccountPullShopForProd"
    actions = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::444455556666:root", "arn:${local.partition}:iam::777788889999:root"]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:PrincipalArn"
      values = [
        "arn:${local.partition}:iam::444455556666:role/team/shop/shop-ecs-task-execution-role-prod",
        "arn:${local.partition}:iam::444455556666:role/team/shop/shop-cross-account-ecr-role-prod",
        "arn:${local.partition}:iam::777788889999:role/team/shop/shop-ecs-task-execution-role-prod",
        "arn:${local.partition}:iam::777788889999:role/team/shop/shop-cross-account-ecr-role-prod",
      ]
    }
  }
}

data "aws_iam_policy_document" "logs_ecs_iam_shop" {
  # The services open a stream before they write.
  statement {
    sid       = "CreateStreamsShopForDev"
    actions   = ["logs:CreateLogStream"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/events/shop:*"]

    principals {
      type        = "Service"
      identifiers = ["delivery.logs.amazonaws.com", "events.amazonaws.com"]
    }
  }

  # Events of this rule alone are written.
  statement {
    sid       = "PutEventsShopForDev"
    actions   = ["logs:PutLogEvents"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/events/shop:*"]

    principals {
      type        = "Service"
      identifiers = ["delivery.logs.amazonaws.com", "events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:events:${local.region}:${local.account_id}:rule/shop-nightly"]
    }
  }

  # The services open a stream before they write.
  statement {
    sid       = "CreateStreamsShopForProd"
    actions   = ["logs:CreateLogStream"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/events/shop:*"]

    principals {
      type        = "Service"
      identifiers = ["delivery.logs.amazonaws.com", "events.amazonaws.com"]
    }
  }

  # Events of this rule alone are written.
  statement {
    sid       = "PutEventsShopForProd"
    actions   = ["logs:PutLogEvents"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/events/shop:*"]

    principals {
      type        = "Service"
      identifiers = ["delivery.logs.amazonaws.com", "events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:events:${local.region}:${local.account_id}:rule/shop-nightly"]
    }
  }
}

data "aws_iam_policy_document" "logs_destination_central" {
  # The account that runs the tasks subscribes its log group to the destination.
  statement {
    sid       = "SubscribeShopForDev"
    actions   = ["logs:PutSubscriptionFilter"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:destination:central"]

    principals {
      type        = "AWS"
      identifiers = ["444455556666"]
    }
  }

  # The account that runs the tasks subscribes its log group to the destination.
  statement {
    sid       = "SubscribeShopForProd"
    actions   = ["logs:PutSubscriptionFilter"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:destination:central"]

    principals {
      type        = "AWS"
      identifiers = ["444455556666"]
    }
  }
}

module "shared" {
  source = "../modules/shared"

  repositories             = ["shop/web"]
  repository_policies      = { "shop/web" = data.aws_iam_policy_document.ecr_repository_shop_web.json }
  log_policies             = { "ecs-iam-shop" = data.aws_iam_policy_document.logs_ecs_iam_shop.json }
  log_destination_policies = var.log_destinations ? { "central" = data.aws_iam_policy_document.logs_destination_central.json } : {}
}
