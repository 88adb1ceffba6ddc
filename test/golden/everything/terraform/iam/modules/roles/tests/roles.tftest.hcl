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
  project                    = "shop"
  ownership_id               = "a1b2c3d4"
  environment                = "dev"
  service                    = "web"
  family                     = "shop-web"
  repository                 = "shop/web"
  artifact_bucket            = "shop-dev-artifacts"
  artifact_kms_key_id        = "aaaaaaaa-0000-0000-0000-000000000005"
  connection_id              = "11111111-2222-3333-4444-555555555555"
  source_repository          = "shop"
  source_bucket              = "shop-source"
  source_key                 = "app.zip"
  load_balancer              = "shop-alb"
  code_deploy_application    = "shop-app"
  deployment_group           = "shop-dg"
  blue_green_stack           = "shop-dev-service"
  approval_topic             = "shop-approvals"
  build_secrets_kms_key_id   = "aaaaaaaa-0000-0000-0000-000000000009"
  cache_bucket               = "shop-cache"
  cache_prefix               = "web"
  build_security_group_id    = "sg-0bb"
  registry_account           = "444455556666"
  registry_region            = "eu-west-1"
  secrets_kms_key_id         = "aaaaaaaa-0000-0000-0000-000000000001"
  env_files_kms_key_id       = "aaaaaaaa-0000-0000-0000-000000000002"
  registry_secret_name       = "shop/dev/registry"
  pull_through_prefix        = "docker-hub"
  firelens_config_bucket     = "shop-dev-firelens"
  firelens_config_key        = "fluent.conf"
  guard_duty_account         = "694911143906"
  exec_log_group             = "/ecs/exec/shop-dev"
  exec_log_bucket            = "shop-dev-exec"
  exec_log_prefix            = "sessions"
  exec_kms_key_id            = "aaaaaaaa-0000-0000-0000-000000000003"
  exec_log_kms_key_id        = "aaaaaaaa-0000-0000-0000-000000000004"
  deployer_role_arn          = "arn:aws:iam::111122223333:role/shop-deployer"
  workload_account           = "444455556666"
  logging_account            = "444455556666"
  central_log_group          = "/central/shop"
  organization_id            = "o-exampleorg"
  security_group_id          = "sg-0a1b2c3d"
  target_group_name          = "shop-web"
  classic_load_balancer_name = "shop-classic"
  github_owner               = "example"
  github_repository          = "shop"
  github_environment         = "devuction"
  blue_target_group          = "shop-blue"
  green_target_group         = "shop-green"
  volume_kms_key_id          = "aaaaaaaa-0000-0000-0000-000000000006"
  certificate_authority_id   = "bbbbbbbb-0000-0000-0000-000000000001"
  lattice_target_group_id    = "tg-0123"
  rule_name                  = "shop-nightly"
  schedule_group             = "shop-dev"
  runner_function            = "shop-runner"
  airflow_role_arn           = "arn:aws:iam::111122223333:role/shop-airflow"
  upstream_account           = "444455556666"
  upstream_region            = "eu-west-1"
  template_kms_key_id        = "aaaaaaaa-0000-0000-0000-000000000008"
  dead_letter_queue          = "shop-dlq"
  bucket_name                = "shop-dev-data"
  prefix                     = "uploads"
  table_name                 = "orders"
  queue_name                 = "orders-queue"
  topic_name                 = "orders-topic"
  event_bus_name             = "shop-bus"
  event_source               = "shop.orders"
  stream_name                = "clicks"
  delivery_stream            = "clicks-fh"
  ses_identity               = "example.com"
  from_address               = "no-reply@example.com"
  model_id                   = "anthropic.claude-3-haiku-20240307-v1:0"
  metrics_log_group          = "/ecs/shop-metrics"
  metrics_namespace          = "Shop"
  workspace_id               = "ws-1"
  parameter_path             = "shop/dev"
  data_kms_key_id            = "aaaaaaaa-0000-0000-0000-000000000007"
  kms_service                = "s3"
  db_resource_id             = "db-ABC"
  db_user                    = "app"
  file_system_id             = "fs-1"
  access_point_id            = "fsap-1"
  state_machine_name         = "orders"
  app_config_application     = "app1"
  app_config_environment     = "env1"
  app_config_profile         = "prof1"
}

