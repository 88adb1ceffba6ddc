# shellcheck shell=bash
#
# Reads the roles of this repo in the account, and makes the calls that lib/roles.jq says are needed.

# read_roles VERB: $WORK/found gets a file for each of $WORK/roles, with AWS's answers.
read_roles() {
  local role
  for role in "$WORK"/roles/*.json; do
    [ -e "$role" ] || continue
    FOUND="$WORK/found/$(basename "$role")"
    : >"$FOUND"
    read_role "$role" "$1"
  done
}

# read_role FILE VERB: the role of that name with what is on it, and what the file names beside it.
read_role() {
  local name names policy arn profile
  name="$(jq -r .RoleName "$1")"
  if ask NoSuchEntity aws iam get-role --role-name "$name"; then
    keep
    ask nothing aws iam list-attached-role-policies --role-name "$name"
    keep
    if [ "$2" = destroy ]; then
      ask nothing aws iam list-instance-profiles-for-role --role-name "$name"
      keep
    fi
    ask nothing aws iam list-role-policies --role-name "$name"
    keep
    names="$(printf '%s' "$ANSWER" | role_names "$1" inline_there)"
    for policy in $names; do
      ask nothing aws iam get-role-policy --role-name "$name" --policy-name "$policy"
      keep
    done
  fi
  names="$(printf '{}' | role_names "$1" managed_arns)"
  for arn in $names; do
    ask NoSuchEntity aws iam list-policy-versions --policy-arn "$arn" || continue
    keep "$arn"
    ask nothing aws iam get-policy-version --policy-arn "$arn" --version-id \
      "$(printf '%s' "$ANSWER" | jq -r '.Versions[] | select(.IsDefaultVersion) | .VersionId')"
    keep "$arn"
  done
  profile="$(jq -r '.InstanceProfileName // ""' "$1")"
  if [ -n "$profile" ] && ask NoSuchEntity aws iam get-instance-profile --instance-profile-name "$profile"; then
    keep
  fi
}

# keep [ARN]: the answer, with the policy that it is about where it does not say so itself.
keep() {
  printf '%s' "$ANSWER" | jq -c --arg arn "${1:-}" '. + {arn: $arn}' >>"$FOUND"
}

# role_names FILE FUNCTION: what a function of lib/roles.jq makes of the role in FILE and of stdin.
role_names() {
  jq -r -L "$ROOT/scripts/lib" --slurpfile role "$1" "include \"roles\"; $2(\$role[0])"
}

# each_role FUNCTION: runs the lines that a function of lib/roles.jq gives for each role.
each_role() {
  local role
  for role in "$WORK"/roles/*.json; do
    [ -e "$role" ] || continue
    jq -s -r -L "$ROOT/scripts/lib" --slurpfile role "$role" --slurpfile values "$WORK/values.json" \
      --slurpfile catalogue "$ROOT/scripts/lib/catalogue.json" --slurpfile lock "$WORK/definition.json" \
      --argjson force "${FORCE_DETACH:-false}" \
      "include \"roles\"; case(\$role[0]; \$values[0]; \$catalogue[0]; \$lock[0]; \$force) | $1" \
      "$WORK/found/$(basename "$role")" >"$WORK/calls"
    # Lines of shell: say, warn, die, leave, and change with an aws command.
    # shellcheck source=/dev/null
    . "$WORK/calls"
  done
}

# delete_policy ROLE ARN: detached, its older versions deleted, then itself.
delete_policy() {
  local version
  change aws iam detach-role-policy --role-name "$1" --policy-arn "$2"
  ask NoSuchEntity aws iam list-policy-versions --policy-arn "$2" || return 0
  for version in $(printf '%s' "$ANSWER" | jq -r '.Versions[] | select(.IsDefaultVersion | not) | .VersionId'); do
    change aws iam delete-policy-version --policy-arn "$2" --version-id "$version"
  done
  change aws iam delete-policy --policy-arn "$2"
}

# left_roles: $WORK/left, names of roles of this environment that no file has: earlier files or answers
# made them. They are known by their tags.
left_roles() {
  local name wanted
  wanted="$(cat "$WORK"/roles/*.json 2>/dev/null | jq -s '[.[].RoleName]')" || true
  ask nothing aws iam list-roles
  printf '%s' "$ANSWER" | jq -r --argjson wanted "$wanted" '.Roles[].RoleName
    | select(startswith($ENV.PROJECT + "-") and contains($ENV.ENVIRONMENT))
    | select(IN($wanted[]) | not)' >"$WORK/others"
  while read -r name; do
    ask NoSuchEntity aws iam get-role --role-name "$name" || continue
    printf '%s' "$ANSWER" | jq -r -L "$ROOT/scripts/lib" \
      'include "roles"; .Role | select(is_of_this_repo) | .RoleName'
  done <"$WORK/others" >"$WORK/left"
}

warn_of_left_roles() {
  local name
  left_roles
  while read -r name; do
    warn "role $name is in no file of this repo any more; it still grants what it granted. Destroy removes it, with the others of this environment; so do aws iam delete-role and its like."
  done <"$WORK/left"
}

# add_left_roles: they are destroyed as if each had a file.
add_left_roles() {
  local name
  left_roles
  while read -r name; do
    jq -n --arg name "$name" '{id: "", RoleName: $name}' >"$WORK/roles/left-$name.json"
  done <"$WORK/left"
}
