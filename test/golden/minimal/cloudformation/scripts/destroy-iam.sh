#!/usr/bin/env bash
#
# Deletes the CloudFormation stack with the IAM roles of one environment. What environments share
# stays.
#
#   scripts/destroy-iam.sh ENV [--dry-run] [--confirm ENV]
#
# --dry-run shows what would be deleted. --confirm ENV stands in for typing the name.

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start destroy "$@"
. "$ROOT/scripts/lib/stack.sh"

stack_status
require_settled_stack
require_no_pipeline "shop-pipeline-${ENVIRONMENT//_/-}"
if [ -z "$STATUS" ]; then
  say "stack $STACK: not there"
else
  stack_resources AWS::IAM::Role
  for role in $ANSWER; do say "role $role: delete"; done
  delete_stack
  if [ "$DRY_RUN" = false ]; then say "stack $STACK: deleted"; fi
fi
say 'What environments share stays; statements go when the environment leaves ecs-iam.json.'
