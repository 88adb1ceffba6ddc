#!/usr/bin/env bash
#
# Creates or updates the IAM roles of one environment as a CloudFormation stack, and what all
# environments of the account share.
#
#   scripts/deploy-iam.sh ENV [--dry-run]
#
# --dry-run shows what would change. For a stack that exists it makes a change set, shows it, and
# deletes it again.
#
# A template of more than 51,200 bytes goes to CloudFormation through S3: name a bucket in
# TEMPLATE_BUCKET.

. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start deploy "$@"
# shellcheck source=lib/stack.sh
. "$ROOT/scripts/lib/stack.sh"

TEMPLATE="$ROOT/iam/template.yaml"

main() {
  require_bucket
  stack_status
  require_settled_stack
  refuse_roles_of_others \
    "${PROJECT}-ecs-task-execution-role-${ENVIRONMENT}" \
    "${PROJECT}-ecs-task-role-${ENVIRONMENT}" \
    "${PROJECT}-codebuild-role-${ENVIRONMENT}" \
    "${PROJECT}-codepipeline-role-${ENVIRONMENT}"
  shared_before
  if [ "$STATUS" = ROLLBACK_COMPLETE ]; then
    say "stack $STACK: delete (its first deployment failed, so it is empty)"
    delete_stack
    STATUS=''
  fi
  if [ "$DRY_RUN" = false ]; then
    deploy_stack
  elif [ -n "$STATUS" ]; then
    show_changes
  else
    show_template
  fi
  shared_after
}

# cloudformation_deploy FLAG…: creates or updates the stack. What it says goes to $WORK/errors.
cloudformation_deploy() {
  if [ -n "${TEMPLATE_BUCKET:-}" ]; then
    set -- --s3-bucket "$TEMPLATE_BUCKET" --s3-prefix "$STACK" ${1+"$@"}
  fi
  aws cloudformation deploy --stack-name "$STACK" --template-file "$TEMPLATE" \
    --parameter-overrides "file://$ROOT/iam/parameters/$ENVIRONMENT.json" \
    --capabilities CAPABILITY_NAMED_IAM --no-fail-on-empty-changeset \
    --tags "ecs-iam:project=$PROJECT" "ecs-iam:environment=$ENVIRONMENT" \
    ${1+"$@"} >"$WORK/errors" 2>&1
}

# require_bucket: ends the script when the template cannot be sent without a bucket.
require_bucket() {
  if [ -z "${TEMPLATE_BUCKET:-}" ] && is_large; then
    die "iam/template.yaml is larger than 51,200 bytes, the most that CloudFormation takes without S3." \
      'Name a bucket of this account for it: TEMPLATE_BUCKET=my-bucket scripts/deploy-iam.sh …'
  fi
}

is_large() {
  [ "$(wc -c <"$TEMPLATE")" -gt 51200 ]
}

# is_unchanged: true when CloudFormation found nothing to do. Not every endpoint that speaks its
# language answers this without an error.
is_unchanged() {
  grep -Eq 'No changes to deploy|No updates are to be performed' "$WORK/errors"
}

deploy_stack() {
  local began done=created
  began="$(now)"
  if [ -n "$STATUS" ]; then done=updated; fi
  say "stack $STACK: deploy (this takes a minute or two)"
  if ! cloudformation_deploy && ! is_unchanged; then stack_failed "$began"; fi
  if is_unchanged; then done=unchanged; fi
  say "stack $STACK: $done"
}

# show_changes: what an update would do, from a change set that is not executed.
show_changes() {
  local change_set
  if ! cloudformation_deploy --no-execute-changeset && ! is_unchanged; then
    die "$(grep -v '^[[:space:]]*$' "$WORK/errors")"
  fi
  if is_unchanged; then
    say "stack $STACK: unchanged"
    return 0
  fi
  change_set="$(grep -Eo 'arn:[^ ]+:changeSet/[^ ]+' "$WORK/errors" | head -n 1)"
  say "stack $STACK: would change (action, resource, type, replacement)"
  ask nothing aws cloudformation describe-change-set --change-set-name "$change_set" --output text \
    --query 'Changes[].ResourceChange.[Action, LogicalResourceId, ResourceType, Replacement]'
  say "$ANSWER"
  ask nothing aws cloudformation delete-change-set --change-set-name "$change_set"
}

# show_template: what a new stack would hold.
show_template() {
  if ! is_large; then
    ask nothing aws cloudformation validate-template --template-body "file://$TEMPLATE"
  fi
  say "stack $STACK: would be created with"
  awk '
    /^[A-Z]/ { resources = $1 == "Resources:" }
    resources && /^  [A-Za-z0-9]+:$/ { name = substr($1, 1, length($1) - 1) }
    resources && /^    Type: / { print "  " $2 " " name }
  ' "$TEMPLATE"
}

main
