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
  approval_topic             = "shop-approvals"
  base_repository            = "base/node"
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
  blue_target_group          = "shop-blue"
  green_target_group         = "shop-green"
  volume_kms_key_id          = "aaaaaaaa-0000-0000-0000-000000000006"
  certificate_authority_id   = "bbbbbbbb-0000-0000-0000-000000000001"
  lattice_target_group_id    = "tg-0123"
  rule_name                  = "shop-nightly"
  schedule_group             = "shop-dev"
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

  assert {
    condition     = aws_iam_role.ecs_exec.name == "shop-ecs-exec-role-dev" && aws_iam_role.ecs_exec.tags["ecs-iam:project"] == "shop" && aws_iam_role.ecs_exec.tags["ecs-iam:environment"] == "dev" && aws_iam_role.ecs_exec.tags["ecs-iam:id"] == "a1b2c3d4"
    error_message = "The ECS Exec role (separate role) has another name, or lacks a tag of this repo."
  }

  assert {
    condition     = aws_iam_role.service.name == "shop-ecs-service-role-dev" && aws_iam_role.service.tags["ecs-iam:project"] == "shop" && aws_iam_role.service.tags["ecs-iam:environment"] == "dev" && aws_iam_role.service.tags["ecs-iam:id"] == "a1b2c3d4"
    error_message = "The ECS service role (legacy) has another name, or lacks a tag of this repo."
  }

  assert {
    condition     = aws_iam_role.codedeploy.name == "shop-codedeploy-role-dev" && aws_iam_role.codedeploy.tags["ecs-iam:project"] == "shop" && aws_iam_role.codedeploy.tags["ecs-iam:environment"] == "dev" && aws_iam_role.codedeploy.tags["ecs-iam:id"] == "a1b2c3d4"
    error_message = "The CodeDeploy role for ECS blue/green has another name, or lacks a tag of this repo."
  }

  assert {
    condition     = aws_iam_role.infrastructure.name == "shop-ecs-infrastructure-role-dev" && aws_iam_role.infrastructure.tags["ecs-iam:project"] == "shop" && aws_iam_role.infrastructure.tags["ecs-iam:environment"] == "dev" && aws_iam_role.infrastructure.tags["ecs-iam:id"] == "a1b2c3d4"
    error_message = "The ECS infrastructure role has another name, or lacks a tag of this repo."
  }

  assert {
    condition     = aws_iam_role.container_instance.name == "shop-ecs-instance-role-dev" && aws_iam_role.container_instance.tags["ecs-iam:project"] == "shop" && aws_iam_role.container_instance.tags["ecs-iam:environment"] == "dev" && aws_iam_role.container_instance.tags["ecs-iam:id"] == "a1b2c3d4"
    error_message = "The ECS container instance role has another name, or lacks a tag of this repo."
  }

  assert {
    condition     = aws_iam_role.anywhere.name == "shop-ecs-anywhere-role-dev" && aws_iam_role.anywhere.tags["ecs-iam:project"] == "shop" && aws_iam_role.anywhere.tags["ecs-iam:environment"] == "dev" && aws_iam_role.anywhere.tags["ecs-iam:id"] == "a1b2c3d4"
    error_message = "The ECS Anywhere role has another name, or lacks a tag of this repo."
  }

  assert {
    condition     = aws_iam_role.scheduled_task_scheduler.name == "shop-ecs-scheduler-role-dev" && aws_iam_role.scheduled_task_scheduler.tags["ecs-iam:project"] == "shop" && aws_iam_role.scheduled_task_scheduler.tags["ecs-iam:environment"] == "dev" && aws_iam_role.scheduled_task_scheduler.tags["ecs-iam:id"] == "a1b2c3d4"
    error_message = "The Scheduled task role (EventBridge Scheduler) has another name, or lacks a tag of this repo."
  }

  assert {
    condition     = aws_iam_role.scheduled_task_events.name == "shop-ecs-events-role-dev" && aws_iam_role.scheduled_task_events.tags["ecs-iam:project"] == "shop" && aws_iam_role.scheduled_task_events.tags["ecs-iam:environment"] == "dev" && aws_iam_role.scheduled_task_events.tags["ecs-iam:id"] == "a1b2c3d4"
    error_message = "The Scheduled task role (EventBridge rule) has another name, or lacks a tag of this repo."
  }

  assert {
    condition     = aws_iam_role.github_oidc_deploy.name == "shop-github-deploy-role-dev" && aws_iam_role.github_oidc_deploy.tags["ecs-iam:project"] == "shop" && aws_iam_role.github_oidc_deploy.tags["ecs-iam:environment"] == "dev" && aws_iam_role.github_oidc_deploy.tags["ecs-iam:id"] == "a1b2c3d4"
    error_message = "The GitHub Actions deploy role (OIDC) has another name, or lacks a tag of this repo."
  }

  assert {
    condition     = aws_iam_role.cross_account_ecr_pull.name == "shop-cross-account-ecr-role-dev" && aws_iam_role.cross_account_ecr_pull.tags["ecs-iam:project"] == "shop" && aws_iam_role.cross_account_ecr_pull.tags["ecs-iam:environment"] == "dev" && aws_iam_role.cross_account_ecr_pull.tags["ecs-iam:id"] == "a1b2c3d4"
    error_message = "The Cross-account ECR pull role (target account) has another name, or lacks a tag of this repo."
  }

  assert {
    condition     = aws_iam_role.cross_account_logs.name == "shop-cross-account-logs-role-dev" && aws_iam_role.cross_account_logs.tags["ecs-iam:project"] == "shop" && aws_iam_role.cross_account_logs.tags["ecs-iam:environment"] == "dev" && aws_iam_role.cross_account_logs.tags["ecs-iam:id"] == "a1b2c3d4"
    error_message = "The Cross-account log writer role (logging account) has another name, or lacks a tag of this repo."
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

  assert {
    condition     = jsonencode([for statement in jsondecode(aws_iam_role.ecs_exec.assume_role_policy).Statement : statement.Principal]) == jsonencode([{ Service = "ecs-tasks.amazonaws.com" }])
    error_message = "Somebody else may assume the ECS Exec role (separate role)."
  }

  assert {
    condition     = jsonencode([for statement in jsondecode(aws_iam_role.service.assume_role_policy).Statement : statement.Principal]) == jsonencode([{ Service = "ecs.amazonaws.com" }])
    error_message = "Somebody else may assume the ECS service role (legacy)."
  }

  assert {
    condition     = jsonencode([for statement in jsondecode(aws_iam_role.codedeploy.assume_role_policy).Statement : statement.Principal]) == jsonencode([{ Service = "codedeploy.amazonaws.com" }])
    error_message = "Somebody else may assume the CodeDeploy role for ECS blue/green."
  }

  assert {
    condition     = jsonencode([for statement in jsondecode(aws_iam_role.infrastructure.assume_role_policy).Statement : statement.Principal]) == jsonencode([{ Service = "ecs.amazonaws.com" }])
    error_message = "Somebody else may assume the ECS infrastructure role."
  }

  assert {
    condition     = jsonencode([for statement in jsondecode(aws_iam_role.container_instance.assume_role_policy).Statement : statement.Principal]) == jsonencode([{ Service = "ec2.amazonaws.com" }])
    error_message = "Somebody else may assume the ECS container instance role."
  }

  assert {
    condition     = jsonencode([for statement in jsondecode(aws_iam_role.anywhere.assume_role_policy).Statement : statement.Principal]) == jsonencode([{ Service = "ssm.amazonaws.com" }])
    error_message = "Somebody else may assume the ECS Anywhere role."
  }

  assert {
    condition     = jsonencode([for statement in jsondecode(aws_iam_role.scheduled_task_scheduler.assume_role_policy).Statement : statement.Principal]) == jsonencode([{ Service = "scheduler.amazonaws.com" }])
    error_message = "Somebody else may assume the Scheduled task role (EventBridge Scheduler)."
  }

  assert {
    condition     = jsonencode([for statement in jsondecode(aws_iam_role.scheduled_task_events.assume_role_policy).Statement : statement.Principal]) == jsonencode([{ Service = "events.amazonaws.com" }])
    error_message = "Somebody else may assume the Scheduled task role (EventBridge rule)."
  }

  assert {
    condition     = jsonencode([for statement in jsondecode(aws_iam_role.github_oidc_deploy.assume_role_policy).Statement : statement.Principal]) == jsonencode([{ Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }])
    error_message = "Somebody else may assume the GitHub Actions deploy role (OIDC)."
  }

  assert {
    condition     = jsonencode([for statement in jsondecode(aws_iam_role.cross_account_ecr_pull.assume_role_policy).Statement : statement.Principal]) == jsonencode([{ Service = "ecs-tasks.amazonaws.com" }, { AWS = "arn:aws:iam::111122223333:root" }])
    error_message = "Somebody else may assume the Cross-account ECR pull role (target account)."
  }

  assert {
    condition     = jsonencode([for statement in jsondecode(aws_iam_role.cross_account_logs.assume_role_policy).Statement : statement.Principal]) == jsonencode([{ AWS = "arn:aws:iam::444455556666:root" }])
    error_message = "Somebody else may assume the Cross-account log writer role (logging account)."
  }
}

