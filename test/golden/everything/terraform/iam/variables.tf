variable "account" {
  description = "Account to deploy to: any other is refused; null: not checked"
  type        = string
  default     = null

  validation {
    condition     = var.account == null || can(regex("^\\d{12}$", var.account))
    error_message = "The account must be 12 digits."
  }
}

variable "region" {
  description = "Region of the service; null: the one of the caller's AWS configuration"
  type        = string
  default     = null

  validation {
    condition     = var.region == null || can(regex("^[a-z]{2,4}(-[a-z]+)+-\\d$", var.region))
    error_message = "The region must be a Region code such as eu-west-1."
  }
}

variable "project" {
  description = "Project name"
  type        = string
  default     = "shop"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,37}$", var.project))
    error_message = "The project must be letters, digits, '-' and '_', beginning with a letter or digit, at most 38."
  }
}

variable "ownership_id" {
  description = "ID of this repo, a tag of its roles"
  type        = string
  default     = "a1b2c3d4"
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

  validation {
    condition     = var.permissions_boundary == null || can(regex("^arn:aws[a-z-]*:iam::(aws|\\d{12}):policy/[\\w+=,.@/-]+$", var.permissions_boundary))
    error_message = "The permissions_boundary must be the ARN of a managed policy."
  }
}

variable "cluster" {
  description = "ECS cluster name"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$", var.cluster))
    error_message = "The cluster must be letters, digits, '-' and '_', beginning with a letter or digit, at most 255."
  }
}

variable "service" {
  description = "ECS service name"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$", var.service))
    error_message = "The service must be letters, digits, '-' and '_', beginning with a letter or digit, at most 255."
  }
}

variable "family" {
  description = "Task definition family"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$", var.family))
    error_message = "The family must be letters, digits, '-' and '_', beginning with a letter or digit, at most 255."
  }
}

variable "repository" {
  description = "ECR repository name"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]([._/-]?[a-z0-9]){1,255}$", var.repository))
    error_message = "The repository must be 2 to 256 lower-case letters and digits, with single '.', '_', '-' and '/' between them."
  }
}

variable "log_group" {
  description = "CloudWatch log group of the service's containers"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_./#-]{1,512}$", var.log_group))
    error_message = "The log_group must be a log group's name (letters, digits and _./#-)."
  }
}

variable "build_project" {
  description = "CodeBuild project name"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{1,149}$", var.build_project))
    error_message = "The build_project must be 2 to 150 letters, digits, '-' and '_', beginning with a letter or digit."
  }
}

variable "validate_project" {
  description = "CodeBuild project that validates the roles"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{1,149}$", var.validate_project))
    error_message = "The validate_project must be 2 to 150 letters, digits, '-' and '_', beginning with a letter or digit."
  }
}

variable "pipeline_name" {
  description = "CodePipeline pipeline name"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[\\w.@-]{1,100}$", var.pipeline_name))
    error_message = "The pipeline_name must be letters, digits and ._@-, at most 100."
  }
}

variable "artifact_bucket" {
  description = "Pipeline artifact bucket"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.artifact_bucket)) && !can(regex("^(?:xn--|sthree-|amzn-s3-demo-)", var.artifact_bucket)) && !can(regex("^(?:.*-s3alias$|.*--ol-s3$|.*\\.mrap$|.*--x-s3$|.*--table-s3$)", var.artifact_bucket)) && !can(regex("^(?:.*\\.\\.)", var.artifact_bucket)) && !can(regex("^(?:\\d+\\.\\d+\\.\\d+\\.\\d+$)", var.artifact_bucket))
    error_message = "The artifact_bucket must be 3 to 63 lower-case letters, digits, '.' and '-'."
  }
}

variable "artifact_kms_key_id" {
  description = "Key ID of the artifact bucket"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(mrk-[0-9a-f]{32}|[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12})$", var.artifact_kms_key_id))
    error_message = "The artifact_kms_key_id must be a KMS key ID such as 1234abcd-12ab-34cd-56ef-1234567890ab, never an alias."
  }
}

