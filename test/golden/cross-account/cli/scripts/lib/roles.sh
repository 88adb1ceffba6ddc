# shellcheck shell=bash disable=SC2034
#
# What deploy-role.sh and destroy-role.sh share: reading a role, and telling ours from others'.
# ROLE is the role's name and ROLE_PATH its path.

# shellcheck source=our-policies.sh
. "$ROOT/scripts/lib/our-policies.sh"

ROLE_QUERY='Role.{Path: Path, Description: Description, MaxSessionDuration: MaxSessionDuration,
  Tags: Tags, Boundary: PermissionsBoundary.PermissionsBoundaryArn, Trust: AssumeRolePolicyDocument}'

# list_policies: what the role has now, a line each.
list_policies() {
  ask nothing aws iam list-role-policies --role-name "$ROLE" --query 'PolicyNames[]' --output text
  INLINE_THERE="$(printf '%s' "$ANSWER" | words_to_lines)"
  ask nothing aws iam list-attached-role-policies --role-name "$ROLE" \
    --query 'AttachedPolicies[].PolicyArn' --output text
  ATTACHED_THERE="$(printf '%s' "$ANSWER" | words_to_lines)"
}

# delete_managed_policy ARN: detached, its older versions, then itself.
delete_managed_policy() {
  local arn="$1" version
  note remove "managed policy ${arn##*/}"
  change aws iam detach-role-policy --role-name "$ROLE" --policy-arn "$arn"
  ask nothing aws iam list-policy-versions --policy-arn "$arn" \
    --query 'Versions[?!IsDefaultVersion].VersionId' --output text
  for version in $(printf '%s' "$ANSWER" | words_to_lines); do
    change aws iam delete-policy-version --policy-arn "$arn" --version-id "$version"
  done
  change aws iam delete-policy --policy-arn "$arn"
}

# list_roles: ROLES_THERE becomes the names of the account's roles that begin as this project's do.
list_roles() {
  ask nothing aws iam list-roles --query "Roles[?starts_with(RoleName, '$PROJECT-')].RoleName" \
    --output text
  ROLES_THERE="$(printf '%s' "$ANSWER" | words_to_lines)"
}

# is_ours ENTRIES: true when the role carries our two tags.
is_ours() {
  has "$1" "Tags	{\"Key\":\"ecs-iam:project\",\"Value\":\"$PROJECT\"}" &&
    has "$1" "Tags	{\"Key\":\"ecs-iam:environment\",\"Value\":\"$ENVIRONMENT\"}"
}

# is_our_policy NAME: true for the name of a policy that ecs-iam can write.
is_our_policy() {
  [ -n "$1" ] && has "$OUR_POLICIES" "$1"
}

# is_our_managed_policy ARN: true for <this role>-<a policy that ecs-iam can write>, at its path.
is_our_managed_policy() {
  local ours="arn:$PARTITION:iam::$ACCOUNT:policy$ROLE_PATH$ROLE-"
  case "$1" in
    "$ours"*) is_our_policy "${1#"$ours"}" ;;
    *) return 1 ;;
  esac
}

is_among() {
  local wanted="$1" one
  shift
  for one in "$@"; do
    if [ "$one" = "$wanted" ]; then return 0; fi
  done
  return 1
}

# has LINES LINE: true when LINE is one of LINES.
has() {
  case "
$1
" in
    *"
$2
"*) return 0 ;;
    *) return 1 ;;
  esac
}

# same A B: true when IAM takes two documents alike.
same() {
  [ "$(printf '%s' "$1" | canonical)" = "$(printf '%s' "$2" | canonical)" ]
}

# words_to_lines: the CLI's text output, a name a line, without the None it prints for nothing.
words_to_lines() {
  tr -s '[:space:]' '\n' | grep -v -x -e None -e '' || true
}

# note VERB THING: one line under the role's name.
note() {
  say "  $1: $2"
}
