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
      aws_iam_role.ecs_exec.name == "shop-ecs-exec-role-dev",
      aws_iam_role.ecs_exec.tags["ecs-iam:project"] == "shop",
      aws_iam_role.ecs_exec.tags["ecs-iam:environment"] == "dev",
      aws_iam_role.ecs_exec.tags["ecs-iam:id"] == "a1b2c3d4",
      aws_iam_role.service.name == "shop-ecs-service-role-dev",
      aws_iam_role.service.tags["ecs-iam:project"] == "shop",
      aws_iam_role.service.tags["ecs-iam:environment"] == "dev",
      aws_iam_role.service.tags["ecs-iam:id"] == "a1b2c3d4",
      aws_iam_role.codedeploy.name == "shop-codedeploy-role-dev",
      aws_iam_role.codedeploy.tags["ecs-iam:project"] == "shop",
      aws_iam_role.codedeploy.tags["ecs-iam:environment"] == "dev",
      aws_iam_role.codedeploy.tags["ecs-iam:id"] == "a1b2c3d4",
      aws_iam_role.infrastructure.name == "shop-ecs-infrastructure-role-dev",
      aws_iam_role.infrastructure.tags["ecs-iam:project"] == "shop",
      aws_iam_role.infrastructure.tags["ecs-iam:environment"] == "dev",
      aws_iam_role.infrastructure.tags["ecs-iam:id"] == "a1b2c3d4",
      aws_iam_role.container_instance.name == "shop-ecs-instance-role-dev",
      aws_iam_role.container_instance.tags["ecs-iam:project"] == "shop",
      aws_iam_role.container_instance.tags["ecs-iam:environment"] == "dev",
      aws_iam_role.container_instance.tags["ecs-iam:id"] == "a1b2c3d4",
      aws_iam_role.anywhere.name == "shop-ecs-anywhere-role-dev",
      aws_iam_role.anywhere.tags["ecs-iam:project"] == "shop",
      aws_iam_role.anywhere.tags["ecs-iam:environment"] == "dev",
      aws_iam_role.anywhere.tags["ecs-iam:id"] == "a1b2c3d4",
      aws_iam_role.scheduled_task_scheduler.name == "shop-ecs-scheduler-role-dev",
      aws_iam_role.scheduled_task_scheduler.tags["ecs-iam:project"] == "shop",
      aws_iam_role.scheduled_task_scheduler.tags["ecs-iam:environment"] == "dev",
      aws_iam_role.scheduled_task_scheduler.tags["ecs-iam:id"] == "a1b2c3d4",
      aws_iam_role.scheduled_task_events.name == "shop-ecs-events-role-dev",
      aws_iam_role.scheduled_task_events.tags["ecs-iam:project"] == "shop",
      aws_iam_role.scheduled_task_events.tags["ecs-iam:environment"] == "dev",
      aws_iam_role.scheduled_task_events.tags["ecs-iam:id"] == "a1b2c3d4",
      aws_iam_role.github_oidc_deploy.name == "shop-github-deploy-role-dev",
      aws_iam_role.github_oidc_deploy.tags["ecs-iam:project"] == "shop",
      aws_iam_role.github_oidc_deploy.tags["ecs-iam:environment"] == "dev",
      aws_iam_role.github_oidc_deploy.tags["ecs-iam:id"] == "a1b2c3d4",
      aws_iam_role.cross_account_ecr_pull.name == "shop-cross-account-ecr-role-dev",
      aws_iam_role.cross_account_ecr_pull.tags["ecs-iam:project"] == "shop",
      aws_iam_role.cross_account_ecr_pull.tags["ecs-iam:environment"] == "dev",
      aws_iam_role.cross_account_ecr_pull.tags["ecs-iam:id"] == "a1b2c3d4",
      aws_iam_role.cross_account_logs.name == "shop-cross-account-logs-role-dev",
      aws_iam_role.cross_account_logs.tags["ecs-iam:project"] == "shop",
      aws_iam_role.cross_account_logs.tags["ecs-iam:environment"] == "dev",
      aws_iam_role.cross_account_logs.tags["ecs-iam:id"] == "a1b2c3d4",
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

run "no_policy_has_a_wildcard_among_its_actions" {
  command = plan

  assert {
    condition = alltrue([
      !strcontains(jsonencode(data.aws_iam_policy_document.task_execution_task_execution.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_ecs_exec.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_s3_read.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_s3_read_write.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_dynamodb_read.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_dynamodb_read_write.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_rds_iam_connect.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_efs_mount.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_sqs_consume.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_sqs_produce.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_sns_publish.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_eventbridge_put.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_ses_send.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_step_functions_start.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_kinesis_consume.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_kinesis_produce.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_firehose_put.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_secrets_read.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_parameters_read.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_kms_decrypt.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_app_config_read.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_xray.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_adot_metrics.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_cloudwatch_metrics.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_prometheus_write.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_firelens_cloud_watch.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_cross_account_logs.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_task_protection.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_bedrock_invoke.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_ecs_exec_logs_cloud_watch.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_ecs_exec_logs_s3.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_ecs_exec_kms.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.task_task_statements.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.codebuild_build_logs.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.codebuild_build_artifacts.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.codebuild_build_images.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.codebuild_build_reports.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.codebuild_build_deploy.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.codebuild_build_secrets.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.codebuild_build_source.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.codebuild_build_network.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.codebuild_validate_roles.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.codepipeline_pipeline_artifacts.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.codepipeline_pipeline_build.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.codepipeline_pipeline_deploy.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.codepipeline_pipeline_source.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.codepipeline_pipeline_approval.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.ecs_exec_ecs_exec.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.codedeploy_code_deploy_ecs.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.infrastructure_infrastructure_load_balancers.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.infrastructure_infrastructure_volumes.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.infrastructure_infrastructure_service_connect_tls.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.infrastructure_infrastructure_vpc_lattice.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.infrastructure_infrastructure_managed_instances.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.container_instance_instance_agent.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.anywhere_anywhere_agent.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.scheduled_task_scheduler_run_scheduled_task.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.github_oidc_deploy_deploy_images.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.github_oidc_deploy_deploy_service.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.cross_account_ecr_pull_cross_account_pull.statement[*].actions), "*"),
      !strcontains(jsonencode(data.aws_iam_policy_document.cross_account_logs_write_central_logs.statement[*].actions), "*"),
    ])
    error_message = "A policy allows more actions than it names."
  }
}
