#!/usr/bin/env bash
#
# Creates or updates the IAM roles of one environment with the CDK app in iam/, and what all
# environments of the account share.
#
#   scripts/deploy-iam.sh ENV [--dry-run]
#
# --dry-run shows what would change (cdk diff).
#
# A template of more than 51,200 bytes goes to CloudFormation through S3: name a bucket in
# TEMPLATE_BUCKET. The account need not be bootstrapped for CDK.

# shellcheck disable=SC2034 # Read by start.
NEEDS='node npm'
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start deploy "$@"
# shellcheck source=lib/stack.sh
. "$ROOT/scripts/lib/stack.sh"
# shellcheck source=lib/cdk.sh
. "$ROOT/scripts/lib/cdk.sh"

main() {
  stack_status
  require_settled_stack
  refuse_roles_of_others \
    "${PROJECT}-ecs-task-execution-role-${ENVIRONMENT}" \
    "${PROJECT}-ecs-task-role-${ENVIRONMENT}" \
    "${PROJECT}-codebuild-role-${ENVIRONMENT}" \
    "${PROJECT}-codepipeline-role-${ENVIRONMENT}" \
    "${PROJECT}-ecs-exec-role-${ENVIRONMENT}" \
    "${PROJECT}-ecs-service-role-${ENVIRONMENT}" \
    "${PROJECT}-codedeploy-role-${ENVIRONMENT}" \
    "${PROJECT}-ecs-infrastructure-role-${ENVIRONMENT}" \
    "${PROJECT}-ecs-instance-role-${ENVIRONMENT}" \
    "${PROJECT}-ecs-anywhere-role-${ENVIRONMENT}" \
    "${PROJECT}-ecs-scheduler-role-${ENVIRONMENT}" \
    "${PROJECT}-ecs-events-role-${ENVIRONMENT}" \
    "${PROJECT}-github-deploy-role-${ENVIRONMENT}" \
    "${PROJECT}-cross-account-ecr-role-${ENVIRONMENT}" \
    "${PROJECT}-cross-account-logs-role-${ENVIRONMENT}"
  install_app
  shared_before
  if [ "$DRY_RUN" = true ]; then show_changes; else deploy_stack; fi
  shared_after
}

main
