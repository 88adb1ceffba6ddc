#!/usr/bin/env bash
#
# Brings the pipeline to what this repo says: scripts/deploy-pipeline.sh dev [--dry-run]
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

# find_key: KEY becomes the ARN of the artifacts' key, or fails where there is none. Another account knows a
# key by its ARN alone: what names the alias gets that.
find_key() {
  ALIAS="$(jq -r '.AliasName // empty' "$WORK/pipeline")"
  [ -n "$ALIAS" ] || return 0
  ask NotFound aws kms describe-key --key-id "$ALIAS" || return 1
  KEY="$(jq -r .KeyMetadata.Arn <<<"$ANSWER")"
  jq -c --arg alias ":$ALIAS" --arg key "$KEY" \
    'walk(if type == "string" and endswith($alias) then $key else . end)' "$WORK/pipeline" >"$WORK/with-key"
  mv "$WORK/with-key" "$WORK/pipeline"
}

# deploy_key: makes the artifacts' key, or gives it its policy.
deploy_key() {
  [ -n "$ALIAS" ] || return 0
  local key="$KEY" policy
  policy="$(jq -c 'select(.AliasName).Policy' "$WORK/pipeline")"
  say "key $ALIAS"
  if [ -n "$key" ]; then
    ask nothing aws kms get-key-policy --key-id "$key" --policy-name default
    jq -e -L "$ROOT/scripts/lib" --argjson wanted "$policy" 'include "check"; .Policy | same($wanted)' \
      <<<"$ANSWER" >/dev/null ||
      change aws kms put-key-policy --key-id "$key" --policy-name default --policy "$policy"
    return 0
  fi
  set -- aws kms create-key --description "Artifacts of the pipeline of $PROJECT" --policy "$policy"
  if [ "$DRY_RUN" = true ]; then run "$@" && key=NEW-KEY; else
    ask nothing "$@"
    CHANGES=$((CHANGES + 1))
    key="$(jq -r .KeyMetadata.KeyId <<<"$ANSWER")"
  fi
  change aws kms create-alias --alias-name "$ALIAS" --target-key-id "$key"
  change aws kms enable-key-rotation --key-id "$key"
  [ "$DRY_RUN" = true ] || find_key
}

start deploy "$@"
[ "$ENVIRONMENT" = dev ] ||
  die "The pipeline of dev deploys to $ENVIRONMENT, too." "scripts/deploy-pipeline.sh dev"
read_values
require_pipeline_values
filled "$ROOT/pipeline"/{artifact-key,artifact-bucket,*-project,pipeline,source-rule}.json >"$WORK/pipeline"
KEY='' ALIAS=''
find_key || true
calls reads pipeline
calls refusals pipeline
deploy_key
calls deploy_pipeline pipeline
finish