variable "connection_id" {
  description = "ID of the source connection (the part of its ARN after connection/)"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", var.connection_id))
    error_message = "The connection_id must be a UUID."
  }
}

variable "source_repository" {
  description = "CodeCommit repository"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[\\w.-]{1,100}$", var.source_repository)) && !can(regex("^(?:.*\\.git$)", var.source_repository))
    error_message = "The source_repository must be letters, digits and _.-, not ending with .git."
  }
}

variable "source_bucket" {
  description = "S3 source bucket"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.source_bucket)) && !can(regex("^(?:xn--|sthree-|amzn-s3-demo-)", var.source_bucket)) && !can(regex("^(?:.*-s3alias$|.*--ol-s3$|.*\\.mrap$|.*--x-s3$|.*--table-s3$)", var.source_bucket)) && !can(regex("^(?:.*\\.\\.)", var.source_bucket)) && !can(regex("^(?:\\d+\\.\\d+\\.\\d+\\.\\d+$)", var.source_bucket))
    error_message = "The source_bucket must be 3 to 63 lower-case letters, digits, '.' and '-'."
  }
}

variable "source_key" {
  description = "S3 source object key"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9!_.@=+/-]{1,}$", var.source_key)) && !can(regex("^(?:/)", var.source_key)) && !can(regex("(?:/)$", var.source_key))
    error_message = "The source_key must be letters, digits and !_.@=+/- with no '/' at either end."
  }
}

variable "load_balancer" {
  description = "Load balancer name"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$", var.load_balancer))
    error_message = "The load_balancer must be at most 32 letters, digits and '-', with no '-' at either end."
  }
}

variable "code_deploy_application" {
  description = "CodeDeploy application"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[\\w.+=,@-]{1,100}$", var.code_deploy_application))
    error_message = "The code_deploy_application must be letters, digits and ._+=,@-, at most 100."
  }
}

variable "deployment_group" {
  description = "CodeDeploy deployment group"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[\\w.+=,@-]{1,100}$", var.deployment_group))
    error_message = "The deployment_group must be letters, digits and ._+=,@-, at most 100."
  }
}

variable "deployment_config" {
  description = "Deployment configuration"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[\\w.+=,@-]{1,100}$", var.deployment_config))
    error_message = "The deployment_config must be letters, digits and ._+=,@-, at most 100."
  }
}

variable "approval_topic" {
  description = "SNS topic that a manual approval notifies"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([\\w-]{1,256}|[\\w-]{1,251}\\.fifo)$", var.approval_topic))
    error_message = "The approval_topic must be letters, digits, '-' and '_', with .fifo for a FIFO topic."
  }
}

variable "base_repository" {
  description = "Repository of base images"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]([._/-]?[a-z0-9]){1,255}$", var.base_repository))
    error_message = "The base_repository must be 2 to 256 lower-case letters and digits, with single '.', '_', '-' and '/' between them."
  }
}

variable "cache_bucket" {
  description = "Build cache bucket"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.cache_bucket)) && !can(regex("^(?:xn--|sthree-|amzn-s3-demo-)", var.cache_bucket)) && !can(regex("^(?:.*-s3alias$|.*--ol-s3$|.*\\.mrap$|.*--x-s3$|.*--table-s3$)", var.cache_bucket)) && !can(regex("^(?:.*\\.\\.)", var.cache_bucket)) && !can(regex("^(?:\\d+\\.\\d+\\.\\d+\\.\\d+$)", var.cache_bucket))
    error_message = "The cache_bucket must be 3 to 63 lower-case letters, digits, '.' and '-'."
  }
}

variable "cache_prefix" {
  description = "Build cache key prefix"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9!_.@=+/-]{1,}$", var.cache_prefix)) && !can(regex("^(?:/)", var.cache_prefix)) && !can(regex("(?:/)$", var.cache_prefix))
    error_message = "The cache_prefix must be letters, digits and !_.@=+/- with no '/' at either end."
  }
}

variable "build_security_group_id" {
  description = "Security group of the build project"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^sg-[0-9a-f]+$", var.build_security_group_id))
    error_message = "The build_security_group_id must be sg- and hexadecimal digits."
  }
}

