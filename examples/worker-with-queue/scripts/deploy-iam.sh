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
shared=iam/shared
# Both are planned, and looked at, before anything is changed.
plan_root "$shared"
plan_root "iam/environments/$ENVIRONMENT"
require_ours "$(known_roles)"
refuse_foreign
account_wide
apply_root "$shared"
apply_root "iam/environments/$ENVIRONMENT"