run "names_and_tags" {
  command = plan

  assert {
    condition = output.role_names == {
      task_execution           = "shop-ecs-task-execution-role-dev"
      task                     = "shop-ecs-task-role-dev"
      codebuild                = "shop-codebuild-role-dev"
      codepipeline             = "shop-codepipeline-role-dev"
      codebuild_validate       = "shop-codebuild-validate-role-dev"
      pipeline_trigger         = "shop-pipeline-trigger-role-dev"
      codebuild_batch          = "shop-codebuild-batch-role-dev"
      ecs_exec                 = "shop-ecs-exec-role-dev"
      service                  = "shop-ecs-service-role-dev"
      codedeploy               = "shop-codedeploy-role-dev"
      infrastructure           = "shop-ecs-infrastructure-role-dev"
      deployment_hook          = "shop-deployment-hook-role-dev"
      container_instance       = "shop-ecs-instance-role-dev"
      anywhere                 = "shop-ecs-anywhere-role-dev"
      scheduled_task_scheduler = "shop-ecs-scheduler-role-dev"
      scheduled_task_events    = "shop-ecs-events-role-dev"
      task_runner              = "shop-ecs-task-runner-role-dev"
      github_oidc_deploy       = "shop-github-deploy-role-dev"
      cross_account_ecr_pull   = "shop-cross-account-ecr-role-dev"
      cross_account_logs       = "shop-cross-account-logs-role-dev"
      ecr_pull_through         = "shop-ecr-pull-through-role-dev"
      ecr_creation_template    = "shop-ecr-template-role-dev"
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
      aws_iam_role.pipeline_trigger[0],
      aws_iam_role.codebuild_batch[0],
      aws_iam_role.ecs_exec,
      aws_iam_role.service,
      aws_iam_role.codedeploy,
      aws_iam_role.infrastructure,
      aws_iam_role.deployment_hook,
      aws_iam_role.container_instance,
      aws_iam_role.anywhere,
      aws_iam_role.scheduled_task_scheduler,
      aws_iam_role.scheduled_task_events,
      aws_iam_role.task_runner,
      aws_iam_role.github_oidc_deploy,
      aws_iam_role.cross_account_ecr_pull,
      aws_iam_role.cross_account_logs,
      aws_iam_role.ecr_pull_through,
      aws_iam_role.ecr_creation_template,
    ] : role.tags["ecs-iam:project"] == "shop" && role.tags["ecs-iam:environment"] == "dev" && role.tags["ecs-iam:id"] == "a1b2c3d4"])
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
      jsondecode(aws_iam_role.pipeline_trigger[0].assume_role_policy).Statement[*].Principal == [{ Service = "events.amazonaws.com" }],
      jsondecode(aws_iam_role.codebuild_batch[0].assume_role_policy).Statement[*].Principal == [{ Service = "codebuild.amazonaws.com" }],
      jsondecode(aws_iam_role.ecs_exec.assume_role_policy).Statement[*].Principal == [{ Service = "ecs-tasks.amazonaws.com" }],
      jsondecode(aws_iam_role.service.assume_role_policy).Statement[*].Principal == [{ Service = "ecs.amazonaws.com" }],
      jsondecode(aws_iam_role.codedeploy.assume_role_policy).Statement[*].Principal == [{ Service = "codedeploy.amazonaws.com" }],
      jsondecode(aws_iam_role.infrastructure.assume_role_policy).Statement[*].Principal == [{ Service = "ecs.amazonaws.com" }],
      jsondecode(aws_iam_role.deployment_hook.assume_role_policy).Statement[*].Principal == [{ Service = "ecs.amazonaws.com" }],
      jsondecode(aws_iam_role.container_instance.assume_role_policy).Statement[*].Principal == [{ Service = "ec2.amazonaws.com" }],
      jsondecode(aws_iam_role.anywhere.assume_role_policy).Statement[*].Principal == [{ Service = "ssm.amazonaws.com" }],
      jsondecode(aws_iam_role.scheduled_task_scheduler.assume_role_policy).Statement[*].Principal == [{ Service = "scheduler.amazonaws.com" }],
      jsondecode(aws_iam_role.scheduled_task_events.assume_role_policy).Statement[*].Principal == [{ Service = "events.amazonaws.com" }],
      jsondecode(aws_iam_role.task_runner.assume_role_policy).Statement[*].Principal == [{ Service = "lambda.amazonaws.com" }, { AWS = "arn:aws:iam::111122223333:root" }],
      jsondecode(aws_iam_role.github_oidc_deploy.assume_role_policy).Statement[*].Principal == [{ Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }],
      jsondecode(aws_iam_role.cross_account_ecr_pull.assume_role_policy).Statement[*].Principal == [{ Service = "ecs-tasks.amazonaws.com" }, { AWS = "arn:aws:iam::111122223333:root" }],
      jsondecode(aws_iam_role.cross_account_logs.assume_role_policy).Statement[*].Principal == [{ AWS = "arn:aws:iam::444455556666:root" }],
      jsondecode(aws_iam_role.ecr_pull_through.assume_role_policy).Statement[*].Principal == [{ Service = "pullthroughcache.ecr.amazonaws.com" }],
      jsondecode(aws_iam_role.ecr_creation_template.assume_role_policy).Statement[*].Principal == [{ Service = "ecr.amazonaws.com" }],
    ])
    error_message = "Somebody else may assume a role."
  }
}

