#!/usr/bin/env bash
#
# Creates or updates the IAM roles of one environment with Terraform, and what all environments of
# the account share.
#
#   scripts/deploy-iam.sh ENV [--dry-run]
#
# --dry-run shows Terraform's plan and applies nothing.

# shellcheck disable=SC2034 # Read by start and lib/terraform.sh.
NEEDS=terraform MODULE=iam
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start deploy "$@"
# shellcheck source=lib/terraform.sh
. "$ROOT/scripts/lib/terraform.sh"

main() {
  initialise
  refuse_what_exists
  shared_before
  make_plan -destroy=false
  refuse_to_delete_foreign
  if [ "$PLANNED" = nothing ]; then
    say 'roles: unchanged'
    in_module output -no-color
  else
    apply_plan
  fi
  shared_after
}

# refuse_what_exists: Terraform would fail half-way on something that is there and not in its state.
# This finds it before anything is made.
refuse_what_exists() {
  ELSEWHERE=''
  not_elsewhere aws_iam_role.task_execution "${PROJECT}-ecs-task-execution-role-${ENVIRONMENT}" aws iam get-role --role-name
  not_elsewhere aws_iam_role.task "${PROJECT}-ecs-task-role-${ENVIRONMENT}" aws iam get-role --role-name
  not_elsewhere aws_iam_role.codebuild "${PROJECT}-codebuild-role-${ENVIRONMENT}" aws iam get-role --role-name
  not_elsewhere aws_iam_role.codepipeline "${PROJECT}-codepipeline-role-${ENVIRONMENT}" aws iam get-role --role-name
  [ -z "$ELSEWHERE" ] || die "Already in the account, but not in Terraform's state:
$ELSEWHERE" 'Delete what is not yours to keep, or take it over with the commands above and run this again.'
}

# not_elsewhere ADDRESS ID CMD…: notes an ID that CMD finds in the account and that is not in the state.
not_elsewhere() {
  local address="$1" id="$2"
  shift 2
  if grep -Fxq -e "$address" "$WORK/addresses"; then return 0; fi
  if ! ask NoSuchEntity "$@" "$id"; then return 0; fi
  ELSEWHERE="$ELSEWHERE  $id
    TF_WORKSPACE=$ENVIRONMENT terraform -chdir=iam import -var-file=environments/$ENVIRONMENT.tfvars $address $id
"
}

main
