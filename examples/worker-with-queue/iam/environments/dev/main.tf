# The IAM roles of worker in dev.

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
}

module "roles" {
  source = "../../modules/roles"

  project      = "worker"
  ownership_id = "exampl02"
  environment  = "dev"
}

output "role_arns" {
  description = "ARN of each role"
  value       = module.roles.role_arns
}

output "role_names" {
  description = "Name of each role"
  value       = module.roles.role_names
}
