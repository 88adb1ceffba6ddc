# What the environments of shop in one account and Region share (dev, prod). It stays when an
# environment goes.

terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0, < 7.0"
    }
  }

  # The state is a local file. Where others deploy too, keep it in a bucket that has versions:
  #
  #   backend "s3" {
  #     bucket       = "my-terraform-states"
  #     key          = "shop/iam/shared.tfstate"
  #     region       = "eu-west-1"
  #     use_lockfile = true
  #   }
}

provider "aws" {
  # Without a region it is the one of the caller's AWS configuration.
}

module "shared" {
  source = "../modules/shared"

  repositories = ["shop"]
}
