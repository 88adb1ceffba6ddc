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
        REGISTRY   = "${local.account_id}.dkr.ecr.${local.region}.${local.dns_suffix}"
        REPOSITORY = local.repository
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
    dev-2 = {
      name = "0Shop_API-v2-dev-2-validate"
      role = "arn:${local.partition}:iam::${local.account_id}:role/0Shop_API-v2-codebuild-validate-role-dev-2"
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

locals {
  deploy_projects = {
    (var.environment) = {
      name = local.deploy_project
      role = local.role_arns.codebuild_deploy
      variables = {
        ENVIRONMENT        = var.environment
        CONTAINER          = local.container
        CLUSTER            = local.cluster
        SERVICE            = local.service
        FAMILY             = local.family
        LOG_GROUP          = local.log_group
        EXECUTION_ROLE_ARN = local.role_arns.task_execution
        TASK_ROLE_ARN      = local.role_arns.task
      }
    }
    dev-2 = {
      name = "0Shop_API-v2-dev-2-deploy"
      role = "arn:${local.partition}:iam::${local.account_id}:role/0Shop_API-v2-codebuild-deploy-role-dev-2"
      variables = {
        ENVIRONMENT        = "dev-2"
        CONTAINER          = "0Shop_API-v2"
        CLUSTER            = "0Shop_API-v2-dev-2"
        SERVICE            = "0Shop_API-v2"
        FAMILY             = "0Shop_API-v2-dev-2"
        LOG_GROUP          = "/ecs/0Shop_API-v2-dev-2"
        EXECUTION_ROLE_ARN = "arn:${local.partition}:iam::${local.account_id}:role/0Shop_API-v2-ecs-task-execution-role-dev-2"
        TASK_ROLE_ARN      = "arn:${local.partition}:iam::${local.account_id}:role/0Shop_API-v2-ecs-task-role-dev-2"
      }
    }
  }
}

resource "aws_cloudwatch_log_group" "deploy" {
  for_each = local.deploy_projects

  name              = "/aws/codebuild/${each.value.name}"
  retention_in_days = 365
}

resource "aws_codebuild_project" "deploy" {
  for_each = local.deploy_projects

  name          = each.value.name
  description   = "Registers the task definition and updates the service."
  service_role  = each.value.role
  build_timeout = 60

  artifacts {
    type = "CODEPIPELINE"
  }

  source {
    type      = "CODEPIPELINE"
    buildspec = "pipeline/buildspec-deploy.yml"
  }

  environment {
    type            = "LINUX_CONTAINER"
    compute_type    = "BUILD_GENERAL1_SMALL"
    image           = "aws/codebuild/amazonlinux-x86_64-standard:6.0"
    privileged_mode = false

    dynamic "environment_variable" {
      for_each = each.value.variables

      content {
        name  = environment_variable.key
        value = environment_variable.value
      }
    }
  }

  logs_config {
    cloudwatch_logs {
      group_name = aws_cloudwatch_log_group.deploy[each.key].name
    }
  }
}
