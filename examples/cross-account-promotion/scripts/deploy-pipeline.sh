#!/usr/bin/env bash
#
# Deploys the pipeline of one environment with the CDK app in iam/: artifact bucket, build projects and
# pipeline, with the roles that scripts/deploy-iam.sh has made.
# Of an environment in another account: the build projects that the pipeline starts there.
#
#   scripts/deploy-pipeline.sh ENV [--dry-run]
#
# --dry-run shows what would change (cdk diff).

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
NEEDS='node npm'
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start deploy "$@"
. "$ROOT/scripts/lib/stack.sh"

case "$ENVIRONMENT" in
  dev) require_pipeline_values ;;
  prod) ;;
  *) die "The pipeline of dev deploys to $ENVIRONMENT, too." "scripts/deploy-pipeline.sh dev" ;;
esac
stack_status "$STACK"
[ -n "$STATUS" ] || die "There is no stack $STACK with the roles." \
  "Make it first: scripts/deploy-iam.sh $ENVIRONMENT"
require_settled "$PIPELINE_STACK"
deploy_stack "$PIPELINE_STACK"
