#!/usr/bin/env bash
#
# Deploys one environment with the CDK app in iam/: the stack that it shares with others of its account, then
# its roles.
#
#   scripts/deploy-iam.sh ENV [--dry-run]
#
# --dry-run shows what would change (cdk diff). The account need not be bootstrapped for CDK; a template
# of more than 51,200 bytes goes to CloudFormation through S3: name a bucket in TEMPLATE_BUCKET.

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
NEEDS='node npm'
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start deploy "$@"
. "$ROOT/scripts/lib/stack.sh"

remind_lock
require_ready
account_wide
if [ -n "$SHARED_STACK" ]; then deploy_stack "$SHARED_STACK"; fi
deploy_stack "$STACK"