variable "registry_account" {
  description = "Account that owns the shared ECR repository"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^\\d{12}$", var.registry_account))
    error_message = "The registry_account must be 12 digits."
  }
}

variable "registry_region" {
  description = "Region of the shared ECR repository"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2,4}(-[a-z]+)+-\\d$", var.registry_region))
    error_message = "The registry_region must be a Region code such as eu-west-1."
  }
}

variable "registry_repository" {
  description = "Repository in the other account"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]([._/-]?[a-z0-9]){1,255}$", var.registry_repository))
    error_message = "The registry_repository must be 2 to 256 lower-case letters and digits, with single '.', '_', '-' and '/' between them."
  }
}

variable "secrets_kms_key_id" {
  description = "Key ID of the customer managed key of the secrets and parameters"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(mrk-[0-9a-f]{32}|[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12})$", var.secrets_kms_key_id))
    error_message = "The secrets_kms_key_id must be a KMS key ID such as 1234abcd-12ab-34cd-56ef-1234567890ab, never an alias."
  }
}

variable "env_files_kms_key_id" {
  description = "Key ID of the environment file bucket"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(mrk-[0-9a-f]{32}|[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12})$", var.env_files_kms_key_id))
    error_message = "The env_files_kms_key_id must be a KMS key ID such as 1234abcd-12ab-34cd-56ef-1234567890ab, never an alias."
  }
}

variable "registry_secret_name" {
  description = "Secret that holds the private registry credentials"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9/_+=.@-]{1,512}$", var.registry_secret_name))
    error_message = "The registry_secret_name must be a secret's name (letters, digits and /_+=.@-), no '*'."
  }
}

variable "pull_through_prefix" {
  description = "Repository prefix of the pull-through cache rule"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]([._/-]?[a-z0-9]){1,255}$", var.pull_through_prefix))
    error_message = "The pull_through_prefix must be 2 to 256 lower-case letters and digits, with single '.', '_', '-' and '/' between them."
  }
}

variable "firelens_config_bucket" {
  description = "Bucket of the FireLens configuration file"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.firelens_config_bucket)) && !can(regex("^(?:xn--|sthree-|amzn-s3-demo-)", var.firelens_config_bucket)) && !can(regex("^(?:.*-s3alias$|.*--ol-s3$|.*\\.mrap$|.*--x-s3$|.*--table-s3$)", var.firelens_config_bucket)) && !can(regex("^(?:.*\\.\\.)", var.firelens_config_bucket)) && !can(regex("^(?:\\d+\\.\\d+\\.\\d+\\.\\d+$)", var.firelens_config_bucket))
    error_message = "The firelens_config_bucket must be 3 to 63 lower-case letters, digits, '.' and '-'."
  }
}

variable "firelens_config_key" {
  description = "Object key of the FireLens configuration file"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9!_.@=+/-]{1,}$", var.firelens_config_key)) && !can(regex("^(?:/)", var.firelens_config_key)) && !can(regex("(?:/)$", var.firelens_config_key))
    error_message = "The firelens_config_key must be letters, digits and !_.@=+/- with no '/' at either end."
  }
}

variable "guard_duty_account" {
  description = "AWS account that hosts the GuardDuty agent image in the Region"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^\\d{12}$", var.guard_duty_account))
    error_message = "The guard_duty_account must be 12 digits."
  }
}

variable "exec_log_group" {
  description = "Log group of ECS Exec sessions"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_./#-]{1,512}$", var.exec_log_group))
    error_message = "The exec_log_group must be a log group's name (letters, digits and _./#-)."
  }
}

variable "exec_log_bucket" {
  description = "Bucket of ECS Exec session logs"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.exec_log_bucket)) && !can(regex("^(?:xn--|sthree-|amzn-s3-demo-)", var.exec_log_bucket)) && !can(regex("^(?:.*-s3alias$|.*--ol-s3$|.*\\.mrap$|.*--x-s3$|.*--table-s3$)", var.exec_log_bucket)) && !can(regex("^(?:.*\\.\\.)", var.exec_log_bucket)) && !can(regex("^(?:\\d+\\.\\d+\\.\\d+\\.\\d+$)", var.exec_log_bucket))
    error_message = "The exec_log_bucket must be 3 to 63 lower-case letters, digits, '.' and '-'."
  }
}

