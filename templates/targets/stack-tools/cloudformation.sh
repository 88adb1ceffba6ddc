# deploy_stack STACK TEMPLATE FLAG…: creates or updates a stack, or shows what that would do.
deploy_stack() {
  stack_status "$1"
  say "stack $1: deploy"
  # Its first deployment failed: it is empty, and takes no update.
  if [ "$STATUS" = ROLLBACK_COMPLETE ]; then delete_stack "$1"; fi
  case "$DRY_RUN $STATUS" in
    false*) cloudformation_deploy "$@" || say 'No changes to deploy.' ;;
    *' ROLLBACK_COMPLETE') ;;
    *) show_changes "$@" ;;
  esac
}

# cloudformation_deploy STACK TEMPLATE FLAG…: fails when an endpoint answers with an error that nothing
# would change; CloudFormation itself does not.
cloudformation_deploy() {
  local stack="$1" template="$2"
  shift 2
  if [ -n "${TEMPLATE_BUCKET:-}" ]; then set -- --s3-bucket "$TEMPLATE_BUCKET" --s3-prefix "$stack" "$@"; fi
  if aws cloudformation deploy --stack-name "$stack" --template-file "$ROOT/$template" \
    --no-fail-on-empty-changeset "$@" 2>"$WORK/errors"; then return 0; fi
  grep -q 'No updates are to be performed' "$WORK/errors" || stack_failed "$stack"
  return 1
}

# show_changes STACK TEMPLATE FLAG…: from a change set that is not executed but deleted again, and with it
# the empty stack that it made where there was none.
show_changes() {
  local changes='Changes[].ResourceChange.[Action, ResourceType, LogicalResourceId, Replacement]'
  cloudformation_deploy "$@" --no-execute-changeset >/dev/null || say 'No changes to deploy.'
  ask nothing aws cloudformation list-change-sets --stack-name "$1" --output text \
    --query "sort_by(Summaries, &CreationTime)[?ExecutionStatus!='EXECUTE_COMPLETE'] | [-1].ChangeSetId || ''"
  if [ -n "$ANSWER" ]; then
    aws cloudformation describe-change-set --change-set-name "$ANSWER" --output text --query "$changes"
    aws cloudformation delete-change-set --change-set-name "$ANSWER"
  fi
  if [ -z "$STATUS" ]; then aws cloudformation delete-stack --stack-name "$1"; fi
}
