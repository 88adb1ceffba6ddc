#!/usr/bin/env bash
#
# Deploys one environment: the stack that it shares with others of its account, then its roles.
# A template of more than 51,200 bytes needs a bucket, in TEMPLATE_BUCKET. --dry-run shows what would change.
#
#   scripts/deploy-iam.sh ENV [--dry-run]

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start deploy "$@"
. "$ROOT/scripts/lib/stack.sh"

remind_lock
require_ready
account_wide
deploy_stack "$SHARED_STACK" iam/shared.yaml
deploy_stack "$STACK" iam/roles.yaml --capabilities CAPABILITY_NAMED_IAM \
  --parameter-overrides "file://$ROOT/iam/parameters/$ENVIRONMENT.json"
