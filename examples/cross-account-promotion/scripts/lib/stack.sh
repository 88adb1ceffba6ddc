# shellcheck shell=bash disable=SC2034 # The scripts read its variables.
# The CloudFormation stacks of an environment. Read after start.

# A stack's name takes no '_'.
STACK="shop-iam-${ENVIRONMENT//_/-}"
PIPELINE_STACK="shop-pipeline-${ENVIRONMENT//_/-}"
case "$ENVIRONMENT" in
  dev) SHARED_STACK=shop-shared-dev ;;
  *) SHARED_STACK='' ;;
esac
BEGAN="$(date -u +%Y-%m-%dT%H:%M:%S)"

# require_ready: ends the script, before anything is changed, where the stacks cannot be deployed.
require_ready() {
  require_settled "$STACK"
  # A stack cannot take over what exists: it rolls back when it finds it.
  stack_resources "$STACK" AWS::IAM::Role
  require_ours "$ANSWER"
  local repository
  [ -n "$SHARED_STACK" ] || return 0
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

# The versions are those of package-lock.json: no look for newer ones, and nothing is reported.
export CDK_DEFAULT_ACCOUNT="$ACCOUNT" CDK_DEFAULT_REGION="$REGION"
export CDK_DISABLE_VERSION_CHECK=1 CDK_DISABLE_CLI_TELEMETRY=true

# deploy_stack STACK: creates or updates a stack and none that it depends on, or shows what that would
# do. Neither leaves a change set behind.
deploy_stack() {
  local words=(deploy --require-approval never --method=direct)
  if [ "$DRY_RUN" = true ]; then words=(diff --method=template); fi
  (
    cd "$ROOT/iam" &&
      { [ -d node_modules/aws-cdk ] || npm ci --no-audit --no-fund; } &&
      npx cdk "${words[@]}" "$1" --exclusively --output "$WORK/cdk.out" --ci
  ) </dev/null || die "cdk ${words[0]} $1 did not end well." \
    'The lines above say why. A template too large needs a bucket of the account: TEMPLATE_BUCKET=my-bucket.'
}
