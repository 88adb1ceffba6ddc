# In iam/modules/roles, without an account: terraform init && terraform test

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
    condition = alltrue([
      aws_iam_role.task_execution.name == "shop-ecs-task-execution-role-dev",
      aws_iam_role.task_execution.tags["ecs-iam:project"] == "shop",
      aws_iam_role.task_execution.tags["ecs-iam:environment"] == "dev",
      aws_iam_role.task_execution.tags["ecs-iam:id"] == "a1b2c3d4",
      aws_iam_role.task.name == "shop-ecs-task-role-dev",
      aws_iam_role.task.tags["ecs-iam:project"] == "shop",
      aws_iam_role.task.tags["ecs-iam:environment"] == "dev",
      aws_iam_role.task.tags["ecs-iam:id"] == "a1b2c3d4",
      aws_iam_role.codebuild.name == "shop-codebuild-role-dev",
      aws_iam_role.codebuild.tags["ecs-iam:project"] == "shop",
      aws_iam_role.codebuild.tags["ecs-iam:environment"] == "dev",
      aws_iam_role.codebuild.tags["ecs-iam:id"] == "a1b2c3d4",
      aws_iam_role.codepipeline.name == "shop-codepipeline-role-dev",
      aws_iam_role.codepipeline.tags["ecs-iam:project"] == "shop",
      aws_iam_role.codepipeline.tags["ecs-iam:environment"] == "dev",
      aws_iam_role.codepipeline.tags["ecs-iam:id"] == "a1b2c3d4",
    ])
    error_message = "A role has another name, or lacks a tag of this repo."
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

run "no_policy_has_a_wildcard_among_its_actions" {
  command = plan

  assert {
    condition = alltrue([
      !strcontains(jsonencode(data.aws_iam_policy_document.task_execution_task_execution.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_cross_account_logs.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.codebuild_build_logs.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.codebuild_build_artifacts.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.codebuild_build_images.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.codebuild_build_reports.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.codebuild_validate_roles.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.codepipeline_pipeline_artifacts.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.codepipeline_pipeline_build.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.codepipeline_pipeline_deploy.statement[*].actions), "*"),
    ])
    error_message = "A policy allows more actions than it names."
  }
}
