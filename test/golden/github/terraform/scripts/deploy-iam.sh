#!/usr/bin/env bash
#
# Creates or updates the IAM roles of one environment, and first what the environments of its account share.
#
#   scripts/deploy-iam.sh ENV [--dry-run]      --dry-run shows Terraform's plans and applies nothing.

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
NEEDS=terraform
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start deploy "$@"
. "$ROOT/scripts/lib/terraform.sh"

remind_lock
case "$ENVIRONMENT" in
  dev | prod) shared=iam/shared ;;
  *) shared='' ;;
esac
# Both are planned, and looked at, before anything is changed.
if [ -n "$shared" ]; then plan_root "$shared"; fi
plan_root "iam/environments/$ENVIRONMENT"
require_ours "$(known_roles)"
refuse_foreign
account_wide
if [ -n "$shared" ]; then apply_root "$shared"; fi
apply_root "iam/environments/$ENVIRONMENT"
