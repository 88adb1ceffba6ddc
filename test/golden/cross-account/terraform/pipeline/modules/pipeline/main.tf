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
  cluster                = coalesce(var.cluster, "${var.project}-${var.environment}")
  service                = coalesce(var.service, var.project)
  container              = coalesce(var.container, var.project)
  repository             = coalesce(var.repository, lower(var.project))
  build_project          = coalesce(var.build_project, "${var.project}-${var.environment}-build")
  validate_project       = coalesce(var.validate_project, "${local.build_project}-validate")
  pipeline_name          = coalesce(var.pipeline_name, "${var.project}-${var.environment}-pipeline")
  artifact_bucket_prefix = coalesce(var.artifact_bucket_prefix, lower(replace("${var.project}-${var.environment}-artifacts", "_", "-")))

  # The roles of iam/environments/ by their names, and those that exist already.
  role_arns = {
    codebuild    = "arn:${local.partition}:iam::${local.account_id}:role/${var.project}-codebuild-role-${var.environment}"
    codepipeline = "arn:${local.partition}:iam::${local.account_id}:role/${var.project}-codepipeline-role-${var.environment}"
  }
}

resource "aws_codepipeline" "service" {
  name          = local.pipeline_name
  pipeline_type = "V2"
  role_arn      = local.role_arns.codepipeline

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
    name = "Validate"

    action {
      name            = "ValidateRoles"
      category        = "Test"
      owner           = "AWS"
      provider        = "CodeBuild"
      version         = "1"
      input_artifacts = ["Source"]
      configuration = {
        ProjectName = aws_codebuild_project.validate.name
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
      configuration = {
        ProjectName = aws_codebuild_project.build.name
      }
    }
  }

  # Only in environments whose values ask for it.
  dynamic "stage" {
    for_each = var.approval ? ["Approve"] : []

    content {
      name = stage.value

      action {
        name     = "Approve"
        category = "Approval"
        owner    = "AWS"
        provider = "Manual"
        version  = "1"
        configuration = {
          CustomData = "Deploy ${local.service} to ${local.cluster}?"
        }
      }
    }
  }

  stage {
    name = "Deploy"

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
  }

  lifecycle {
    precondition {
      condition     = var.repository_id != "" && var.connection_id != ""
      error_message = "Give repository_id and connection_id in pipeline/environments/${var.environment}/main.tf."
    }
  }
}
