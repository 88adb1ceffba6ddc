# Needs no account: terraform -chdir=iam/modules/roles init && terraform -chdir=iam/modules/roles
# test

provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  max_retries                 = 1
}

override_data {
  target = data.aws_caller_identity.current
  values = {
    account_id = "111122223333"
  }
}

variables {
  project          = "shop"
  ownership_id     = "a1b2c3d4"
  environment      = "dev"
  registry_account = "444455556666"
  registry_region  = "eu-west-1"
}

run "names_and_tags" {
  command = plan

  assert {
    condition     = aws_iam_role.task_execution.name == "shop-ecs-task-execution-role-dev" && aws_iam_role.task_execution.tags["ecs-iam:project"] == "shop" && aws_iam_role.task_execution.tags["ecs-iam:environment"] == "dev" && aws_iam_role.task_execution.tags["ecs-iam:id"] == "a1b2c3d4"
    error_message = "The ECS task execution role has another name, or lacks a tag of this repo."
  }

  assert {
    condition     = aws_iam_role.task.name == "shop-ecs-task-role-dev" && aws_iam_role.task.tags["ecs-iam:project"] == "shop" && aws_iam_role.task.tags["ecs-iam:environment"] == "dev" && aws_iam_role.task.tags["ecs-iam:id"] == "a1b2c3d4"
    error_message = "The ECS task role has another name, or lacks a tag of this repo."
  }

  assert {
    condition     = aws_iam_role.codebuild.name == "shop-codebuild-role-dev" && aws_iam_role.codebuild.tags["ecs-iam:project"] == "shop" && aws_iam_role.codebuild.tags["ecs-iam:environment"] == "dev" && aws_iam_role.codebuild.tags["ecs-iam:id"] == "a1b2c3d4"
    error_message = "The CodeBuild service role has another name, or lacks a tag of this repo."
  }

  assert {
    condition     = aws_iam_role.codepipeline.name == "shop-codepipeline-role-dev" && aws_iam_role.codepipeline.tags["ecs-iam:project"] == "shop" && aws_iam_role.codepipeline.tags["ecs-iam:environment"] == "dev" && aws_iam_role.codepipeline.tags["ecs-iam:id"] == "a1b2c3d4"
    error_message = "The CodePipeline service role has another name, or lacks a tag of this repo."
  }
}

run "who_may_assume_the_roles" {
  command = plan

  assert {
    condition     = jsonencode([for statement in jsondecode(aws_iam_role.task_execution.assume_role_policy).Statement : statement.Principal]) == jsonencode([{ Service = "ecs-tasks.amazonaws.com" }])
    error_message = "Somebody else may assume the ECS task execution role."
  }

  assert {
    condition     = jsonencode([for statement in jsondecode(aws_iam_role.task.assume_role_policy).Statement : statement.Principal]) == jsonencode([{ Service = "ecs-tasks.amazonaws.com" }])
    error_message = "Somebody else may assume the ECS task role."
  }

  assert {
    condition     = jsonencode([for statement in jsondecode(aws_iam_role.codebuild.assume_role_policy).Statement : statement.Principal]) == jsonencode([{ Service = "codebuild.amazonaws.com" }])
    error_message = "Somebody else may assume the CodeBuild service role."
  }

  assert {
    condition     = jsonencode([for statement in jsondecode(aws_iam_role.codepipeline.assume_role_policy).Statement : statement.Principal]) == jsonencode([{ Service = "codepipeline.amazonaws.com" }])
    error_message = "Somebody else may assume the CodePipeline service role."
  }
}

run "no_policy_allows_every_action" {
  command = plan

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_execution_task_execution.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_execution_task_execution.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_cross_account_logs.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_cross_account_logs.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.codebuild_build_logs.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.codebuild_build_logs.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.codebuild_build_artifacts.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.codebuild_build_artifacts.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.codebuild_build_images.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.codebuild_build_images.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.codebuild_build_reports.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.codebuild_build_reports.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.codepipeline_pipeline_artifacts.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.codepipeline_pipeline_artifacts.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.codepipeline_pipeline_build.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.codepipeline_pipeline_build.json allows every action of a service."
  }
}
