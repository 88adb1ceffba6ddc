#!/usr/bin/env bash
#
# Deploys the pipeline of one environment: artifact bucket, build projects and pipeline, with the roles
# that scripts/deploy-iam.sh has made.
#
#   scripts/deploy-pipeline.sh ENV [--dry-run]
#
# --dry-run shows what would change, from a change set that is not executed.

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start deploy "$@"
. "$ROOT/scripts/lib/stack.sh"

case "$ENVIRONMENT" in
  dev) ;;
  *) die "$ENVIRONMENT has no pipeline of its own; that of dev deploys to it." \
    "scripts/deploy-pipeline.sh dev" ;;
esac
stack_status "$STACK"
[ -n "$STATUS" ] || die "There is no stack $STACK with the roles." \
  "Make it first: scripts/deploy-iam.sh $ENVIRONMENT"
require_settled "$PIPELINE_STACK"
require_pipeline_values
deploy_stack "$PIPELINE_STACK" pipeline/pipeline.yaml \
  --parameter-overrides "file://$ROOT/pipeline/parameters/$ENVIRONMENT.json"