run "no_policy_has_a_wildcard_among_its_actions" {
  command = plan

  assert {
    condition = alltrue([for document in [
      data.aws_iam_policy_document.task_execution,
      data.aws_iam_policy_document.task_execution_execution_statements,
      data.aws_iam_policy_document.task_ecs_exec,
      data.aws_iam_policy_document.task_s3_read,
      data.aws_iam_policy_document.task_s3_read_write,
      data.aws_iam_policy_document.task_dynamodb_read,
      data.aws_iam_policy_document.task_dynamodb_read_write,
      data.aws_iam_policy_document.task_rds_iam_connect,
      data.aws_iam_policy_document.task_efs_mount,
      data.aws_iam_policy_document.task_sqs_consume,
      data.aws_iam_policy_document.task_sqs_produce,
      data.aws_iam_policy_document.task_sns_publish,
      data.aws_iam_policy_document.task_eventbridge_put,
      data.aws_iam_policy_document.task_ses_send,
      data.aws_iam_policy_document.task_step_functions_start,
      data.aws_iam_policy_document.task_kinesis_consume,
      data.aws_iam_policy_document.task_kinesis_produce,
      data.aws_iam_policy_document.task_firehose_put,
      data.aws_iam_policy_document.task_secrets_read,
      data.aws_iam_policy_document.task_parameters_read,
      data.aws_iam_policy_document.task_kms_decrypt,
      data.aws_iam_policy_document.task_app_config_read,
      data.aws_iam_policy_document.task_xray,
      data.aws_iam_policy_document.task_adot_metrics,
      data.aws_iam_policy_document.task_cloudwatch_metrics,
      data.aws_iam_policy_document.task_prometheus_write,
      data.aws_iam_policy_document.task_firelens_cloud_watch,
      data.aws_iam_policy_document.task_cross_account_logs,
      data.aws_iam_policy_document.task_protection,
      data.aws_iam_policy_document.task_bedrock_invoke,
      data.aws_iam_policy_document.task_ecs_exec_logs_cloud_watch,
      data.aws_iam_policy_document.task_ecs_exec_logs_s3,
      data.aws_iam_policy_document.task_ecs_exec_kms,
      data.aws_iam_policy_document.task_statements,
      data.aws_iam_policy_document.codebuild_build_logs[0],
      data.aws_iam_policy_document.codebuild_build_artifacts[0],
      data.aws_iam_policy_document.codebuild_build_images[0],
      data.aws_iam_policy_document.codebuild_build_reports[0],
      data.aws_iam_policy_document.codebuild_build_deploy[0],
      data.aws_iam_policy_document.codebuild_build_secrets[0],
      data.aws_iam_policy_document.codebuild_build_debug[0],
      data.aws_iam_policy_document.codebuild_build_source[0],
      data.aws_iam_policy_document.codebuild_build_network[0],
      data.aws_iam_policy_document.codepipeline[0],
      data.aws_iam_policy_document.codebuild_validate,
      data.aws_iam_policy_document.codebuild_validate_validate_home_roles[0],
      data.aws_iam_policy_document.pipeline_trigger[0],
      data.aws_iam_policy_document.codebuild_batch[0],
      data.aws_iam_policy_document.ecs_exec,
      data.aws_iam_policy_document.codedeploy,
      data.aws_iam_policy_document.infrastructure,
      data.aws_iam_policy_document.deployment_hook,
      data.aws_iam_policy_document.container_instance,
      data.aws_iam_policy_document.anywhere,
      data.aws_iam_policy_document.scheduled_task_scheduler,
      data.aws_iam_policy_document.task_runner,
      data.aws_iam_policy_document.github_oidc_deploy,
      data.aws_iam_policy_document.github_oidc_deploy_validate_home_roles[0],
      data.aws_iam_policy_document.cross_account_ecr_pull,
      data.aws_iam_policy_document.cross_account_logs,
      data.aws_iam_policy_document.ecr_pull_through,
      data.aws_iam_policy_document.ecr_creation_template,
    ] : !strcontains(jsonencode(document.statement[*].actions), "*")])
    error_message = "A policy allows more actions than it names."
  }
}

