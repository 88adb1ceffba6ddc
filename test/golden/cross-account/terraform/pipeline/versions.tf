terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0, < 7.0"
    }
  }

  # Each environment is a workspace with a state of its own: a local file below
  # terraform.tfstate.d/, which is not for git. Where several people or machines deploy, keep the
  # states in a backend, such as
  #
  #   backend "s3" {
  #     bucket       = "my-terraform-state"
  #     key          = "pipeline/terraform.tfstate"
  #     region       = "eu-west-1"
  #     encrypt      = true
  #     use_lockfile = true # Terraform 1.10 or later
  #   }
  #
  # and move what there is: terraform -chdir=pipeline init -migrate-state
}
