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
        CONTAINER  = local.container
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

resource "aws_cloudwatch_log_group" "validate" {
  name              = "/aws/codebuild/${local.validate_project}"
  retention_in_days = 365
}

resource "aws_codebuild_project" "validate" {
  name          = local.validate_project
  description   = "Checks that the account holds the roles as the repo defines them."
  service_role  = local.role_arns.codebuild_validate
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
      group_name = aws_cloudwatch_log_group.validate.name
    }
  }
}

resource "aws_cloudwatch_log_group" "validate_prod" {
  name              = "/aws/codebuild/worker-prod-validate"
  retention_in_days = 365
}

resource "aws_codebuild_project" "validate_prod" {
  name          = "worker-prod-validate"
  description   = "Checks that the account holds the roles as the repo defines them."
  service_role  = "arn:${local.partition}:iam::${local.account_id}:role/worker-codebuild-validate-role-prod"
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
      value = "prod"
    }
  }

  logs_config {
    cloudwatch_logs {
      group_name = aws_cloudwatch_log_group.validate_prod.name
    }
  }
}
