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
  values = { account_id = "111122223333" }
}

variables {
  project      = "0Shop_API-v2"
  ownership_id = "a1b2c3d4"
  environment  = "Dev_1"
}

run "names_and_tags" {
  command = plan

  assert {
    condition = output.role_names == {
      task_execution     = "0Shop_API-v2-ecs-task-execution-role-Dev_1"
      task               = "0Shop_API-v2-ecs-task-role-Dev_1"
      codebuild          = "0Shop_API-v2-codebuild-role-Dev_1"
      codepipeline       = "0Shop_API-v2-codepipeline-role-Dev_1"
      codebuild_validate = "0Shop_API-v2-codebuild-validate-role-Dev_1"
      codebuild_deploy   = "0Shop_API-v2-codebuild-deploy-role-Dev_1"
    }
    error_message = "A role has another name."
  }

  assert {
    condition = alltrue([for role in [
      aws_iam_role.task_execution,
      aws_iam_role.task,
      aws_iam_role.codebuild[0],
      aws_iam_role.codepipeline[0],
      aws_iam_role.codebuild_validate,
      aws_iam_role.codebuild_deploy,
    ] : role.tags["ecs-iam:project"] == "0Shop_API-v2" && role.tags["ecs-iam:environment"] == "Dev_1" && role.tags["ecs-iam:id"] == "a1b2c3d4"])
    error_message = "A role lacks a tag of this repo."
  }
}

run "who_may_assume_the_roles" {
  command = plan

  assert {
    condition = alltrue([
      jsondecode(aws_iam_role.task_execution.assume_role_policy).Statement[*].Principal == [{ Service = "ecs-tasks.amazonaws.com" }],
      jsondecode(aws_iam_role.task.assume_role_policy).Statement[*].Principal == [{ Service = "ecs-tasks.amazonaws.com" }],
      jsondecode(aws_iam_role.codebuild[0].assume_role_policy).Statement[*].Principal == [{ Service = "codebuild.amazonaws.com" }],
      jsondecode(aws_iam_role.codepipeline[0].assume_role_policy).Statement[*].Principal == [{ Service = "codepipeline.amazonaws.com" }],
      jsondecode(aws_iam_role.codebuild_validate.assume_role_policy).Statement[*].Principal == [{ Service = "codebuild.amazonaws.com" }],
      jsondecode(aws_iam_role.codebuild_deploy.assume_role_policy).Statement[*].Principal == [{ Service = "codebuild.amazonaws.com" }],
    ])
    error_message = "Somebody else may assume a role."
  }
}

run "no_policy_has_a_wildcard_among_its_actions" {
  command = plan

  assert {
    condition = alltrue([for document in [
      data.aws_iam_policy_document.task_execution,
      data.aws_iam_policy_document.codebuild[0],
      data.aws_iam_policy_document.codepipeline[0],
      data.aws_iam_policy_document.codebuild_validate,
      data.aws_iam_policy_document.codebuild_validate_validate_home_roles[0],
      data.aws_iam_policy_document.codebuild_deploy,
    ] : !strcontains(jsonencode(document.statement[*].actions), "*")])
    error_message = "A policy allows more actions than it names."
  }
}

run "in_dev_2" {
  command = plan

  variables {
    environment = "dev-2"
  }

  assert {
    condition = output.role_names == {
      task_execution     = "0Shop_API-v2-ecs-task-execution-role-dev-2"
      task               = "0Shop_API-v2-ecs-task-role-dev-2"
      codebuild_validate = "0Shop_API-v2-codebuild-validate-role-dev-2"
      codebuild_deploy   = "0Shop_API-v2-codebuild-deploy-role-dev-2"
      pipeline_deploy    = "0Shop_API-v2-pipeline-deploy-role-dev-2"
    }
    error_message = "A role has another name."
  }

  assert {
    condition     = alltrue([jsondecode(aws_iam_role.pipeline_deploy[0].assume_role_policy).Statement[*].Principal == [{ AWS = "arn:aws:iam::111122223333:root" }]])
    error_message = "Somebody else may assume a role."
  }
}
