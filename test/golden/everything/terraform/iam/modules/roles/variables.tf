variable "project" {
  description = "Project name"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,37}$", var.project))
    error_message = "The project must be letters, digits, '-' and '_', beginning with a letter or digit, at most 38."
  }
}

variable "ownership_id" {
  description = "ID of this repo, a tag of its roles"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9]{8}$", var.ownership_id))
    error_message = "The ownership_id must be 8 letters and digits."
  }
}

variable "environment" {
  description = "Environment name, such as dev or prod"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,37}$", var.environment))
    error_message = "The environment must be letters, digits, '-' and '_', beginning with a letter or digit, at most 38."
  }
}

variable "permissions_boundary" {
  description = "ARN of the managed policy that bounds every role; null: none"
  type        = string
  default     = null
}

variable "cluster" {
  description = "ECS cluster name; null: <project>-<environment>"
  type        = string
  default     = null
}

variable "service" {
  description = "ECS service name; null: <project>"
  type        = string
  default     = null
}

variable "family" {
  description = "Task definition family; null: <project>-<environment>"
  type        = string
  default     = null
}

variable "repository" {
  description = "ECR repository name; null: <project>"
  type        = string
  default     = null
}

variable "log_group" {
  description = "CloudWatch log group of the service's containers; null: /ecs/<project>-<environment>"
  type        = string
  default     = null
}

variable "build_project" {
  description = "CodeBuild project name; null: <project>-<environment>-build"
  type        = string
  default     = null
}

variable "validate_project" {
  description = "CodeBuild project that validates the roles; null: <build_project>-validate"
  type        = string
  default     = null
}

variable "pipeline_name" {
  description = "CodePipeline pipeline name; null: <project>-<environment>-pipeline"
  type        = string
  default     = null
}

variable "artifact_bucket" {
  description = "Pipeline artifact bucket"
  type        = string
  nullable    = false
}

variable "artifact_kms_key_id" {
  description = "Key ID of the artifact bucket"
  type        = string
  nullable    = false
}

variable "connection_id" {
  description = "ID of the source connection (the part of its ARN after connection/)"
  type        = string
  nullable    = false
}

variable "source_repository" {
  description = "CodeCommit repository"
  type        = string
  nullable    = false
}

variable "source_bucket" {
  description = "S3 source bucket"
  type        = string
  nullable    = false
}

variable "source_key" {
  description = "S3 source object key"
  type        = string
  nullable    = false
}

variable "load_balancer" {
  description = "Load balancer name"
  type        = string
  nullable    = false
}

variable "code_deploy_application" {
  description = "CodeDeploy application; null: <project>-<environment>"
  type        = string
  default     = null
}

variable "deployment_group" {
  description = "CodeDeploy deployment group; null: <project>-<environment>"
  type        = string
  default     = null
}

variable "deployment_config" {
  description = "Deployment configuration"
  type        = string
  default     = "CodeDeployDefault.ECSAllAtOnce"
  nullable    = false
}

variable "approval_topic" {
  description = "SNS topic that a manual approval notifies"
  type        = string
  nullable    = false
}

variable "base_repository" {
  description = "Repository of base images"
  type        = string
  nullable    = false
}

variable "cache_bucket" {
  description = "Build cache bucket"
  type        = string
  nullable    = false
}

variable "cache_prefix" {
  description = "Build cache key prefix"
  type        = string
  nullable    = false
}

variable "build_security_group_id" {
  description = "Security group of the build project"
  type        = string
  nullable    = false
}

variable "registry_account" {
  description = "Account that owns the shared ECR repository"
  type        = string
  nullable    = false
}

variable "registry_region" {
  description = "Region of the shared ECR repository"
  type        = string
  nullable    = false
}

variable "registry_repository" {
  description = "Repository in the other account; null: <repository>"
  type        = string
  default     = null
}

variable "secrets_kms_key_id" {
  description = "Key ID of the customer managed key of the secrets and parameters"
  type        = string
  nullable    = false
}

variable "env_files_kms_key_id" {
  description = "Key ID of the environment file bucket"
  type        = string
  nullable    = false
}

variable "registry_secret_name" {
  description = "Secret that holds the private registry credentials"
  type        = string
  nullable    = false
}

variable "pull_through_prefix" {
  description = "Repository prefix of the pull-through cache rule"
  type        = string
  nullable    = false
}

variable "firelens_config_bucket" {
  description = "Bucket of the FireLens configuration file"
  type        = string
  nullable    = false
}

variable "firelens_config_key" {
  description = "Object key of the FireLens configuration file"
  type        = string
  nullable    = false
}

variable "guard_duty_account" {
  description = "AWS account that hosts the GuardDuty agent image in the Region"
  type        = string
  nullable    = false
}

variable "exec_log_group" {
  description = "Log group of ECS Exec sessions"
  type        = string
  nullable    = false
}

variable "exec_log_bucket" {
  description = "Bucket of ECS Exec session logs"
  type        = string
  nullable    = false
}

variable "exec_log_prefix" {
  description = "Key prefix of ECS Exec session logs"
  type        = string
  nullable    = false
}

