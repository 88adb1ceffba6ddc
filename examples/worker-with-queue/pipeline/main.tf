# The pipeline of worker. It stands in dev and deploys to every environment; the roles come first:
# iam/environments/.

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

module "pipeline" {
  source = "./modules/pipeline"

  project       = "worker"
  environment   = "dev"
  repository_id = "example/worker"
  connection_id = ""
}

output "pipeline_name" {
  description = "Name of the pipeline"
  value       = module.pipeline.name
}
