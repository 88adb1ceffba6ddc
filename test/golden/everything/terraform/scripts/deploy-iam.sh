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

# policies_wait: the policy of a Logs destination waits until somebody makes the destination.
policies_wait() {
  local name
  for name in $(jq -r '.shared.resourcePolicies[] | select(.kind == "logs-destination").owner' \
    "$WORK/definition.json"); do
    ask nothing aws logs describe-destinations --destination-name-prefix "$name"
    if printf '%s' "$ANSWER" | jq -e --arg name "$name" \
      'any(.destinations[]; .destinationName == $name)' >/dev/null; then continue; fi
    warn "The Logs destination $name is not there, so its policy is not set."
    say '  Make it with aws logs put-destination (it needs a stream and a role), then run this again.'
    export TF_VAR_log_destinations=false
  done
}

remind_lock
shared=iam/shared
# Both are planned, and looked at, before anything is changed.
policies_wait
plan_root "$shared"
plan_root "iam/environments/$ENVIRONMENT"
require_ours "$(known_roles)"
refuse_foreign
account_wide
apply_root "$shared"
apply_root "iam/environments/$ENVIRONMENT"