run "no_policy_allows_every_action" {
  command = plan

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_execution_task_execution.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_execution_task_execution.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_ecs_exec.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_ecs_exec.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_s3_read.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_s3_read.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_s3_read_write.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_s3_read_write.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_dynamodb_read.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_dynamodb_read.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_dynamodb_read_write.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_dynamodb_read_write.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_rds_iam_connect.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_rds_iam_connect.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_efs_mount.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_efs_mount.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_sqs_consume.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_sqs_consume.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_sqs_produce.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_sqs_produce.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_sns_publish.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_sns_publish.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_eventbridge_put.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_eventbridge_put.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_ses_send.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_ses_send.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_step_functions_start.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_step_functions_start.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_kinesis_consume.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_kinesis_consume.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_kinesis_produce.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_kinesis_produce.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_firehose_put.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_firehose_put.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_secrets_read.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_secrets_read.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_parameters_read.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_parameters_read.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_kms_decrypt.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_kms_decrypt.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_app_config_read.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_app_config_read.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_xray.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_xray.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_adot_metrics.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_adot_metrics.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_cloudwatch_metrics.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_cloudwatch_metrics.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_prometheus_write.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_prometheus_write.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_firelens_cloud_watch.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_firelens_cloud_watch.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_cross_account_logs.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_cross_account_logs.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_task_protection.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_task_protection.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_bedrock_invoke.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_bedrock_invoke.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_ecs_exec_logs_cloud_watch.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_ecs_exec_logs_cloud_watch.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_ecs_exec_logs_s3.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_ecs_exec_logs_s3.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_ecs_exec_kms.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_ecs_exec_kms.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.task_task_statements.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.task_task_statements.json allows every action of a service."
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
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.codebuild_build_secrets.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.codebuild_build_secrets.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.codebuild_build_source.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.codebuild_build_source.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.codebuild_build_network.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.codebuild_build_network.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.codebuild_validate_roles.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.codebuild_validate_roles.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.codepipeline_pipeline_artifacts.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.codepipeline_pipeline_artifacts.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.codepipeline_pipeline_build.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.codepipeline_pipeline_build.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.codepipeline_pipeline_source.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.codepipeline_pipeline_source.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.codepipeline_pipeline_approval.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.codepipeline_pipeline_approval.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.ecs_exec_ecs_exec.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.ecs_exec_ecs_exec.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.infrastructure_infrastructure_load_balancers.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.infrastructure_infrastructure_load_balancers.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.infrastructure_infrastructure_volumes.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.infrastructure_infrastructure_volumes.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.infrastructure_infrastructure_service_connect_tls.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.infrastructure_infrastructure_service_connect_tls.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.infrastructure_infrastructure_vpc_lattice.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.infrastructure_infrastructure_vpc_lattice.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.container_instance_instance_agent.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.container_instance_instance_agent.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.anywhere_anywhere_agent.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.anywhere_anywhere_agent.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.github_oidc_deploy_deploy_images.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.github_oidc_deploy_deploy_images.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.cross_account_ecr_pull_cross_account_pull.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.cross_account_ecr_pull_cross_account_pull.json allows every action of a service."
  }

  assert {
    condition     = !can(regex("\"[a-z0-9-]*:?\\*\"", jsonencode([for statement in flatten([jsondecode(data.aws_iam_policy_document.cross_account_logs_write_central_logs.json).Statement]) : statement.Action])))
    error_message = "data.aws_iam_policy_document.cross_account_logs_write_central_logs.json allows every action of a service."
  }
}
