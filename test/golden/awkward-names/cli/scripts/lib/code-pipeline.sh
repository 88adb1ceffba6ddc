# shellcheck shell=bash
#
# How a build project and the pipeline come to what this repo says.

# require_roles NAME…: ends the script where a role is not there yet.
require_roles() {
  local role
  for role in "$@"; do
    if ask NoSuchEntity aws iam get-role --role-name "$role" --query Role.Arn; then continue; fi
    [ "$DRY_RUN" = true ] || die "Role $role is not there, and the pipeline cannot be made without it." \
      "Make the roles first: scripts/deploy-iam.sh $ENVIRONMENT"
    warn "role $role is not there yet: scripts/deploy-iam.sh $ENVIRONMENT makes it"
  done
}

# build_project NAME FILE: makes or updates the CodeBuild project that FILE defines.
build_project() {
  local name="$1" wanted
  wanted="$(document "$2")"
  ask nothing aws codebuild batch-get-projects --names "$name" --query 'projects[0]'
  if [ -z "$ANSWER" ] || [ "$ANSWER" = null ]; then
    say "build project $name: create"
    change aws codebuild create-project --cli-input-json "$wanted"
    return 0
  fi
  require_our_role "Build project $name" serviceRole "$ANSWER" "$wanted"
  if is_as "build project $name" "$ANSWER" "$wanted"; then return 0; fi
  change aws codebuild update-project --cli-input-json "$wanted"
}

# code_pipeline NAME FILE APPROVAL_STAGE: makes or updates the pipeline that FILE defines.
code_pipeline() {
  local name="$1" approval_stage="$3" wanted
  wanted="$(document "$2")"
  if [ "$APPROVAL" != true ]; then
    wanted="$(printf '%s' "$wanted" | without_stage "$approval_stage")"
  fi
  if ! ask PipelineNotFound aws codepipeline get-pipeline --name "$name"; then
    say "pipeline $name: create"
    change aws codepipeline create-pipeline --cli-input-json "$wanted"
    return 0
  fi
  require_our_role "Pipeline $name" pipeline.roleArn "$ANSWER" "$wanted"
  if is_as "pipeline $name" "$ANSWER" "$wanted" pipeline.artifactStore; then return 0; fi
  change aws codepipeline update-pipeline --cli-input-json "$wanted"
}

# require_our_role WHAT MEMBER THERE WANTED: ends the script when what stands there runs as another
# role: it bears this name by chance.
require_our_role() {
  local theirs ours
  theirs="$(printf '%s' "$3" | leaves | leaf "$2")"
  ours="$(printf '%s' "$4" | leaves | leaf "$2")"
  [ "${theirs##*/}" = "${ours##*/}" ] ||
    die "$1 exists and runs as ${theirs##*/}, not ${ours##*/}: it is not ours to change." \
      'Delete or rename it, or choose another name for ours in ecs-iam.json.'
}

# without_stage NAME: the pipeline on stdin without that stage.
without_stage() {
  LC_ALL=C awk -v stage="$1" -f "$ROOT/scripts/lib/json.awk" -f "$ROOT/scripts/lib/without-stage.awk"
}