run "in_prod" {
  command = plan

  variables {
    environment              = "prod"
    permissions_boundary     = "arn:aws:iam::aws:policy/PowerUserAccess"
    blue_green_stack         = "shop-prod-service"
    registry_secret_name     = "shop/prod/registry"
    firelens_config_bucket   = "shop-prod-firelens"
    exec_log_group           = "/ecs/exec/shop-prod"
    exec_log_bucket          = "shop-prod-exec"
    github_environment       = "production"
    schedule_group           = "shop-prod"
    bucket_name              = "shop-prod-data"
    parameter_path           = "shop/prod"
    artifact_bucket          = null
    artifact_kms_key_id      = null
    connection_id            = null
    source_repository        = null
    source_bucket            = null
    source_key               = null
    approval_topic           = null
    build_secrets_kms_key_id = null
    cache_bucket             = null
    cache_prefix             = null
    build_security_group_id  = null
  }

  assert {
    condition = output.role_names == {
      task_execution           = "shop-ecs-task-execution-role-prod"
      task                     = "shop-ecs-task-role-prod"
      codebuild_validate       = "shop-codebuild-validate-role-prod"
      pipeline_deploy          = "shop-pipeline-deploy-role-prod"
      ecs_exec                 = "shop-ecs-exec-role-prod"
      service                  = "shop-ecs-service-role-prod"
      codedeploy               = "shop-codedeploy-role-prod"
      infrastructure           = "shop-ecs-infrastructure-role-prod"
      deployment_hook          = "shop-deployment-hook-role-prod"
      container_instance       = "shop-ecs-instance-role-prod"
      anywhere                 = "shop-ecs-anywhere-role-prod"
      scheduled_task_scheduler = "shop-ecs-scheduler-role-prod"
      scheduled_task_events    = "shop-ecs-events-role-prod"
      task_runner              = "shop-ecs-task-runner-role-prod"
      github_oidc_deploy       = "shop-github-deploy-role-prod"
      cross_account_ecr_pull   = "shop-cross-account-ecr-role-prod"
      cross_account_logs       = "shop-cross-account-logs-role-prod"
      ecr_pull_through         = "shop-ecr-pull-through-role-prod"
      ecr_creation_template    = "shop-ecr-template-role-prod"
    }
    error_message = "A role has another name."
  }

  assert {
    condition     = alltrue([jsondecode(aws_iam_role.pipeline_deploy[0].assume_role_policy).Statement[*].Principal == [{ AWS = "arn:aws:iam::111122223333:root" }]])
    error_message = "Somebody else may assume a role."
  }
}
