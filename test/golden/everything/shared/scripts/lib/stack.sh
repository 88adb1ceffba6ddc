# shellcheck shell=bash
#
# The CloudFormation stack of one environment. Read after start.

# A stack's name takes no '_'.
STACK="shop-iam-${ENVIRONMENT//_/-}"

# stack_status: STATUS becomes the stack's, or '' when there is no stack. A stack in review is what a
# change set leaves that was never executed: there is nothing in it.
stack_status() {
  ask ValidationError aws cloudformation describe-stacks --stack-name "$STACK" \
    --query 'Stacks[0].StackStatus' --output text || true
  STATUS="$ANSWER"
  if [ "$STATUS" = REVIEW_IN_PROGRESS ]; then STATUS=''; fi
}

# require_settled_stack: ends the script while CloudFormation works on the stack, or cannot go on.
require_settled_stack() {
  case "$STATUS" in
    *_IN_PROGRESS) die "Stack $STACK is busy ($STATUS)." 'Run this again when that is done.' ;;
    UPDATE_ROLLBACK_FAILED) die "Stack $STACK is stuck ($STATUS)." \
      "Mend what its events name, then: aws cloudformation continue-update-rollback --stack-name $STACK" ;;
  esac
}

# require_no_pipeline STACK: ends the script while the stack of the pipeline imports the roles:
# CloudFormation deletes no stack of which another imports a value.
require_no_pipeline() {
  if ask ValidationError aws cloudformation describe-stacks --stack-name "$1" \
    --query 'Stacks[0].StackStatus' --output text; then
    die "Stack $1, the pipeline, still imports the roles of stack $STACK." \
      'Delete the pipeline first: README.md shows how, under "Remove".'
  fi
}

# delete_stack: deletes it and waits.
delete_stack() {
  local began
  began="$(now)"
  change aws cloudformation delete-stack --stack-name "$STACK"
  if [ "$DRY_RUN" = true ]; then return 0; fi
  if ! aws cloudformation wait stack-delete-complete --stack-name "$STACK" 2>"$WORK/errors"; then
    stack_failed "$began"
  fi
}

# now: the time as CloudFormation writes it.
now() {
  date -u +%Y-%m-%dT%H:%M:%S
}

# stack_failed SINCE: ends the script with the reasons in the stack's events.
stack_failed() {
  local since="$1"
  aws cloudformation describe-stack-events --stack-name "$STACK" --output text \
    --query "reverse(StackEvents[?Timestamp>='$since' && contains(ResourceStatus, 'FAILED')].[LogicalResourceId, ResourceStatus, ResourceStatusReason])" \
    >"$WORK/events" 2>/dev/null || true
  # What CloudFormation called off because of another failure explains nothing.
  grep -v 'Resource [a-z]* cancelled' "$WORK/events" >&2 || grep -v '^[[:space:]]*$' "$WORK/errors" >&2 || true
  stack_status
  die "Stack $STACK is not as it should be (${STATUS:-not made})." \
    'The lines above say why. Mend that, then run this again.'
}

# stack_resources TYPE: ANSWER becomes the names of the stack's resources of a type, one a line.
stack_resources() {
  ask ValidationError aws cloudformation list-stack-resources --stack-name "$STACK" --output text \
    --query "StackResourceSummaries[?ResourceStatus!='DELETE_COMPLETE' && ResourceType=='$1'].[PhysicalResourceId]" || true
}
