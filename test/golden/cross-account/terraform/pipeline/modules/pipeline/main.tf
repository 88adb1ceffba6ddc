terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100"
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
  cluster                = coalesce(var.cluster, "${var.project}-${var.environment}")
  service                = coalesce(var.service, var.project)
  container              = coalesce(var.container, var.project)
  repository             = coalesce(var.repository, lower(var.project))
  build_project          = coalesce(var.build_project, "${var.project}-${var.environment}-build")
  validate_project       = coalesce(var.validate_project, "${var.project}-${var.environment}-validate")
  pipeline_name          = coalesce(var.pipeline_name, "${var.project}-${var.environment}-pipeline")
  artifact_bucket_prefix = coalesce(var.artifact_bucket_prefix, lower(replace("${var.project}-${var.environment}-artifacts", "_", "-")))

  # The roles of iam/environments/ by their names, and those that exist already.
  role_arns = {
    codebuild          = "arn:${local.partition}:iam::${local.account_id}:role/${var.project}-codebuild-role-${var.environment}"
    codepipeline       = "arn:${local.partition}:iam::${local.account_id}:role/${var.project}-codepipeline-role-${var.environment}"
    codebuild_validate = "arn:${local.partition}:iam::${local.account_id}:role/${var.project}-codebuild-validate-role-${var.environment}"
  }
}

resource "aws_codepipeline" "service" {
  name          = local.pipeline_name
  pipeline_type = "V2"
  # A newer run takes the place of one that waits, for an approval too.
  execution_mode = "SUPERSEDED"
  role_arn       = local.role_arns.codepipeline

  artifact_store {
    type     = "S3"
    location = aws_s3_bucket.artifacts.bucket
  }

  stage {
    name = "Source"

    action {
      name             = "Source"
      category         = "Source"
      owner            = "AWS"
      provider         = "CodeStarSourceConnection"
      version          = "1"
      namespace        = "SourceVariables"
      output_artifacts = ["Source"]
      configuration = {
        ConnectionArn        = "arn:${local.partition}:${var.connection_service}:${local.region}:${local.account_id}:connection/${var.connection_id}"
        FullRepositoryId     = var.repository_id
        BranchName           = var.branch
        OutputArtifactFormat = "CODE_ZIP"
      }
    }
  }

  stage {
    name = "Build"

    action {
      name             = "Build"
      category         = "Build"
      owner            = "AWS"
      provider         = "CodeBuild"
      version          = "1"
      input_artifacts  = ["Source"]
      output_artifacts = ["Build"]
      configuration    = { ProjectName = aws_codebuild_project.build.name }
    }
  }

  stage {
    name = "Validate-dev"

    action {
      name            = "ValidateRoles"
      category        = "Test"
      owner           = "AWS"
      provider        = "CodeBuild"
      version         = "1"
      input_artifacts = ["Source"]
      configuration   = { ProjectName = aws_codebuild_project.validate[var.environment].name }
    }
  }

  stage {
    name = "Deploy-dev"

    action {
      name            = "Deploy"
      category        = "Deploy"
      owner           = "AWS"
      provider        = "ECS"
      version         = "1"
      input_artifacts = ["Build"]
      configuration = {
        ClusterName = local.cluster
        ServiceName = local.service
        FileName    = "imagedefinitions.json"
      }
    }

    on_failure {
      result = "ROLLBACK"
    }
  }

  stage {
    name = "Validate-prod"

    action {
      name            = "ValidateRoles"
      category        = "Test"
      owner           = "AWS"
      provider        = "CodeBuild"
      version         = "1"
      role_arn        = "arn:${local.partition}:iam::${local.account_id}:role/shop-pipeline-deploy-role-prod"
      input_artifacts = ["Source"]
      configuration   = { ProjectName = aws_codebuild_project.validate["prod"].name }
    }
  }

  stage {
    name = "Approve-prod"

    action {
      name          = "Approve"
      category      = "Approval"
      owner         = "AWS"
      provider      = "Manual"
      version       = "1"
      configuration = { CustomData = "Deploy shop to shop-prod?" }
    }
  }

  stage {
    name = "Deploy-prod"

    action {
      name            = "Deploy"
      category        = "Deploy"
      owner           = "AWS"
      provider        = "ECS"
      version         = "1"
      role_arn        = "arn:${local.partition}:iam::${local.account_id}:role/shop-pipeline-deploy-role-prod"
      input_artifacts = ["Build"]
      configuration = {
        ClusterName = "shop-prod"
        ServiceName = "shop"
        FileName    = "imagedefinitions.json"
      }
    }

    on_failure {
      result = "ROLLBACK"
    }
  }

  trigger {
    provider_type = "CodeStarSourceConnection"

    git_configuration {
      source_action_name = "Source"

      push {
        branches {
          includes = [var.branch]
        }
      }
    }
  }

  lifecycle {
    precondition {
      condition     = var.repository_id != "" && var.connection_id != ""
      error_message = "Give repository_id and connection_id in pipeline/main.tf."
    }
  }
}

output "name" {
  description = "Name of the pipeline"
  value       = aws_codepipeline.service.name
}
