#!/usr/bin/env bash
#
# Deletes the IAM roles of one environment. What environments share stays.
#
#   scripts/destroy-iam.sh ENV [--dry-run] [--confirm ENV]      --confirm ENV stands in for typing the name.

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
NEEDS=terraform
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start destroy "$@"
. "$ROOT/scripts/lib/terraform.sh"

plan_root "iam/environments/$ENVIRONMENT" -destroy
require_ours "$(jq -r '.roles[].name' "$WORK/definition.json")"
refuse_foreign
apply_root "iam/environments/$ENVIRONMENT"
say 'What environments share (iam/shared) stays, with the statements for this one while ecs-iam.json has it.'
