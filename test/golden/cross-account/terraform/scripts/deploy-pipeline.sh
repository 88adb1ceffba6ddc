#!/usr/bin/env bash
#
# Creates or updates the pipeline of one environment with Terraform: the artifact bucket, the build
# projects and the pipeline, with the roles that scripts/deploy-iam.sh has made.
#
#   scripts/deploy-pipeline.sh ENV [--dry-run]
#
# --dry-run shows Terraform's plan and applies nothing.

# shellcheck disable=SC2034 # Read by start and lib/terraform.sh.
NEEDS=terraform MODULE=pipeline
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start deploy "$@"
# shellcheck source=lib/pipeline.sh
. "$ROOT/scripts/lib/pipeline.sh"
# shellcheck source=lib/terraform.sh
. "$ROOT/scripts/lib/terraform.sh"

main() {
  require_pipeline_values
  require_role "${PROJECT}-codebuild-role-${ENVIRONMENT}"
  require_role "${PROJECT}-codepipeline-role-${ENVIRONMENT}"
  initialise
  make_plan -destroy=false
  if [ "$PLANNED" = nothing ]; then
    say 'pipeline: unchanged'
  else
    apply_plan
  fi
  pipeline_next
}

# require_role NAME: ends the script where the role is not in the account.
require_role() {
  ask NoSuchEntity aws iam get-role --role-name "$1" ||
    die "There is no role $1." "The roles come first: scripts/deploy-iam.sh $ENVIRONMENT"
}

main
