variable "project" {
  description = "Project name"
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,37}$", var.project))
    error_message = "The project must be letters, digits, '-' and '_', beginning with a letter or digit, at most 38."
  }
}

variable "ownership_id" {
  description = "ID of this repo, a tag of its roles"
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9]{8}$", var.ownership_id))
    error_message = "The ownership_id must be 8 letters and digits."
  }
}

variable "environment" {
  description = "Environment name, such as dev or prod"
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,37}$", var.environment))
    error_message = "The environment must be letters, digits, '-' and '_', beginning with a letter or digit, at most 38."
  }
}

variable "permissions_boundary" {
  description = "ARN of the managed policy that bounds every role, if any"
  type        = string
  default     = null
}

variable "cluster" {
  description = "ECS cluster name, by default <project>-<environment>"
  type        = string
  default     = null
}

variable "service" {
  description = "ECS service name, by default <project>"
  type        = string
  default     = null
}

variable "family" {
  description = "Task definition family, by default <project>-<environment>"
  type        = string
  default     = null
}

variable "repository" {
  description = "ECR repository name, by default <project>"
  type        = string
  default     = null
}

variable "log_group" {
  description = "CloudWatch log group of the service's containers, by default /ecs/<project>-<environment>"
  type        = string
  default     = null
}

variable "build_project" {
  description = "CodeBuild project name, by default <project>-<environment>-build"
  type        = string
  default     = null
}

variable "validate_project" {
  description = "CodeBuild project that validates the roles, by default <project>-<environment>-validate"
  type        = string
  default     = null
}

variable "deploy_project" {
  description = "CodeBuild project that deploys what another one built, by default <project>-<environment>-deploy"
  type        = string
  default     = null
}

variable "pipeline_name" {
  description = "CodePipeline pipeline name, by default <project>-<environment>-pipeline"
  type        = string
  default     = null
}

variable "source_rule_name" {
  description = "EventBridge rule that starts the pipeline when its source changes, by default <project>-<environment>-source"
  type        = string
  default     = null
}

variable "artifact_bucket" {
  description = "Pipeline artifact bucket, where a role needs it"
  type        = string
  default     = null
}

variable "artifact_kms_key_id" {
  description = "Key ID of the artifact bucket, where a role needs it"
  type        = string
  default     = null
}

variable "connection_id" {
  description = "ID of the source connection (the part of its ARN after connection/), where a role needs it"
  type        = string
  default     = null
}

variable "source_repository" {
  description = "CodeCommit repository, where a role needs it"
  type        = string
  default     = null
}

variable "source_bucket" {
  description = "S3 source bucket, where a role needs it"
  type        = string
  default     = null
}

variable "source_key" {
  description = "S3 source object key, where a role needs it"
  type        = string
  default     = null
}

variable "load_balancer" {
  description = "Load balancer name"
  type        = string
}

variable "code_deploy_application" {
  description = "CodeDeploy application, by default <project>-<environment>"
  type        = string
  default     = null
}

variable "deployment_group" {
  description = "CodeDeploy deployment group, by default <project>-<environment>"
  type        = string
  default     = null
}

variable "deployment_config" {
  description = "Deployment configuration"
  type        = string
  default     = "CodeDeployDefault.ECSAllAtOnce"
  nullable    = false
}

variable "blue_green_stack" {
  description = "CloudFormation stack whose hook deploys blue/green"
  type        = string
}

variable "approval_topic" {
  description = "SNS topic that a manual approval notifies, where a role needs it"
  type        = string
  default     = null
}

variable "build_secrets_kms_key_id" {
  description = "Key ID of the secrets and parameters of the buildspec, where a role needs it"
  type        = string
  default     = null
}

variable "cache_bucket" {
  description = "Build cache bucket, where a role needs it"
  type        = string
  default     = null
}

variable "cache_prefix" {
  description = "Build cache key prefix, where a role needs it"
  type        = string
  default     = null
}

variable "build_security_group_id" {
  description = "Security group of the build project, where a role needs it"
  type        = string
  default     = null
}

variable "registry_account" {
  description = "Account that owns the shared ECR repository"
  type        = string
}

variable "registry_region" {
  description = "Region of the shared ECR repository"
  type        = string
}

variable "registry_repository" {
  description = "Repository in the other account, by default <repository>"
  type        = string
  default     = null
}

variable "secrets_kms_key_id" {
  description = "Key ID of the customer managed key of the secrets and parameters"
  type        = string
}

variable "env_files_kms_key_id" {
  description = "Key ID of the environment file bucket"
  type        = string
}

variable "registry_secret_name" {
  description = "Secret that holds the private registry credentials"
  type        = string
}

variable "pull_through_prefix" {
  description = "Repository prefix of the pull-through cache rule"
  type        = string
}

variable "firelens_config_bucket" {
  description = "Bucket of the FireLens configuration file"
  type        = string
}

variable "firelens_config_key" {
  description = "Object key of the FireLens configuration file"
  type        = string
}

variable "guard_duty_account" {
  description = "AWS account that hosts the GuardDuty agent image in the Region"
  type        = string
}

variable "exec_log_group" {
  description = "Log group of ECS Exec sessions"
  type        = string
}

variable "exec_log_bucket" {
  description = "Bucket of ECS Exec session logs"
  type        = string
}

variable "exec_log_prefix" {
  description = "Key prefix of ECS Exec session logs"
  type        = string
}

variable "exec_kms_key_id" {
  description = "Key ID that encrypts ECS Exec sessions"
  type        = string
}

