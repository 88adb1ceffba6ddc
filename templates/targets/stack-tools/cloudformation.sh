# deploy_stack STACK TEMPLATE FLAG…: creates or updates a stack, or shows what that would do.
deploy_stack() {
  stack_status "$1"
  case "$DRY_RUN $STATUS" in
    *' ROLLBACK_COMPLETE')
      say "stack $1: delete (its first deployment failed, so it is empty)"
      delete_stack "$1"
      ;;
    true*) show_changes "$@" ;;
  esac
  if [ "$DRY_RUN" = true ]; then return 0; fi
  say "stack $1: deploy"
  cloudformation_deploy "$@" || say 'No changes to deploy.'
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
  local before="$STATUS" change_set
  local columns="[Action, ResourceType, LogicalResourceId, Replacement=='True' && 'is replaced' || '']"
  say "stack $1: what would change"
  cloudformation_deploy "$@" --no-execute-changeset >/dev/null || true
  ask nothing aws cloudformation list-change-sets --stack-name "$1" --output text \
    --query "sort_by(Summaries, &CreationTime)[?ExecutionStatus!='EXECUTE_COMPLETE'] | [-1].ChangeSetId || ''"
  change_set="$ANSWER"
  if [ -z "$change_set" ]; then
    say 'No changes.'
    return 0
  fi
  aws cloudformation describe-change-set --change-set-name "$change_set" --output text \
    --query "Changes[].ResourceChange.$columns || [['No changes.']]"
  aws cloudformation delete-change-set --change-set-name "$change_set"
  if [ -z "$before" ]; then aws cloudformation delete-stack --stack-name "$1"; fi
}
