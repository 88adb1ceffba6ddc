#!/usr/bin/env bash
#
# Deletes the stack with the IAM roles of one environment. What environments share stays.
#
#   scripts/destroy-iam.sh ENV [--dry-run] [--confirm ENV]
#
# --dry-run shows what would be deleted. --confirm ENV stands in for typing the name.

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
NEEDS='node npm'
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start destroy "$@"
. "$ROOT/scripts/lib/stack.sh"
. "$ROOT/scripts/lib/cdk.sh"

stack_status
require_settled_stack
require_no_pipeline "shop-pipeline-${ENVIRONMENT//_/-}"
if [ -z "$STATUS" ]; then
  say "stack $STACK: not there"
else
  stack_resources AWS::IAM::Role
  for role in $ANSWER; do say "role $role: delete"; done
  if [ "$DRY_RUN" = false ]; then
    install_app
    began="$(now)"
    # Alone: by itself cdk destroy takes the stacks along that depend on this one.
    cdk destroy "$STACK" --force --exclusively || cdk_failed destroy "$began"
    say "stack $STACK: deleted"
  fi
fi
say 'What environments share stays; statements go when the environment leaves ecs-iam.json.'
