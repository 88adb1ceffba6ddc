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
  project           = "shop"
  ownership_id      = "a1b2c3d4"
  environment       = "dev"
  github_owner      = "example"
  github_repository = "shop"
}

run "names_and_tags" {
  command = plan

  assert {
    condition = output.role_names == {
      task_execution     = "shop-ecs-task-execution-role-dev"
      github_oidc_deploy = "shop-github-deploy-role-dev"
    }
    error_message = "A role has another name."
  }

  assert {
    condition     = alltrue([for role in [aws_iam_role.task_execution, aws_iam_role.github_oidc_deploy] : role.tags["ecs-iam:project"] == "shop" && role.tags["ecs-iam:environment"] == "dev" && role.tags["ecs-iam:id"] == "a1b2c3d4"])
    error_message = "A role lacks a tag of this repo."
  }
}

run "who_may_assume_the_roles" {
  command = plan

  assert {
    condition = alltrue([
      jsondecode(aws_iam_role.task_execution.assume_role_policy).Statement[*].Principal == [{ Service = "ecs-tasks.amazonaws.com" }],
      jsondecode(aws_iam_role.github_oidc_deploy.assume_role_policy).Statement[*].Principal == [{ Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }],
    ])
    error_message = "Somebody else may assume a role."
  }
}

run "no_policy_has_a_wildcard_among_its_actions" {
  command = plan

  assert {
    condition     = alltrue([for document in [data.aws_iam_policy_document.task_execution, data.aws_iam_policy_document.github_oidc_deploy] : !strcontains(jsonencode(document.statement[*].actions), "*")])
    error_message = "A policy allows more actions than it names."
  }
}
