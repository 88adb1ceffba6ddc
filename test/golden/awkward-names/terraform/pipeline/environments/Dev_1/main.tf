# The pipeline of 0Shop_API-v2 in Dev_1. The roles come first: iam/environments/Dev_1.

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
  #     key          = "0Shop_API-v2/pipeline/Dev_1.tfstate"
  #     region       = "eu-west-1"
  #     use_lockfile = true
  #   }
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

module "pipeline" {
  source = "../../modules/pipeline"

  project       = "0Shop_API-v2"
  environment   = "Dev_1"
  repository_id = ""
  connection_id = ""
}

output "pipeline_name" {
  description = "Name of the pipeline"
  value       = module.pipeline.name
}
