#!/usr/bin/env bash
#
# Deploys one environment: the stack that it shares with the others of its account, then the stack
# with its roles.
#
#   scripts/deploy-iam.sh ENV [--dry-run]
#
# --dry-run shows what would change. For a stack that exists it makes a change set, shows it, and
# deletes it again.
#
# A template of more than 51,200 bytes goes to CloudFormation through S3: name a bucket in
# TEMPLATE_BUCKET.

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start deploy "$@"
. "$ROOT/scripts/lib/stack.sh"

ROLES_STACK="$STACK"
# What the environment shares with others of its account.
case "$ENVIRONMENT" in
  Dev_1) SHARED_STACK=shared-0Shop-API-v2-shared-Dev-1 SHARED_TEMPLATE=iam/shared-Dev_1.yaml ;;
  dev-2) SHARED_STACK=shared-0Shop-API-v2-shared-dev-2 SHARED_TEMPLATE=iam/shared-dev-2.yaml ;;
  *) SHARED_STACK='' ;;
esac

main() {
  remind_lock
  require_roles_stack
  account_wide
  if [ -n "$SHARED_STACK" ]; then
    STACK="$SHARED_STACK" TEMPLATE="$SHARED_TEMPLATE"
    deploy_stack
  fi
  STACK="$ROLES_STACK" TEMPLATE=iam/roles.yaml
  deploy_stack --capabilities CAPABILITY_NAMED_IAM \
    --parameter-overrides "file://$ROOT/iam/parameters/$ENVIRONMENT.json"
  show_roles
}

# require_roles_stack: ends the script, before anything is changed, when the roles cannot be made.
require_roles_stack() {
  TEMPLATE=iam/roles.yaml
  require_bucket
  stack_status
  require_settled_stack
  stack_resources AWS::IAM::Role
  require_ours "$ANSWER"
}

# deploy_stack FLAG…: creates or updates STACK from TEMPLATE, or shows what that would do.
deploy_stack() {
  stack_status
  require_settled_stack
  require_bucket
  if [ "$STATUS" = ROLLBACK_COMPLETE ]; then
    say "stack $STACK: delete (its first deployment failed, so it is empty)"
    delete_stack
    STATUS=''
  fi
  if [ "$DRY_RUN" = false ]; then
    make_stack ${1+"$@"}
  elif [ -n "$STATUS" ]; then
    show_changes ${1+"$@"}
  else
    show_template
  fi
}

# make_stack FLAG…: deploys, and says whether that changed anything.
make_stack() {
  local began before="$STATUS" event
  began="$(now)"
  event="$(last_event)"
  say "stack $STACK: deploy (this takes a minute or two)"
  if ! cloudformation_deploy ${1+"$@"}; then stack_failed "$began"; fi
  if [ -z "$before" ]; then
    say "stack $STACK: created"
  elif [ "$event" = "$(last_event)" ]; then
    say "stack $STACK: unchanged"
  else
    say "stack $STACK: updated"
  fi
}

# last_event: the newest event of the stack; an update that changes nothing makes none.
last_event() {
  ask ValidationError aws cloudformation describe-stack-events --stack-name "$STACK" \
    --no-paginate --query 'StackEvents[0].EventId' --output text || true
  printf '%s' "$ANSWER"
}

# cloudformation_deploy FLAG…: what it says goes to $WORK/errors. Without changes it ends well; not
# every endpoint that speaks the language of CloudFormation knows that.
cloudformation_deploy() {
  if [ -n "${TEMPLATE_BUCKET:-}" ]; then
    set -- --s3-bucket "$TEMPLATE_BUCKET" --s3-prefix "$STACK" ${1+"$@"}
  fi
  aws cloudformation deploy --stack-name "$STACK" --template-file "$ROOT/$TEMPLATE" \
    --no-fail-on-empty-changeset ${1+"$@"} >"$WORK/errors" 2>&1 ||
    grep -q 'No updates are to be performed' "$WORK/errors"
}

# require_bucket: ends the script when the template cannot be sent without a bucket.
require_bucket() {
  if [ -z "${TEMPLATE_BUCKET:-}" ] && is_large; then
    die "$TEMPLATE is larger than 51,200 bytes, the most that CloudFormation takes without S3." \
      'Name a bucket of this account for it: TEMPLATE_BUCKET=my-bucket scripts/deploy-iam.sh …'
  fi
}

is_large() {
  [ "$(wc -c <"$ROOT/$TEMPLATE")" -gt 51200 ]
}

# show_changes FLAG…: what an update would do, from a change set that is not executed.
show_changes() {
  local before change_set
  before="$(newest_change_set)"
  if ! cloudformation_deploy --no-execute-changeset ${1+"$@"}; then
    die "$(grep -v '^[[:space:]]*$' "$WORK/errors")"
  fi
  change_set="$(newest_change_set)"
  if [ "$change_set" = "$before" ]; then
    say "stack $STACK: unchanged"
    return 0
  fi
  ask nothing aws cloudformation describe-change-set --change-set-name "$change_set"
  printf '%s' "$ANSWER" | jq -r --arg stack "$STACK" 'if .Changes == [] then "stack \($stack): unchanged"
    else "stack \($stack): would change", (.Changes[].ResourceChange |
      "  \(.Action) \(.LogicalResourceId) \(.ResourceType)\(if .Replacement == "True" then ", replaced" else "" end)") end'
  ask nothing aws cloudformation delete-change-set --change-set-name "$change_set"
}

# newest_change_set: its ARN; nothing where the stack has none.
newest_change_set() {
  ask nothing aws cloudformation list-change-sets --stack-name "$STACK"
  printf '%s' "$ANSWER" | jq -r '.Summaries | sort_by(.CreationTime) | last | .ChangeSetId // empty'
}

# show_template: what a new stack would hold.
show_template() {
  if ! is_large; then
    ask nothing aws cloudformation validate-template --template-body "file://$ROOT/$TEMPLATE"
  fi
  say "stack $STACK: would be created from $TEMPLATE"
  if [ "$STACK" = "$ROLES_STACK" ]; then
    jq -r '.roles[] | "  role \(.name)"' "$WORK/definition.json"
  fi
}

# show_roles: the ARNs of the roles.
show_roles() {
  if [ "$DRY_RUN" = true ]; then return 0; fi
  ask nothing aws cloudformation describe-stacks --stack-name "$STACK"
  printf '%s' "$ANSWER" |
    jq -r '.Stacks[0].Outputs[]? | select(.OutputKey | endswith("RoleArn")) | .OutputValue'
}

main
