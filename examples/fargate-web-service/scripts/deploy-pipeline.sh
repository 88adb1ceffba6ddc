#!/usr/bin/env bash
#
# Deploys the pipeline, with the roles that scripts/deploy-iam.sh has made. --dry-run shows what would change.
#
#   scripts/deploy-pipeline.sh dev [--dry-run]

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start deploy "$@"
. "$ROOT/scripts/lib/stack.sh"

[ "$ENVIRONMENT" = dev ] ||
  die "The pipeline of dev deploys to $ENVIRONMENT, too." "scripts/deploy-pipeline.sh dev"
stack_status "$STACK"
[ -n "$STATUS" ] || die "There is no stack $STACK with the roles." \
  "Make it first: scripts/deploy-iam.sh $ENVIRONMENT"
require_settled "$PIPELINE_STACK"
require_pipeline_values
deploy_stack "$PIPELINE_STACK" pipeline/pipeline.yaml \
  --parameter-overrides "file://$ROOT/pipeline/parameters/$ENVIRONMENT.json"
