# The IAM roles of shop in prod.

terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0, < 7.0"
    }
  }

  # The state is a local file. Where others deploy too, put a backend here: docs/roles.md.
}

provider "aws" {
  # The region is that of the caller's AWS configuration.

  default_tags {
    tags = {
      team        = "orders and returns"
      cost-center = "4711"
    }
  }
}

module "roles" {
  source = "../../modules/roles"

  project                    = "shop"
  ownership_id               = "a1b2c3d4"
  environment                = "prod"
  permissions_boundary       = "arn:aws:iam::aws:policy/PowerUserAccess"
  service                    = "web"
  family                     = "shop-web"
  repository                 = "shop/web"
  load_balancer              = "shop-alb"
  code_deploy_application    = "shop-app"
  deployment_group           = "shop-dg"
  blue_green_stack           = "shop-prod-service"
  registry_account           = "444455556666"
  registry_region            = "eu-west-1"
  secrets_kms_key_id         = "aaaaaaaa-0000-0000-0000-000000000001"
  env_files_kms_key_id       = "aaaaaaaa-0000-0000-0000-000000000002"
  registry_secret_name       = "shop/prod/registry"
  pull_through_prefix        = "docker-hub"
  firelens_config_bucket     = "shop-prod-firelens"
  firelens_config_key        = "fluent.conf"
  guard_duty_account         = "694911143906"
  exec_log_group             = "/ecs/exec/shop-prod"
  exec_log_bucket            = "shop-prod-exec"
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
  github_environment         = "production"
  blue_target_group          = "shop-blue"
  green_target_group         = "shop-green"
  volume_kms_key_id          = "aaaaaaaa-0000-0000-0000-000000000006"
  certificate_authority_id   = "bbbbbbbb-0000-0000-0000-000000000001"
  lattice_target_group_id    = "tg-0123"
  rule_name                  = "shop-nightly"
  schedule_group             = "shop-prod"
  runner_function            = "shop-runner"
  airflow_role_arn           = "arn:aws:iam::111122223333:role/shop-airflow"
  upstream_account           = "444455556666"
  upstream_region            = "eu-west-1"
  template_kms_key_id        = "aaaaaaaa-0000-0000-0000-000000000008"
  dead_letter_queue          = "shop-dlq"
  bucket_name                = "shop-prod-data"
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
  parameter_path             = "shop/prod"
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

output "role_arns" {
  description = "ARN of each role"
  value       = module.roles.role_arns
}

output "role_names" {
  description = "Name of each role"
  value       = module.roles.role_names
}

output "instance_profiles" {
  description = "Name of each instance profile"
  value       = module.roles.instance_profiles
}
