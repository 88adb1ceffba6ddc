#!/usr/bin/env bash
#
# Deploys one environment: the stack that it shares with others of its account, then its roles.
#
#   scripts/deploy-iam.sh ENV [--dry-run]
#
# --dry-run shows what would change, from change sets that are not executed. A template of more than
# 51,200 bytes goes to CloudFormation through S3: name a bucket in TEMPLATE_BUCKET.

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start deploy "$@"
. "$ROOT/scripts/lib/stack.sh"

if [ -z "${TEMPLATE_BUCKET:-}" ] && [ "$(wc -c <"$ROOT/iam/roles.yaml")" -gt 51200 ]; then
  die 'iam/roles.yaml is larger than 51,200 bytes, the most that CloudFormation takes without S3.' \
    "Name a bucket of this account: TEMPLATE_BUCKET=my-bucket scripts/deploy-iam.sh $ENVIRONMENT"
fi
remind_lock
require_ready
account_wide
deploy_stack "$SHARED_STACK" iam/shared.yaml
deploy_stack "$STACK" iam/roles.yaml --capabilities CAPABILITY_NAMED_IAM \
  --parameter-overrides "file://$ROOT/iam/parameters/$ENVIRONMENT.json"
if [ "$DRY_RUN" = false ]; then
  ask nothing aws cloudformation describe-stacks --stack-name "$STACK" --output text \
    --query "Stacks[].Outputs[?ends_with(OutputKey, 'RoleArn')][].[OutputValue]"
  [ -z "$ANSWER" ] || say "$ANSWER"
fi
