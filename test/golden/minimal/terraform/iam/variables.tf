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

variable "artifact_bucket_prefix" {
  description = "Name of the artifact bucket before the account ID"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{0,49}$", var.artifact_bucket_prefix))
    error_message = "The artifact_bucket_prefix must be at most 50 lower-case letters, digits, '.' and '-'."
  }
}
