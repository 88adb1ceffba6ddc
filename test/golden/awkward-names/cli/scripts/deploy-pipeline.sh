#!/usr/bin/env bash
#
# Brings the pipeline to what this repo says: scripts/deploy-pipeline.sh Dev_1 [--dry-run]
# The roles of all come first. Only what differs is written; after an error, run it again.

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
. "$ROOT/scripts/lib/iam.sh"

# require_role NAME ENV: ends the script where a role that is used is not there yet.
require_role() {
  if ask NoSuchEntity aws iam get-role --role-name "$1"; then return 0; fi
  [ "$DRY_RUN" = true ] || die "Role $1 is not there, and the pipeline cannot be made without it." \
    "Make the roles first: scripts/deploy-iam.sh $2"
  warn "role $1 is not there yet: scripts/deploy-iam.sh $2 makes it"
}

# bucket_is_there NAME: a bucket of another account is no place for artifacts.
bucket_is_there() {
  if ask '403|404' aws s3api head-bucket --bucket "$1" --expected-bucket-owner "$ACCOUNT"; then
    printf '{"of": "Bucket"}\n' >>"$WORK/found" && return
  fi
  ! grep -q '(403)' "$WORK/errors" ||
    die "Bucket $1 is another account's, or these credentials may not look at it." \
      'Choose another name: npx generator-ecs-iam --set artifactBucketPrefix=…'
  return 1
}

start deploy "$@"
[ "$ENVIRONMENT" = Dev_1 ] ||
  die "The pipeline of Dev_1 deploys to $ENVIRONMENT, too." "scripts/deploy-pipeline.sh Dev_1"
read_values
require_pipeline_values
filled "$ROOT/pipeline"/{artifact-bucket,*-project,pipeline,source-rule}.json >"$WORK/pipeline"
calls reads pipeline
calls refusals pipeline
calls deploy_pipeline pipeline
finish
