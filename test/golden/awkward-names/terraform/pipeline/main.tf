# The pipeline of 0Shop_API-v2. It stands in Dev_1 and deploys to every environment; the roles come
# first: iam/environments/.

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

module "pipeline" {
  source = "./modules/pipeline"

  project       = "0Shop_API-v2"
  environment   = "Dev_1"
  repository_id = ""
  connection_id = ""
}

output "pipeline_name" {
  description = "Name of the pipeline"
  value       = module.pipeline.name
}