variable "exec_log_prefix" {
  description = "Key prefix of ECS Exec session logs"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9!_.@=+/-]{1,}$", var.exec_log_prefix)) && !can(regex("^(?:/)", var.exec_log_prefix)) && !can(regex("(?:/)$", var.exec_log_prefix))
    error_message = "The exec_log_prefix must be letters, digits and !_.@=+/- with no '/' at either end."
  }
}

variable "exec_kms_key_id" {
  description = "Key ID that encrypts ECS Exec sessions"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(mrk-[0-9a-f]{32}|[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12})$", var.exec_kms_key_id))
    error_message = "The exec_kms_key_id must be a KMS key ID such as 1234abcd-12ab-34cd-56ef-1234567890ab, never an alias."
  }
}

variable "exec_log_kms_key_id" {
  description = "Key ID of the session log bucket"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(mrk-[0-9a-f]{32}|[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12})$", var.exec_log_kms_key_id))
    error_message = "The exec_log_kms_key_id must be a KMS key ID such as 1234abcd-12ab-34cd-56ef-1234567890ab, never an alias."
  }
}

variable "deployer_role_arn" {
  description = "ARN of the role that may assume the cross-account pull role"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]+$", var.deployer_role_arn))
    error_message = "The deployer_role_arn must be the ARN of a role."
  }
}

variable "workload_account" {
  description = "Account that runs the tasks"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^\\d{12}$", var.workload_account))
    error_message = "The workload_account must be 12 digits."
  }
}

variable "logging_account" {
  description = "Account that keeps the central logs"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^\\d{12}$", var.logging_account))
    error_message = "The logging_account must be 12 digits."
  }
}

variable "central_log_group" {
  description = "Log group in the logging account"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_./#-]{1,512}$", var.central_log_group))
    error_message = "The central_log_group must be a log group's name (letters, digits and _./#-)."
  }
}

variable "organization_id" {
  description = "AWS Organizations ID"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^o-[a-z0-9]{10,32}$", var.organization_id))
    error_message = "The organization_id must be o- and 10 to 32 letters and digits."
  }
}

variable "security_group_id" {
  description = "Security group of the container instances"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^sg-[0-9a-f]+$", var.security_group_id))
    error_message = "The security_group_id must be sg- and hexadecimal digits."
  }
}

variable "target_group_name" {
  description = "Target group name"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$", var.target_group_name))
    error_message = "The target_group_name must be at most 32 letters, digits and '-', with no '-' at either end."
  }
}

variable "classic_load_balancer_name" {
  description = "Classic Load Balancer name"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$", var.classic_load_balancer_name))
    error_message = "The classic_load_balancer_name must be at most 32 letters, digits and '-', with no '-' at either end."
  }
}

variable "github_owner" {
  description = "GitHub owner; with immutable subject claims <owner>@<owner ID>, such as octocat@123456"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,38}(@\\d+)?$", var.github_owner))
    error_message = "The github_owner must be owner, or owner@ownerID."
  }
}

variable "github_repository" {
  description = "GitHub repository; with immutable subject claims <repository>@<repository ID>, such as my-repo@456789"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[\\w.-]{1,100}(@\\d+)?$", var.github_repository))
    error_message = "The github_repository must be repository, or repository@repositoryID."
  }
}

variable "oidc_audience" {
  description = "Audience of the GitHub token"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][\\w.:/-]{0,254}$", var.oidc_audience))
    error_message = "The oidc_audience must be sts.amazonaws.com (sts.amazonaws.com.cn in China), or the audience that the workflow asks for."
  }
}

variable "branch" {
  description = "Branch that is deployed"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[\\w./@+-]{1,250}$", var.branch)) && !can(regex("^(?:[/-])", var.branch))
    error_message = "The branch must be letters, digits and _./@+-."
  }
}

variable "blue_target_group" {
  description = "Target group name"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$", var.blue_target_group))
    error_message = "The blue_target_group must be at most 32 letters, digits and '-', with no '-' at either end."
  }
}