variable "exec_log_kms_key_id" {
  description = "Key ID of the session log bucket"
  type        = string
}

variable "deployer_role_arn" {
  description = "ARN of the role that may assume the cross-account pull role"
  type        = string
}

variable "workload_account" {
  description = "Account that runs the tasks"
  type        = string
}

variable "logging_account" {
  description = "Account that keeps the central logs"
  type        = string
}

variable "central_log_group" {
  description = "Log group in the logging account"
  type        = string
}

variable "organization_id" {
  description = "AWS Organizations ID"
  type        = string
}

variable "security_group_id" {
  description = "Security group of the container instances"
  type        = string
}

variable "target_group_name" {
  description = "Target group name"
  type        = string
}

variable "classic_load_balancer_name" {
  description = "Classic Load Balancer name"
  type        = string
}

variable "github_owner" {
  description = "GitHub owner; with immutable subject claims <owner>@<owner ID>, such as octocat@123456"
  type        = string
}

variable "github_repository" {
  description = "GitHub repository; with immutable subject claims <repository>@<repository ID>, such as my-repo@456789"
  type        = string
}

variable "github_environment" {
  description = "GitHub environment, by default <environment>"
  type        = string
  default     = null
}

variable "oidc_audience" {
  description = "Audience of the GitHub token"
  type        = string
  default     = "sts.amazonaws.com"
  nullable    = false
}

variable "branch" {
  description = "Branch that is deployed"
  type        = string
  default     = "main"
  nullable    = false
}

variable "blue_target_group" {
  description = "Target group name"
  type        = string
}

variable "green_target_group" {
  description = "Alternate target group name"
  type        = string
}

variable "volume_kms_key_id" {
  description = "Key ID of the volumes"
  type        = string
}

variable "certificate_authority_id" {
  description = "Private CA ID"
  type        = string
}

variable "lattice_target_group_id" {
  description = "VPC Lattice target group ID"
  type        = string
}

variable "rule_name" {
  description = "EventBridge rule name; <bus>/<rule> for a rule on another bus, by default <project>-<environment>"
  type        = string
  default     = null
}

variable "schedule_group" {
  description = "EventBridge Scheduler schedule group (never a schedule)"
  type        = string
  default     = "default"
  nullable    = false
}

variable "runner_function" {
  description = "Lambda function that starts the task, by default <project>-<environment>-runner"
  type        = string
  default     = null
}

variable "airflow_role_arn" {
  description = "ARN of the role that Airflow runs with"
  type        = string
}

variable "hook_function" {
  description = "Lambda function that is a lifecycle hook of a deployment, by default <project>-<environment>-hook"
  type        = string
  default     = null
}

variable "upstream_account" {
  description = "Account of the ECR registry that a pull-through cache rule copies from"
  type        = string
}

variable "upstream_region" {
  description = "Region of that ECR registry"
  type        = string
}

variable "template_kms_key_id" {
  description = "Key ID of the repositories of a creation template"
  type        = string
}

variable "dead_letter_queue" {
  description = "SQS queue name"
  type        = string
}

variable "bucket_name" {
  description = "Bucket that the application uses"
  type        = string
}

variable "prefix" {
  description = "Key prefix in the bucket; without one the whole bucket"
  type        = string
}

variable "table_name" {
  description = "DynamoDB table"
  type        = string
}

variable "queue_name" {
  description = "SQS queue"
  type        = string
}

variable "topic_name" {
  description = "SNS topic"
  type        = string
}

variable "event_bus_name" {
  description = "EventBridge bus"
  type        = string
  default     = "default"
  nullable    = false
}

variable "event_source" {
  description = "Source of the events, such as shop.orders"
  type        = string
}

variable "stream_name" {
  description = "Kinesis data stream"
  type        = string
}

variable "delivery_stream" {
  description = "Firehose stream"
  type        = string
}

variable "ses_identity" {
  description = "Verified SES identity"
  type        = string
}

variable "from_address" {
  description = "From address"
  type        = string
}

variable "model_id" {
  description = "Bedrock foundation model ID"
  type        = string
}

variable "metrics_log_group" {
  description = "Log group of embedded metrics, by default /ecs/<project>-<environment>/metrics"
  type        = string
  default     = null
}

variable "metrics_namespace" {
  description = "CloudWatch metrics namespace, by default <project>"
  type        = string
  default     = null
}

variable "workspace_id" {
  description = "Managed Prometheus workspace ID"
  type        = string
}

variable "parameter_path" {
  description = "SSM parameter path without its leading slash"
  type        = string
}

variable "data_kms_key_id" {
  description = "Key ID of the application's data"
  type        = string
}

variable "kms_service" {
  description = "Service that uses the key, such as s3"
  type        = string
}

variable "db_resource_id" {
  description = "Resource ID of the database (db-..., cluster-... or prx-...), not its identifier"
  type        = string
}

variable "db_user" {
  description = "Database user"
  type        = string
}

variable "file_system_id" {
  description = "EFS file system ID"
  type        = string
}

variable "access_point_id" {
  description = "EFS access point ID"
  type        = string
}

variable "state_machine_name" {
  description = "Step Functions state machine"
  type        = string
}

variable "app_config_application" {
  description = "AppConfig application ID"
  type        = string
}

variable "app_config_environment" {
  description = "AppConfig environment ID"
  type        = string
}

variable "app_config_profile" {
  description = "AppConfig configuration profile ID"
  type        = string
}
