#!/usr/bin/env bash
#
# Creates or updates the IAM roles of one environment with Terraform, and first what the environments
# of its account share.
#
#   scripts/deploy-iam.sh ENV [--dry-run]
#
# --dry-run shows Terraform's plans and applies nothing.

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
NEEDS=terraform
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start deploy "$@"
. "$ROOT/scripts/lib/terraform.sh"

main() {
  local shared=''
  remind_lock
  case "$ENVIRONMENT" in
    dev | prod) shared=iam/shared ;;
    *) ;;
  esac
  # Both plans are made, and looked at, before anything is changed.
  if [ -n "$shared" ]; then plan_shared "$shared"; fi
  plan_root "iam/environments/$ENVIRONMENT"
  account_wide
  if [ -n "$shared" ]; then
    at_root "$shared"
    apply_plan
  fi
  at_root "iam/environments/$ENVIRONMENT"
  apply_plan
  if [ "$DRY_RUN" = false ]; then in_root output -no-color; fi
}

main
