# shellcheck shell=bash
#
# What the environments of an account share: the files of iam/shared/, or of the folder in it that
# SHARED names in environments/ENV.env.

# deploy_shared: each repository, and our statements in every policy.
deploy_shared() {
  local folder path repository
  folder="iam/shared/$(value SHARED)"
  for path in "$ROOT/${folder%/}"/*.json; do
    [ ! -e "$path" ] || filled "${folder%/}/$(basename "$path")" || exit 1
  done >"$WORK/shared"
  FOUND="$WORK/found-shared"
  : >"$FOUND"
  for repository in $(jq -r '.RepositoryName // empty' "$WORK/shared"); do
    if ask RepositoryNotFound aws ecr describe-repositories --repository-names "$repository"; then
      keep
      ask LifecyclePolicyNotFound aws ecr get-lifecycle-policy --repository-name "$repository" && keep
      ask RepositoryPolicyNotFound aws ecr get-repository-policy --repository-name "$repository" && keep
    fi
  done
  # Whoever may not list these has put nothing into them.
  ask AccessDenied aws logs describe-resource-policies && keep
  ask AccessDenied aws logs describe-destinations && keep
  jq -n -r -L "$ROOT/scripts/lib" --slurpfile wanted "$WORK/shared" --slurpfile found "$FOUND" \
    --slurpfile lock "$ROOT/iam.lock.json" 'include "shared-things"; shared_calls($wanted; $found; $lock[0])' \
    >"$WORK/calls"
  # shellcheck source=/dev/null
  . "$WORK/calls"
}
