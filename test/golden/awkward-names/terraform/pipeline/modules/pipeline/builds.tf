resource "aws_cloudwatch_log_group" "builds" {
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
        ENVIRONMENT        = var.environment
        REGISTRY           = "${local.account_id}.dkr.ecr.${local.region}.${local.dns_suffix}"
        REPOSITORY         = local.repository
        CONTAINER          = local.container
        CLUSTER            = local.cluster
        SERVICE            = local.service
        FAMILY             = local.family
        LOG_GROUP          = local.log_group
        EXECUTION_ROLE_ARN = local.role_arns.task_execution
        TASK_ROLE_ARN      = local.role_arns.task
      }

      content {
        name  = environment_variable.key
        value = environment_variable.value
      }
    }
  }

  logs_config {
    cloudwatch_logs {
      group_name = aws_cloudwatch_log_group.builds.name
    }
  }
}

resource "aws_codebuild_project" "validate" {
  name          = local.validate_project
  description   = "Checks that the account holds the roles as the repo defines them."
  service_role  = local.role_arns.codebuild
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
      value = var.environment
    }
  }

  logs_config {
    cloudwatch_logs {
      group_name = aws_cloudwatch_log_group.builds.name
    }
  }
}
