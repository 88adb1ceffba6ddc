# shellcheck shell=bash disable=SC2034 # The scripts read its variables.
# The CloudFormation stacks of an environment. Read after start.

# A stack's name takes no '_'.
STACK="shop-iam-${ENVIRONMENT//_/-}"
PIPELINE_STACK="shop-pipeline-${ENVIRONMENT//_/-}"
SHARED_STACK=shop-shared
BEGAN="$(date -u +%Y-%m-%dT%H:%M:%S)"

# require_ready: ends the script, before anything is changed, where the stacks cannot be deployed.
require_ready() {
  require_settled "$STACK"
  # A stack cannot take over what exists: it rolls back when it finds it.
  stack_resources "$STACK" AWS::IAM::Role
  require_ours "$ANSWER"
  local repository
  require_settled "$SHARED_STACK"
  repository="$(jq -r '.shared.repository // empty' "$WORK/definition.json")"
  stack_resources "$SHARED_STACK" AWS::ECR::Repository
  if [ -z "$repository" ] || printf '%s\n' "$ANSWER" | grep -Fxq -e "$repository"; then return 0; fi
  ! ask RepositoryNotFound aws ecr describe-repositories --repository-names "$repository" ||
    die "ECR repository $repository exists outside stack $SHARED_STACK." \
      'To use it as it is: npx generator-ecs-iam --repository existing'
}

# stack_status STACK: STATUS becomes the stack's, or '' when there is no stack.
stack_status() {
  ask ValidationError aws cloudformation describe-stacks --stack-name "$1" \
    --query 'Stacks[0].StackStatus' --output text || true
  STATUS="$ANSWER"
}

# require_settled STACK: ends the script while CloudFormation would refuse any change of the stack.
require_settled() {
  stack_status "$1"
  case "$STATUS" in
    REVIEW_IN_PROGRESS) ;; # A change set that was never executed: the stack holds nothing.
    *_IN_PROGRESS | UPDATE_ROLLBACK_FAILED)
      die "Stack $1 is in $STATUS." \
        "Its events say why: aws cloudformation describe-stack-events --stack-name $1" ;;
  esac
}

# stack_resources STACK TYPE: ANSWER becomes the names of the stack's resources of a type, one a line.
stack_resources() {
  local kept="ResourceStatus!='DELETE_COMPLETE' && ResourceType=='$2'"
  ask ValidationError aws cloudformation list-stack-resources --stack-name "$1" --output text \
    --query "StackResourceSummaries[?$kept].[PhysicalResourceId]" || true
}

# delete_stack STACK: deletes it and waits.
delete_stack() {
  run aws cloudformation delete-stack --stack-name "$1"
  if [ "$DRY_RUN" = true ]; then return 0; fi
  aws cloudformation wait stack-delete-complete --stack-name "$1" 2>"$WORK/errors" || stack_failed "$1"
  say "stack $1: deleted"
}

# stack_failed STACK: ends the script with the reasons in the stack's events, and what the CLI said. What
# was called off because of another failure explains nothing.
stack_failed() {
  local failed="Timestamp>='$BEGAN' && contains(ResourceStatus, 'FAILED')"
  aws cloudformation describe-stack-events --stack-name "$1" --output text \
    --query "reverse(StackEvents[?$failed].[LogicalResourceId, ResourceStatusReason])" 2>/dev/null |
    grep -v 'Resource [a-z]* cancelled' >&2 || true
  grep -v '^[[:space:]]*$' "$WORK/errors" >&2 || true
  die "Stack $1 is not as it should be." \
    'The lines above say why. A template too large needs a bucket of the account: TEMPLATE_BUCKET=my-bucket.'
}

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
