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
  project      = "worker"
  ownership_id = "exampl02"
  environment  = "dev"
}

run "names_and_tags" {
  command = plan

  assert {
    condition = output.role_names == {
      task_execution     = "worker-ecs-task-execution-role-dev"
      task               = "worker-ecs-task-role-dev"
      codebuild          = "worker-codebuild-role-dev"
      codepipeline       = "worker-codepipeline-role-dev"
      codebuild_validate = "worker-codebuild-validate-role-dev"
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
    ] : role.tags["ecs-iam:project"] == "worker" && role.tags["ecs-iam:environment"] == "dev" && role.tags["ecs-iam:id"] == "exampl02"])
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
    ])
    error_message = "Somebody else may assume a role."
  }
}

run "no_policy_has_a_wildcard_among_its_actions" {
  command = plan

  assert {
    condition = alltrue([for document in [
      data.aws_iam_policy_document.task_execution,
      data.aws_iam_policy_document.task_sqs_consume,
      data.aws_iam_policy_document.task_dynamodb_read_write,
      data.aws_iam_policy_document.codebuild[0],
      data.aws_iam_policy_document.codepipeline[0],
      data.aws_iam_policy_document.codebuild_validate,
      data.aws_iam_policy_document.codebuild_validate_validate_home_roles[0],
    ] : !strcontains(jsonencode(document.statement[*].actions), "*")])
    error_message = "A policy allows more actions than it names."
  }
}

run "in_prod" {
  command = plan

  variables {
    environment = "prod"
  }

  assert {
    condition = output.role_names == {
      task_execution     = "worker-ecs-task-execution-role-prod"
      task               = "worker-ecs-task-role-prod"
      codebuild_validate = "worker-codebuild-validate-role-prod"
      pipeline_deploy    = "worker-pipeline-deploy-role-prod"
    }
    error_message = "A role has another name."
  }

  assert {
    condition     = alltrue([jsondecode(aws_iam_role.pipeline_deploy[0].assume_role_policy).Statement[*].Principal == [{ AWS = "arn:aws:iam::111122223333:root" }]])
    error_message = "Somebody else may assume a role."
  }
}
