# shellcheck shell=bash
# Reads the JSON files of this repo and what AWS has, and makes the calls that lib/iam.jq says are needed.

# change CMD…: as run, for an aws command: counts it, prints nothing when it works. Tries again for half a
# minute when IAM has not told all its servers, and the services that assume a role, of the change before.
change() {
  local attempt passing='\((NoSuchEntity|ConcurrentModification|EntityTemporarilyUnmodifiable|DeleteConflict)'
  passing="$passing|Invalid principal in policy|Cannot attach|Scope ARN|not authorized.*AssumeRole"
  if [ "$DRY_RUN" = true ]; then run "$@" && return; fi
  CHANGES=$((CHANGES + 1))
  for attempt in 1 2 3 4 5 6; do
    if "$@" </dev/null >/dev/null 2>"$WORK/errors"; then return; fi
    if [ "$attempt" = 6 ] || ! grep -Eq "$passing" "$WORK/errors"; then aws_failed "$@"; fi
    sleep "$((attempt * ${RETRY_SECONDS:-2}))"
  done
}

# finish: the last line of a script that counts its changes.
finish() {
  [ "$CHANGES" -gt 0 ] || { say 'Nothing to do.' && return; }
  if [ "$DRY_RUN" = true ]; then say "Calls that would be made: $CHANGES."; else say "Done; calls made: $CHANGES."; fi
}

# read_values: $WORK/values.json, those of environments/ENV.env, which start has read, and of start.
read_values() {
  local file="$ROOT/environments/$ENVIRONMENT.env" names
  [ -f "$file" ] || die "environments/$ENVIRONMENT.env is not there." 'It has the values for the JSON files.'
  names="$(sed -n 's/^\([A-Z][A-Z0-9_]*\)=.*/\1/p' "$file" | tr '\n' ' ')"
  # shellcheck disable=SC2086,SC2163
  export $names
  jq -n --arg names "$names PROJECT ENVIRONMENT OWNERSHIP_ID ACCOUNT PARTITION REGION DNS_SUFFIX" \
    '($names / " ") as $names | $ENV | with_entries(select(.key | IN($names[])))' >"$WORK/values.json"
  touch "$WORK/roles" "$WORK/shared" "$WORK/pipeline" "$WORK/found"
}

# filled FILE…: those of these JSON files that are there, with their places ${NAME} filled, a line each.
filled() {
  local path
  for path in "$@"; do
    [ -e "$path" ] || continue
    jq -c -R -s -L "$ROOT/scripts/lib" --arg path "${path#"$ROOT/"}" --slurpfile values "$WORK/values.json" \
      'include "iam"; filled($path; $values[0])' "$path"
  done
}

# look KEY CODES CMD…: as ask; the answer goes to $WORK/found, with KEY, which says what it is about.
look() {
  local key="$1"
  shift
  ask "$@" || return 1
  printf '%s' "$ANSWER" | jq -c --arg of "$key" '. + {of: $of}' >>"$WORK/found"
}

# look_at_policy ARN: its versions, and the document that is in use.
look_at_policy() {
  look "$1" NoSuchEntity aws iam list-policy-versions --policy-arn "$1" || return 0
  look "$1" nothing aws iam get-policy-version --policy-arn "$1" --version-id \
    "$(printf '%s' "$ANSWER" | jq -r '.Versions[] | select(.IsDefaultVersion) | .VersionId')"
}

# calls FUNCTION [LIBRARY]: runs the lines of shell that a function of lib/iam.jq makes of what was read.
calls() {
  jq -n -r -L "$ROOT/scripts/lib" --slurpfile roles "$WORK/roles" --slurpfile shared "$WORK/shared" \
    --slurpfile pipeline "$WORK/pipeline" --slurpfile found "$WORK/found" --slurpfile lock "$LOCK" \
    --slurpfile values "$WORK/values.json" --slurpfile definition "$WORK/definition.json" \
    --slurpfile catalogue "$ROOT/scripts/lib/catalogue.json" \
    "include \"${2:-iam}\"; \$ARGS.named | $1" >"$WORK/calls"
  # shellcheck source=/dev/null
  . "$WORK/calls"
}

# read_roles: the roles that $WORK/roles names, in the account.
read_roles() {
  local role
  for role in $(jq -r .RoleName "$WORK/roles"); do
    look "$role" NoSuchEntity aws iam get-role --role-name "$role" || continue
    look "$role" nothing aws iam list-attached-role-policies --role-name "$role"
    look "$role" nothing aws iam list-role-policies --role-name "$role"
  done
}

# read_shared: the files of iam/shared/, or of the folder in it that SHARED names, and AWS's answers.
read_shared() {
  local folder name
  folder="$ROOT/iam/shared/$(jq -r '.SHARED // ""' "$WORK/values.json")"
  filled "${folder%/}"/*.json >"$WORK/shared"
  for name in $(jq -r '.RepositoryName // empty' "$WORK/shared"); do
    look "$name" RepositoryNotFound aws ecr describe-repositories --repository-names "$name" || continue
    look "$name" LifecyclePolicyNotFound aws ecr get-lifecycle-policy --repository-name "$name" || true
    look "$name" RepositoryPolicyNotFound aws ecr get-repository-policy --repository-name "$name" || true
  done
  # Whoever may not list these has put nothing into them.
  look logs AccessDenied aws logs describe-resource-policies || true
  look logs AccessDenied aws logs describe-destinations || true
}

# delete_policy ROLE ARN: detaches it and deletes it, older versions first.
delete_policy() {
  local version
  change aws iam detach-role-policy --role-name "$1" --policy-arn "$2"
  ask NoSuchEntity aws iam list-policy-versions --policy-arn "$2" || return 0
  for version in $(jq -r '.Versions[] | select(.IsDefaultVersion | not) | .VersionId' <<<"$ANSWER"); do
    change aws iam delete-policy-version --policy-arn "$2" --version-id "$version"
  done
  change aws iam delete-policy --policy-arn "$2"
}

# left_roles: ANSWER becomes the roles of this environment, by their tags, that no file has: earlier files
# made them.
left_roles() {
  ask AccessDenied aws iam get-account-authorization-details --filter Role \
    --query 'RoleDetailList[].{RoleName: RoleName, Tags: Tags}' ||
    warn 'Roles that earlier files made are not looked for: this may not call GetAccountAuthorizationDetails.'
  ANSWER="$(jq -r -L "$ROOT/scripts/lib" --slurpfile wanted "$WORK/roles" 'include "iam"; .[]
    | select(is_ours) | .RoleName | select(IN($wanted[].RoleName) | not)' <<<"$ANSWER")"
}
