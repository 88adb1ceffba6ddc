# What the environments of worker in one account and Region share (dev, prod). It stays when an
# environment goes.

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

module "shared" {
  source = "../modules/shared"

  repositories = ["worker"]
}