variable "exec_kms_key_id" {
  description = "Key ID that encrypts ECS Exec sessions"
  type        = string
  nullable    = false
}

variable "exec_log_kms_key_id" {
  description = "Key ID of the session log bucket"
  type        = string
  nullable    = false
}

variable "deployer_role_arn" {
  description = "ARN of the role that may assume the cross-account pull role"
  type        = string
  nullable    = false
}

variable "workload_account" {
  description = "Account that runs the tasks"
  type        = string
  nullable    = false
}

variable "logging_account" {
  description = "Account that keeps the central logs"
  type        = string
  nullable    = false
}

variable "central_log_group" {
  description = "Log group in the logging account"
  type        = string
  nullable    = false
}

variable "organization_id" {
  description = "AWS Organizations ID"
  type        = string
  nullable    = false
}

variable "security_group_id" {
  description = "Security group of the container instances"
  type        = string
  nullable    = false
}

variable "target_group_name" {
  description = "Target group name"
  type        = string
  nullable    = false
}

variable "classic_load_balancer_name" {
  description = "Classic Load Balancer name"
  type        = string
  nullable    = false
}

variable "github_owner" {
  description = "GitHub owner; with immutable subject claims <owner>@<owner ID>, such as octocat@123456"
  type        = string
  nullable    = false
}

variable "github_repository" {
  description = "GitHub repository; with immutable subject claims <repository>@<repository ID>, such as my-repo@456789"
  type        = string
  nullable    = false
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
  nullable    = false
}

variable "green_target_group" {
  description = "Alternate target group name"
  type        = string
  nullable    = false
}

variable "volume_kms_key_id" {
  description = "Key ID of the volumes"
  type        = string
  nullable    = false
}

variable "certificate_authority_id" {
  description = "Private CA ID"
  type        = string
  nullable    = false
}

variable "lattice_target_group_id" {
  description = "VPC Lattice target group ID"
  type        = string
  nullable    = false
}

variable "rule_name" {
  description = "EventBridge rule name; <bus>/<rule> for a rule on another bus; null: <project>-<environment>"
  type        = string
  default     = null
}

variable "schedule_group" {
  description = "EventBridge Scheduler schedule group (never a schedule)"
  type        = string
  default     = "default"
  nullable    = false
}

variable "dead_letter_queue" {
  description = "SQS queue name"
  type        = string
  nullable    = false
}

variable "bucket_name" {
  description = "Bucket that the application uses"
  type        = string
  nullable    = false
}

variable "prefix" {
  description = "Key prefix in the bucket; without one the whole bucket"
  type        = string
  nullable    = false
}

variable "table_name" {
  description = "DynamoDB table"
  type        = string
  nullable    = false
}

variable "queue_name" {
  description = "SQS queue"
  type        = string
  nullable    = false
}

variable "topic_name" {
  description = "SNS topic"
  type        = string
  nullable    = false
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
  nullable    = false
}

variable "stream_name" {
  description = "Kinesis data stream"
  type        = string
  nullable    = false
}

variable "delivery_stream" {
  description = "Firehose stream"
  type        = string
  nullable    = false
}

variable "ses_identity" {
  description = "Verified SES identity"
  type        = string
  nullable    = false
}

variable "from_address" {
  description = "From address"
  type        = string
  nullable    = false
}

variable "model_id" {
  description = "Bedrock foundation model ID"
  type        = string
  nullable    = false
}

variable "metrics_log_group" {
  description = "Log group of embedded metrics; null: /ecs/<project>-<environment>/metrics"
  type        = string
  default     = null
}

variable "metrics_namespace" {
  description = "CloudWatch metrics namespace; null: <project>"
  type        = string
  default     = null
}

variable "workspace_id" {
  description = "Managed Prometheus workspace ID"
  type        = string
  nullable    = false
}

variable "parameter_path" {
  description = "SSM parameter path without its leading slash"
  type        = string
  nullable    = false
}

variable "data_kms_key_id" {
  description = "Key ID of the application's data"
  type        = string
  nullable    = false
}

variable "kms_service" {
  description = "Service that uses the key, such as s3"
  type        = string
  nullable    = false
}

variable "db_resource_id" {
  description = "Resource ID of the database (db-..., cluster-... or prx-...), not its identifier"
  type        = string
  nullable    = false
}

variable "db_user" {
  description = "Database user"
  type        = string
  nullable    = false
}

variable "file_system_id" {
  description = "EFS file system ID"
  type        = string
  nullable    = false
}

variable "access_point_id" {
  description = "EFS access point ID"
  type        = string
  nullable    = false
}

variable "state_machine_name" {
  description = "Step Functions state machine"
  type        = string
  nullable    = false
}

variable "app_config_application" {
  description = "AppConfig application ID"
  type        = string
  nullable    = false
}

variable "app_config_environment" {
  description = "AppConfig environment ID"
  type        = string
  nullable    = false
}

variable "app_config_profile" {
  description = "AppConfig configuration profile ID"
  type        = string
  nullable    = false
}
