#!/usr/bin/env bash
#
# Creates or updates the pipeline of one environment, with the roles that scripts/deploy-iam.sh has made.
#
#   scripts/deploy-pipeline.sh ENV [--dry-run]      --dry-run shows Terraform's plan and applies nothing.

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
NEEDS=terraform
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start deploy "$@"
. "$ROOT/scripts/lib/terraform.sh"

case "$ENVIRONMENT" in
  dev) folder=pipeline ;;
  *) die "The pipeline of dev deploys to $ENVIRONMENT, too." "scripts/deploy-pipeline.sh dev" ;;
esac
plan_root "$folder"
for role in $(jq -r '[.resource_changes[].change.after | .role_arn?, .service_role? | strings]
  | unique[] | sub(".*/"; "")' "$PLAN.json"); do
  ask NoSuchEntity aws iam get-role --role-name "$role" ||
    die "There is no role $role." 'The roles of every environment come first: scripts/deploy-iam.sh ENV'
done
apply_root "$folder"
