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
  dns_suffix = data.aws_partition.current.dns_suffix
  region     = data.aws_region.current.id

  # What follows from project and environment, unless an argument says otherwise.
  cluster                 = coalesce(var.cluster, "${var.project}-${var.environment}")
  service                 = coalesce(var.service, var.project)
  family                  = coalesce(var.family, "${var.project}-${var.environment}")
  repository              = coalesce(var.repository, lower(var.project))
  log_group               = coalesce(var.log_group, "/ecs/${var.project}-${var.environment}")
  build_project           = coalesce(var.build_project, "${var.project}-${var.environment}-build")
  validate_project        = coalesce(var.validate_project, "${var.project}-${var.environment}-validate")
  deploy_project          = coalesce(var.deploy_project, "${var.project}-${var.environment}-deploy")
  pipeline_name           = coalesce(var.pipeline_name, "${var.project}-${var.environment}-pipeline")
  source_rule_name        = coalesce(var.source_rule_name, "${var.project}-${var.environment}-source")
  code_deploy_application = coalesce(var.code_deploy_application, "${var.project}-${var.environment}")
  deployment_group        = coalesce(var.deployment_group, "${var.project}-${var.environment}")
  registry_repository     = coalesce(var.registry_repository, local.repository)
  github_environment      = coalesce(var.github_environment, var.environment)
  rule_name               = coalesce(var.rule_name, "${var.project}-${var.environment}")
  runner_function         = coalesce(var.runner_function, "${var.project}-${var.environment}-runner")
  hook_function           = coalesce(var.hook_function, "${var.project}-${var.environment}-hook")
  metrics_log_group       = coalesce(var.metrics_log_group, "/ecs/${var.project}-${var.environment}/metrics")
  metrics_namespace       = coalesce(var.metrics_namespace, var.project)

  # This environment has the pipeline, which serves the others too.
  is_home = var.environment == "dev"

  # These mark the roles as this repo's.
  tags = {
    "ecs-iam:project"     = var.project
    "ecs-iam:environment" = var.environment
    "ecs-iam:id"          = var.ownership_id
  }
}
