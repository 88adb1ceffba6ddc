#!/usr/bin/env bash
#
# Deletes the stack with the IAM roles of one environment. --confirm ENV stands in for typing its name.
#
#   scripts/destroy-iam.sh ENV [--dry-run] [--confirm ENV]

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start destroy "$@"
. "$ROOT/scripts/lib/stack.sh"

stack_status "$PIPELINE_STACK"
# CloudFormation deletes no stack of which another imports a value.
[ -z "$STATUS" ] || die "Stack $PIPELINE_STACK, the pipeline, still imports the roles of stack $STACK." \
  'Delete the pipeline first: README.md shows how, under "Remove".'
require_settled "$STACK"
require_ours "$(jq -r '.roles[].name' "$WORK/definition.json")"
if [ -z "$STATUS" ]; then
  say "stack $STACK: not there"
else
  stack_resources "$STACK" AWS::IAM::Role
  for role in $ANSWER; do say "role $role: delete"; done
  delete_stack "$STACK"
fi
say 'What environments share stays; statements go when the environment leaves ecs-iam.json.'
