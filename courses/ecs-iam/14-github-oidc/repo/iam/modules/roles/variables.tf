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
