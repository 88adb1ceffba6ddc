#!/usr/bin/env bash
#
# Creates or updates the pipeline of one environment with Terraform: the artifact bucket, the build
# projects and the pipeline, with the roles that scripts/deploy-iam.sh has made.
#
#   scripts/deploy-pipeline.sh ENV [--dry-run]
#
# --dry-run shows Terraform's plan and applies nothing.

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
NEEDS=terraform
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start deploy "$@"
. "$ROOT/scripts/lib/terraform.sh"

main() {
  require_pipeline_values
  use_root "pipeline/environments/$ENVIRONMENT"
  make_plan -destroy=false
  require_roles
  apply_plan
  pipeline_next
}

# require_roles: ends the script where a role that pipeline or builds run with is not in the account.
require_roles() {
  local arn
  jq -r '[.resource_changes[].change.after | .role_arn?, .service_role? | strings] | unique[]' \
    "$PLAN.json" >"$WORK/roles"
  while read -r arn; do
    ask NoSuchEntity aws iam get-role --role-name "${arn##*/}" ||
      die "There is no role ${arn##*/}." "The roles come first: scripts/deploy-iam.sh $ENVIRONMENT"
  done <"$WORK/roles"
}

main
