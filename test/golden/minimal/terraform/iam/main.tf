provider "aws" {
  region              = var.region
  allowed_account_ids = var.account == null ? null : [var.account]
}

data "aws_caller_identity" "current" {
  lifecycle {
    precondition {
      condition     = contains(["default", var.environment], terraform.workspace)
      error_message = "Workspace ${terraform.workspace} is not the one of environment ${var.environment}."
    }
  }
}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.id
  # By these the roles are known as this repo's.
  tags = {
    "ecs-iam:project"     = var.project
    "ecs-iam:environment" = var.environment
    "ecs-iam:id"          = var.ownership_id
  }
}
