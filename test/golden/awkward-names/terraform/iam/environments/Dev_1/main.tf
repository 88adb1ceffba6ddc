# The IAM roles of 0Shop_API-v2 in Dev_1.

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
  region              = "cn-north-1"
  allowed_account_ids = ["000011112222"]

  default_tags {
    tags = {
      cost-center = "0042"
      "on:off"    = "yes"
      owner       = "Été = 1e3"
    }
  }
}

module "roles" {
  source = "../../modules/roles"

  project      = "0Shop_API-v2"
  ownership_id = "a1b2c3d4"
  environment  = "Dev_1"
}

output "role_arns" {
  description = "ARN of each role"
  value       = module.roles.role_arns
}

output "role_names" {
  description = "Name of each role"
  value       = module.roles.role_names
}
