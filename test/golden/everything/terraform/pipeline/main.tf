# The pipeline of shop. It stands in dev and deploys to every environment; the roles come first:
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

  default_tags {
    tags = {
      team        = "orders and returns"
      cost-center = "4711"
    }
  }
}

module "pipeline" {
  source = "./modules/pipeline"

  project                 = "shop"
  environment             = "dev"
  container               = "web"
  repository              = "shop/web"
  artifact_bucket         = "shop-dev-artifacts"
  artifact_kms_key_id     = "aaaaaaaa-0000-0000-0000-000000000005"
  repository_id           = "example/shop"
  connection_id           = "11111111-2222-3333-4444-555555555555"
  code_deploy_application = "shop-app"
  deployment_group        = "shop-dg"
}

output "pipeline_name" {
  description = "Name of the pipeline"
  value       = module.pipeline.name
}
