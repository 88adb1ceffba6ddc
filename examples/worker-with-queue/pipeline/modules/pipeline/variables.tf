variable "project" {
  description = "Project name"
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,37}$", var.project))
    error_message = "The project must be letters, digits, '-' and '_', beginning with a letter or digit, at most 38."
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

variable "container" {
  description = "Container name in the task definition, by default <project>"
  type        = string
  default     = null
}

variable "repository" {
  description = "ECR repository name, by default <project>"
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

variable "pipeline_name" {
  description = "CodePipeline pipeline name, by default <project>-<environment>-pipeline"
  type        = string
  default     = null
}

variable "artifact_bucket_prefix" {
  description = "Name of the artifact bucket before the account ID, by default <project>-<environment>-artifacts"
  type        = string
  default     = null
}

variable "connection_service" {
  description = "Service prefix of the connection's ARN"
  type        = string
  default     = "codeconnections"
  nullable    = false
}

variable "repository_id" {
  description = "Source repository, owner/name"
  type        = string
}

variable "connection_id" {
  description = "ID of the source connection (the part of its ARN after connection/)"
  type        = string
}

variable "branch" {
  description = "Branch that is deployed"
  type        = string
  default     = "main"
  nullable    = false
}
