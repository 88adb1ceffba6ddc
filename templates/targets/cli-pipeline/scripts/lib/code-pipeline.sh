# shellcheck shell=bash
#
# How a build project and the pipeline come to what this repo says.

# read_pipeline: the files of pipeline/ with their places filled, in $WORK. The stage with the approval
# stays where the environment asks for it.
read_pipeline() {
  local path
  for path in "$ROOT"/pipeline/*-project.json; do
    filled "pipeline/$(basename "$path")" >"$WORK/$(basename "$path")"
  done
  filled pipeline/pipeline.json | jq -c --arg approval "$(value APPROVAL)" \
    '.pipeline.stages |= map(select($approval == "true" or all(.actions[]; .actionTypeId.category != "Approval")))' \
    >"$WORK/pipeline.json"
  printf "{}" >"$WORK/source-rule.json"
  if has_source_rule; then filled pipeline/source-rule.json >"$WORK/source-rule.json"; fi
}

# has_source_rule: true where a rule of EventBridge starts the pipeline.
has_source_rule() {
  [ -f "$ROOT/pipeline/source-rule.json" ]
}

# source_rule: makes or updates the rule that starts the pipeline when its source changes.
source_rule() {
  local wanted targets name
  wanted="$(jq -c .rule "$WORK/source-rule.json")"
  targets="$(jq -c .targets "$WORK/source-rule.json")"
  name="$(printf '%s' "$wanted" | jq -r .Name)"
  ask ResourceNotFound aws events describe-rule --name "$name" || true
  if ! is_as "rule $name" "$(printf '%s' "$ANSWER" | jq -c '.EventPattern |= fromjson')" "$wanted"; then
    change aws events put-rule --cli-input-json "$(printf '%s' "$wanted" | jq -c '.EventPattern |= tojson')"
  fi
  ask ResourceNotFound aws events list-targets-by-rule --rule "$name" || true
  if is_as "target of rule $name" "$(printf '%s' "$ANSWER" | jq -c '.Targets |= map(select(.Id == "Pipeline"))')" \
    "$(printf '%s' "$targets" | jq -c 'del(.Rule)')"; then return 0; fi
  change aws events put-targets --cli-input-json "$targets"
}

# require_roles: ends the script where a role that is used is not there yet.
require_roles() {
  local role roles
  roles="$(cat "$WORK"/*-project.json "$WORK/pipeline.json" "$WORK/source-rule.json" |
    jq -r '.serviceRole // .pipeline.roleArn // (.targets.Targets[]?.RoleArn) // empty | split("/") | last' | sort -u)"
  for role in $roles; do
    if ask NoSuchEntity aws iam get-role --role-name "$role"; then continue; fi
    [ "$DRY_RUN" = true ] || die "Role $role is not there, and the pipeline cannot be made without it." \
      "Make the roles first: scripts/deploy-iam.sh $ENVIRONMENT"
    warn "role $role is not there yet: scripts/deploy-iam.sh $ENVIRONMENT makes it"
  done
}

# build_project FILE: makes or updates the CodeBuild project that FILE defines.
build_project() {
  local name there
  name="$(jq -r .name "$1")"
  ask nothing aws codebuild batch-get-projects --names "$name"
  there="$(printf '%s' "$ANSWER" | jq -c '.projects[0] // empty')"
  if [ -z "$there" ]; then
    say "build project $name: create"
    change aws codebuild create-project --cli-input-json "$(cat "$1")"
    return 0
  fi
  require_our_role "Build project $name" .serviceRole "$there" "$(cat "$1")"
  if is_as "build project $name" "$there" "$(cat "$1")"; then return 0; fi
  change aws codebuild update-project --cli-input-json "$(cat "$1")"
}

# code_pipeline: makes or updates the pipeline.
code_pipeline() {
  local name wanted
  wanted="$(cat "$WORK/pipeline.json")"
  name="$(jq -r .pipeline.name "$WORK/pipeline.json")"
  if ! ask PipelineNotFound aws codepipeline get-pipeline --name "$name"; then
    say "pipeline $name: create"
    change aws codepipeline create-pipeline --cli-input-json "$wanted"
    return 0
  fi
  require_our_role "Pipeline $name" .pipeline.roleArn "$ANSWER" "$wanted"
  if is_as "pipeline $name" "$ANSWER" "$wanted" pipeline.artifactStore; then return 0; fi
  change aws codepipeline update-pipeline --cli-input-json "$wanted"
}

# require_our_role WHAT MEMBER THERE WANTED: ends the script when what stands there runs as another
# role: it bears this name by chance.
require_our_role() {
  local theirs ours
  theirs="$(printf '%s' "$3" | jq -r "$2 | split(\"/\") | last")"
  ours="$(printf '%s' "$4" | jq -r "$2 | split(\"/\") | last")"
  [ "$theirs" = "$ours" ] || die "$1 exists and runs as $theirs, not $ours: it is not ours to change." \
    'Delete or rename it, or choose another name for ours in ecs-iam.json.'
}

# is_as WHAT THERE WANTED [WHOLE]: true when every value of WANTED stands in THERE; says which do not.
# Under the member WHOLE, THERE must not have anything else.
is_as() {
  local differing
  differing="$(jq -n -r -L "$ROOT/scripts/lib" --argjson there "${2:-null}" --argjson wanted "$3" \
    --arg whole "${4:-}" 'include "differing"; $wanted | differing($there; $whole)')"
  if [ -z "$differing" ]; then
    say "$1: unchanged"
    return 0
  fi
  if [ -z "$2" ]; then say "$1: put"; else say "$1: update $differing"; fi
  return 1
}