variable "green_target_group" {
  description = "Alternate target group name"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$", var.green_target_group))
    error_message = "The green_target_group must be at most 32 letters, digits and '-', with no '-' at either end."
  }
}

variable "volume_kms_key_id" {
  description = "Key ID of the volumes"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(mrk-[0-9a-f]{32}|[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12})$", var.volume_kms_key_id))
    error_message = "The volume_kms_key_id must be a KMS key ID such as 1234abcd-12ab-34cd-56ef-1234567890ab, never an alias."
  }
}

variable "certificate_authority_id" {
  description = "Private CA ID"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9-]{1,128}$", var.certificate_authority_id))
    error_message = "The certificate_authority_id must be letters, digits and '-'."
  }
}

variable "lattice_target_group_id" {
  description = "VPC Lattice target group ID"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^tg-[0-9a-z]+$", var.lattice_target_group_id))
    error_message = "The lattice_target_group_id must be tg- and letters and digits."
  }
}

variable "rule_name" {
  description = "EventBridge rule name; <bus>/<rule> for a rule on another bus"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([\\w./-]{1,256}/)?[\\w.-]{1,64}$", var.rule_name))
    error_message = "The rule_name must be letters, digits and _.-, after the bus and / where it is another bus."
  }
}

variable "schedule_group" {
  description = "EventBridge Scheduler schedule group (never a schedule)"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[\\w.-]{1,64}$", var.schedule_group))
    error_message = "The schedule_group must be 1 to 64 letters, digits and _.-."
  }
}

variable "dead_letter_queue" {
  description = "SQS queue name"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$", var.dead_letter_queue))
    error_message = "The dead_letter_queue must be letters, digits, '-' and '_', beginning with a letter or digit, at most 80."
  }
}

variable "bucket_name" {
  description = "Bucket that the application uses"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.bucket_name)) && !can(regex("^(?:xn--|sthree-|amzn-s3-demo-)", var.bucket_name)) && !can(regex("^(?:.*-s3alias$|.*--ol-s3$|.*\\.mrap$|.*--x-s3$|.*--table-s3$)", var.bucket_name)) && !can(regex("^(?:.*\\.\\.)", var.bucket_name)) && !can(regex("^(?:\\d+\\.\\d+\\.\\d+\\.\\d+$)", var.bucket_name))
    error_message = "The bucket_name must be 3 to 63 lower-case letters, digits, '.' and '-'."
  }
}

variable "prefix" {
  description = "Key prefix in the bucket; without one the whole bucket"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9!_.@=+/-]{1,}$", var.prefix)) && !can(regex("^(?:/)", var.prefix)) && !can(regex("(?:/)$", var.prefix))
    error_message = "The prefix must be letters, digits and !_.@=+/- with no '/' at either end."
  }
}

variable "table_name" {
  description = "DynamoDB table"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[\\w.-]{3,255}$", var.table_name))
    error_message = "The table_name must be 3 to 255 letters, digits and _.-."
  }
}

variable "queue_name" {
  description = "SQS queue"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([\\w-]{1,80}|[\\w-]{1,75}\\.fifo)$", var.queue_name))
    error_message = "The queue_name must be letters, digits, '-' and '_', with .fifo for a FIFO queue."
  }
}

variable "topic_name" {
  description = "SNS topic"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([\\w-]{1,256}|[\\w-]{1,251}\\.fifo)$", var.topic_name))
    error_message = "The topic_name must be letters, digits, '-' and '_', with .fifo for a FIFO topic."
  }
}

variable "event_bus_name" {
  description = "EventBridge bus"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[\\w./-]{1,256}$", var.event_bus_name))
    error_message = "The event_bus_name must be letters, digits and _./-."
  }
}

variable "event_source" {
  description = "Source of the events, such as shop.orders"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[\\w.-]{1,256}$", var.event_source)) && !can(regex("^(?:aws\\.)", var.event_source))
    error_message = "The event_source must be letters, digits and _.-, not beginning with 'aws.'."
  }
}

