# What the environments of 0Shop_API-v2 in one account and Region share (Dev_1). It stays when an
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

module "shared" {
  source = "../../modules/shared"

  repositories = ["0shop_api-v2"]
}
