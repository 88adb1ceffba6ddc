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

# The roles, made by iam/. Terraform stops here where they are not deployed yet.
data "aws_iam_role" "codebuild" {
  name = "${var.project}-codebuild-role-${var.environment}"
}

data "aws_iam_role" "codepipeline" {
  name = "${var.project}-codepipeline-role-${var.environment}"
}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  dns_suffix = data.aws_partition.current.dns_suffix
  region     = data.aws_region.current.id
  # What the buildspecs read from their environment.
  build_variables = {
    PROJECT            = var.project
    ENVIRONMENT        = var.environment
    PARTITION          = local.partition
    ACCOUNT_ID         = local.account_id
    REGISTRY           = "${local.account_id}.dkr.ecr.${local.region}.${local.dns_suffix}"
    REPOSITORY         = var.repository
    CONTAINER          = var.container
    CLUSTER            = var.cluster
    SERVICE            = var.service
    FAMILY             = var.family
    LOG_GROUP          = var.log_group
    EXECUTION_ROLE_ARN = "arn:${local.partition}:iam::${local.account_id}:role/${var.project}-ecs-task-execution-role-${var.environment}"
    TASK_ROLE_ARN      = "arn:${local.partition}:iam::${local.account_id}:role/${var.project}-ecs-task-role-${var.environment}"
  }
}
