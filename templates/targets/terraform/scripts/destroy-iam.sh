#!/usr/bin/env bash
#
# Deletes the IAM roles of one environment with Terraform. What environments share stays.
#
#   scripts/destroy-iam.sh ENV [--dry-run] [--confirm ENV]
#
# --dry-run shows what would be deleted. --confirm ENV stands in for typing the name.

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
NEEDS=terraform
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start destroy "$@"
. "$ROOT/scripts/lib/terraform.sh"

main() {
  use_root "iam/environments/$ENVIRONMENT"
  make_plan -destroy=true
  refuse_to_delete_foreign
  apply_plan
  if [ -d "$ROOT/iam/shared" ]; then
    say 'What environments share (iam/shared) stays, with its statements for this one, until it leaves ecs-iam.json.'
  fi
}

main
