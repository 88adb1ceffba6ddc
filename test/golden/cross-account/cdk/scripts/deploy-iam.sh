#!/usr/bin/env bash
#
# Deploys one environment with the CDK app in iam/: the stack that it shares with the others of its
# account, then the stack with its roles.
#
#   scripts/deploy-iam.sh ENV [--dry-run]
#
# --dry-run shows what would change (cdk diff).
#
# A template of more than 51,200 bytes goes to CloudFormation through S3: name a bucket in
# TEMPLATE_BUCKET. The account need not be bootstrapped for CDK.

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
NEEDS='node npm'
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start deploy "$@"
. "$ROOT/scripts/lib/stack.sh"
. "$ROOT/scripts/lib/cdk.sh"

ROLES_STACK="$STACK"
# What the environment shares with others of its account.
SHARED_STACK=shop-shared

main() {
  remind_lock
  stack_status
  require_settled_stack
  stack_resources AWS::IAM::Role
  require_ours "$ANSWER"
  install_app
  account_wide
  if [ -n "$SHARED_STACK" ]; then
    STACK="$SHARED_STACK"
    stack_status
    require_settled_stack
    deploy_stack
  fi
  STACK="$ROLES_STACK"
  stack_status
  deploy_stack
  show_roles
}

# show_roles: the ARNs of the roles.
show_roles() {
  if [ "$DRY_RUN" = true ]; then return 0; fi
  ask nothing aws cloudformation describe-stacks --stack-name "$STACK"
  printf '%s' "$ANSWER" |
    jq -r '.Stacks[0].Outputs[]? | select(.OutputKey | endswith("RoleArn")) | .OutputValue'
}

main
