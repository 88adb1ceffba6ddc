#!/usr/bin/env bash
#
# Creates or updates the IAM roles of one environment with Terraform, and first what the environments
# of its account share.
#
#   scripts/deploy-iam.sh ENV [--dry-run]
#
# --dry-run shows Terraform's plans and applies nothing.

# shellcheck disable=SC2034 # Read by start.
NEEDS='terraform jq'
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start deploy "$@"
# shellcheck source=lib/terraform.sh
. "$ROOT/scripts/lib/terraform.sh"

main() {
  if declare -F remind_lock >/dev/null; then remind_lock; fi
  if declare -F account_wide >/dev/null; then account_wide; else shared_before; fi
  case "$ENVIRONMENT" in
    dev | prod) deploy_shared iam/shared ;;
    *) ;;
  esac
  deploy_root "iam/environments/$ENVIRONMENT"
  if [ "$DRY_RUN" = false ]; then in_root output -no-color; fi
}

main
