#!/usr/bin/env bash
#
# Creates or updates the pipeline of one environment with the CDK app in iam/: the artifact bucket,
# the build projects and the pipeline, with the roles that scripts/deploy-iam.sh has made.
#
#   scripts/deploy-pipeline.sh ENV [--dry-run]
#
# --dry-run shows what would change (cdk diff).

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
NEEDS='node npm'
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start deploy "$@"
. "$ROOT/scripts/lib/stack.sh"
. "$ROOT/scripts/lib/cdk.sh"

main() {
  require_pipeline_values
  stack_status
  if [ -z "$STATUS" ] && [ "$DRY_RUN" = false ]; then
    die "There is no stack $STACK with the roles." "Make it first: scripts/deploy-iam.sh $ENVIRONMENT"
  fi
  # From here on the stack is the pipeline's. A stack's name takes no '_'.
  STACK="shop-pipeline-${ENVIRONMENT//_/-}"
  stack_status
  require_settled_stack
  install_app
  deploy_stack
  pipeline_next
}

main
