resource "aws_cloudwatch_log_group" "build" {
  name              = "/aws/codebuild/${local.build_project}"
  retention_in_days = 365
}

resource "aws_codebuild_project" "build" {
  name          = local.build_project
  description   = "Builds, tests and pushes the image."
  service_role  = local.role_arns.codebuild
  build_timeout = 30

  artifacts {
    type = "CODEPIPELINE"
  }

  source {
    type      = "CODEPIPELINE"
    buildspec = "pipeline/buildspec.yml"
  }

  environment {
    type            = "LINUX_CONTAINER"
    compute_type    = "BUILD_GENERAL1_SMALL"
    image           = "aws/codebuild/amazonlinux-x86_64-standard:6.0"
    privileged_mode = true

    dynamic "environment_variable" {
      for_each = {
        REGISTRY                = "${local.account_id}.dkr.ecr.${local.region}.${local.dns_suffix}"
        REPOSITORY              = local.repository
        CONTAINER               = local.container
        ENVIRONMENT_DEV         = "dev"
        PARTITION_DEV           = local.partition
        ACCOUNT_ID_DEV          = local.account_id
        FAMILY_DEV              = "shop-web"
        LOG_GROUP_DEV           = "/ecs/shop-dev"
        EXECUTION_ROLE_ARN_DEV  = "arn:${local.partition}:iam::${local.account_id}:role/team/shop/shop-ecs-task-execution-role-dev"
        TASK_ROLE_ARN_DEV       = "arn:${local.partition}:iam::${local.account_id}:role/team/shop/shop-ecs-task-role-dev"
        ENVIRONMENT_PROD        = "prod"
        PARTITION_PROD          = local.partition
        ACCOUNT_ID_PROD         = local.account_id
        FAMILY_PROD             = "shop-web"
        LOG_GROUP_PROD          = "/ecs/shop-prod"
        EXECUTION_ROLE_ARN_PROD = "arn:${local.partition}:iam::${local.account_id}:role/team/shop/shop-ecs-task-execution-role-prod"
        TASK_ROLE_ARN_PROD      = "arn:${local.partition}:iam::${local.account_id}:role/team/shop/shop-ecs-task-role-prod"
      }

      content {
        name  = environment_variable.key
        value = environment_variable.value
      }
    }
  }

  # Docker's layers stay on the build host for the next build, where it is the same host.
  cache {
    type  = "LOCAL"
    modes = ["LOCAL_DOCKER_LAYER_CACHE"]
  }

  logs_config {
    cloudwatch_logs {
      group_name = aws_cloudwatch_log_group.build.name
    }
  }
}

locals {
  validate_projects = {
    (var.environment) = {
      name = local.validate_project
      role = local.role_arns.codebuild_validate
    }
    prod = {
      name = "shop-prod-validate"
      role = "arn:${local.partition}:iam::${local.account_id}:role/team/shop/shop-codebuild-validate-role-prod"
    }
  }
}

resource "aws_cloudwatch_log_group" "validate" {
  for_each = local.validate_projects

  name              = "/aws/codebuild/${each.value.name}"
  retention_in_days = 365
}

resource "aws_codebuild_project" "validate" {
  for_each = local.validate_projects

  name          = each.value.name
  description   = "Checks that the account holds the roles as the repo defines them."
  service_role  = each.value.role
  build_timeout = 15

  artifacts {
    type = "CODEPIPELINE"
  }

  source {
    type      = "CODEPIPELINE"
    buildspec = "pipeline/buildspec-validate.yml"
  }

  environment {
    type            = "LINUX_CONTAINER"
    compute_type    = "BUILD_GENERAL1_SMALL"
    image           = "aws/codebuild/amazonlinux-x86_64-standard:6.0"
    privileged_mode = false

    environment_variable {
      name  = "ENVIRONMENT"
      value = each.key
    }
  }

  logs_config {
    cloudwatch_logs {
      group_name = aws_cloudwatch_log_group.validate[each.key].name
    }
  }
}
