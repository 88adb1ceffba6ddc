terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
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

  # What follows from project and environment, unless an argument says otherwise.
  cluster            = coalesce(var.cluster, "${var.project}-${var.environment}")
  service            = coalesce(var.service, var.project)
  family             = coalesce(var.family, "${var.project}-${var.environment}")
  repository         = coalesce(var.repository, lower(var.project))
  log_group          = coalesce(var.log_group, "/ecs/${var.project}-${var.environment}")
  github_environment = coalesce(var.github_environment, var.environment)

  # These mark the roles as this repo's.
  tags = {
    "ecs-iam:project"     = var.project
    "ecs-iam:environment" = var.environment
    "ecs-iam:id"          = var.ownership_id
  }
}
