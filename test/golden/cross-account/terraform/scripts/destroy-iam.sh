#!/usr/bin/env bash
#
# Deletes the IAM roles of one environment with Terraform. What environments share stays; our
# statements are taken out of its policies.
#
#   scripts/destroy-iam.sh ENV [--dry-run] [--confirm ENV]
#
# --dry-run shows what would be deleted. --confirm ENV stands in for typing the name.

# shellcheck disable=SC2034 # Read by start and lib/terraform.sh.
NEEDS=terraform MODULE=iam
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start destroy "$@"
# shellcheck source=lib/terraform.sh
. "$ROOT/scripts/lib/terraform.sh"

main() {
  initialise
  make_plan -destroy=true
  refuse_to_delete_foreign
  shared_withdraw
  if [ "$PLANNED" = nothing ]; then
    say "roles: none in Terraform's state"
  else
    apply_plan
  fi
}

main
