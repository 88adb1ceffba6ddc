# The IAM roles of orders in dev.

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
  region              = "eu-west-1"
  allowed_account_ids = ["111122223333"]
}

module "roles" {
  source = "../../modules/roles"

  project           = "orders"
  ownership_id      = "orders01"
  environment       = "dev"
  github_owner      = "acme"
  github_repository = "orders"
}

output "role_arns" {
  description = "ARN of each role"
  value       = module.roles.role_arns
}

output "role_names" {
  description = "Name of each role"
  value       = module.roles.role_names
}
