#!/usr/bin/env bash
#
# Creates or updates the pipeline of one environment as a CloudFormation stack: the artifact bucket,
# the build projects and the pipeline, with the roles that scripts/deploy-iam.sh has made.
#
#   scripts/deploy-pipeline.sh ENV [--dry-run]
#
# --dry-run checks the template and shows the call.

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start deploy "$@"
# A stack's name takes no '_'.
STACK="pipeline-0Shop-API-v2-pipeline-${ENVIRONMENT//_/-}"
TEMPLATE="$ROOT/pipeline/pipeline.yaml"

require_pipeline_values
ask nothing aws cloudformation validate-template --template-body "file://$TEMPLATE"
say "stack $STACK: deploy (this takes a minute or two)"
if ! run aws cloudformation deploy --stack-name "$STACK" --template-file "$TEMPLATE" \
  --parameter-overrides "file://$ROOT/pipeline/parameters/$ENVIRONMENT.json" \
  --no-fail-on-empty-changeset 2>"$WORK/errors"; then
  grep -q 'No updates are to be performed' "$WORK/errors" ||
    die "Stack $STACK was not deployed: $(grep -v '^[[:space:]]*$' "$WORK/errors" | tail -n 1)" \
      "See why: aws cloudformation describe-stack-events --stack-name $STACK"
fi
pipeline_next
