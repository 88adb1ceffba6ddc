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
}

module "roles" {
  source = "../../modules/roles"

  project           = "shop"
  ownership_id      = "a1b2c3d4"
  environment       = "prod"
  github_owner      = "example"
  github_repository = "shop"
}

output "role_arns" {
  description = "ARN of each role"
  value       = module.roles.role_arns
}

output "role_names" {
  description = "Name of each role"
  value       = module.roles.role_names
}