variable "stream_name" {
  description = "Kinesis data stream"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[\\w.-]{1,128}$", var.stream_name))
    error_message = "The stream_name must be 1 to 128 letters, digits and _.-."
  }
}

variable "delivery_stream" {
  description = "Firehose stream"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[\\w.-]{1,64}$", var.delivery_stream))
    error_message = "The delivery_stream must be 1 to 64 letters, digits and _.-."
  }
}

variable "ses_identity" {
  description = "Verified SES identity"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9.@_+-]{1,320}$", var.ses_identity))
    error_message = "The ses_identity must be a domain or e-mail address."
  }
}

variable "from_address" {
  description = "From address"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+$", var.from_address))
    error_message = "The from_address must be an e-mail address."
  }
}

variable "model_id" {
  description = "Bedrock foundation model ID"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.:-]{1,139}$", var.model_id))
    error_message = "The model_id must be a model ID such as anthropic.claude-3-haiku-20240307-v1:0."
  }
}

variable "metrics_log_group" {
  description = "Log group of embedded metrics"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_./#-]{1,512}$", var.metrics_log_group))
    error_message = "The metrics_log_group must be a log group's name (letters, digits and _./#-)."
  }
}

variable "metrics_namespace" {
  description = "CloudWatch metrics namespace"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[\\w.#/:-]{1,255}$", var.metrics_namespace))
    error_message = "The metrics_namespace must be letters, digits and _.-#/:."
  }
}

variable "workspace_id" {
  description = "Managed Prometheus workspace ID"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^ws-[0-9a-z-]+$", var.workspace_id))
    error_message = "The workspace_id must be ws- and letters, digits and -."
  }
}

variable "parameter_path" {
  description = "SSM parameter path without its leading slash"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_./-]{1,}$", var.parameter_path)) && !can(regex("^(?:/)", var.parameter_path)) && !can(regex("(?:/)$", var.parameter_path))
    error_message = "The parameter_path must be a parameter's name without its leading slash (letters, digits and _.-/), no '*'."
  }
}

variable "data_kms_key_id" {
  description = "Key ID of the application's data"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(mrk-[0-9a-f]{32}|[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12})$", var.data_kms_key_id))
    error_message = "The data_kms_key_id must be a KMS key ID such as 1234abcd-12ab-34cd-56ef-1234567890ab, never an alias."
  }
}

variable "kms_service" {
  description = "Service that uses the key, such as s3"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9-]{1,40}$", var.kms_service))
    error_message = "The kms_service must be a service prefix such as s3."
  }
}

variable "db_resource_id" {
  description = "Resource ID of the database (db-..., cluster-... or prx-...), not its identifier"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(db|cluster|prx)-[A-Za-z0-9]+$", var.db_resource_id))
    error_message = "The db_resource_id must be db-, cluster- or prx- and letters and digits."
  }
}

variable "db_user" {
  description = "Database user"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]{1,63}$", var.db_user))
    error_message = "The db_user must be letters, digits and _.-."
  }
}

variable "file_system_id" {
  description = "EFS file system ID"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^fs-[0-9a-f]+$", var.file_system_id))
    error_message = "The file_system_id must be fs- and hexadecimal digits."
  }
}

variable "access_point_id" {
  description = "EFS access point ID"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^fsap-[0-9a-f]+$", var.access_point_id))
    error_message = "The access_point_id must be fsap- and hexadecimal digits."
  }
}

variable "state_machine_name" {
  description = "Step Functions state machine"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$", var.state_machine_name))
    error_message = "The state_machine_name must be letters, digits, '-' and '_', beginning with a letter or digit, at most 80."
  }
}

variable "app_config_application" {
  description = "AppConfig application ID"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9-]{1,128}$", var.app_config_application))
    error_message = "The app_config_application must be letters, digits and '-'."
  }
}

variable "app_config_environment" {
  description = "AppConfig environment ID"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9-]{1,128}$", var.app_config_environment))
    error_message = "The app_config_environment must be letters, digits and '-'."
  }
}

variable "app_config_profile" {
  description = "AppConfig configuration profile ID"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9-]{1,128}$", var.app_config_profile))
    error_message = "The app_config_profile must be letters, digits and '-'."
  }
}
