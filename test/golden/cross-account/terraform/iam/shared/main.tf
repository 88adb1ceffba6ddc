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
}

data "aws_partition" "current" {}

locals {
  partition = data.aws_partition.current.partition
}

data "aws_iam_policy_document" "ecr_repository_shop" {
  # The execution roles of these accounts pull the image; nobody else there can.
  statement {
    sid     = "CrossAccountPullShopForDev"
    actions = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::777788889999:root"]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:PrincipalArn"
      values = [
        "arn:${local.partition}:iam::777788889999:role/shop-ecs-task-execution-role-dev",
        "arn:${local.partition}:iam::777788889999:role/shop-cross-account-ecr-role-dev",
      ]
    }
  }

  # The execution roles of these accounts pull the image; nobody else there can.
  statement {
    sid     = "CrossAccountPullShopForProd"
    actions = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::777788889999:root"]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:PrincipalArn"
      values = [
        "arn:${local.partition}:iam::777788889999:role/shop-ecs-task-execution-role-prod",
        "arn:${local.partition}:iam::777788889999:role/shop-cross-account-ecr-role-prod",
      ]
    }
  }
}

module "shared" {
  source = "../modules/shared"

  repositories        = ["shop"]
  repository_policies = { "shop" = data.aws_iam_policy_document.ecr_repository_shop.json }
}
