# shellcheck shell=bash disable=SC2034
#
# How a role goes, in the order that IAM asks for: out of its instance profile, policies detached,
# inline policies deleted, customer-managed policies with their versions, then the role.

# What has to be done by hand, a line each.
LEFT=''

# destroy_role NAME PROFILE [ARN…]: PROFILE is the instance profile of ours ('' for none); ARN are
# AWS's policies that ecs-iam attaches to this role. Anything else on the role was put there by
# somebody: the role then stays whole, unless --force-detach says to take that off too.
destroy_role() {
  ROLE="$1"
  local profile="$2" there foreign
  shift 2
  if ! has "$ROLES_THERE" "$ROLE"; then return 0; fi
  if ! ask NoSuchEntity aws iam get-role --role-name "$ROLE" --query "$ROLE_QUERY"; then return 0; fi
  say ''
  say "role $ROLE"
  there="$(printf '%s' "$ANSWER" | entries)"
  if ! is_ours "$there"; then
    leave "role $ROLE does not carry the tags of this project and environment: left alone"
    return 0
  fi
  ROLE_PATH="$(printf '%s\n' "$there" | sed -n 's/^Path	"\(.*\)"$/\1/p')"
  list_policies
  ask nothing aws iam list-instance-profiles-for-role --role-name "$ROLE" \
    --query 'InstanceProfiles[].InstanceProfileName' --output text
  PROFILES_THERE="$(printf '%s' "$ANSWER" | words_to_lines)"

  foreign="$(foreign_things "$profile" "$@")"
  if [ -n "$foreign" ] && [ "$FORCE_DETACH" = false ]; then
    leave "role $ROLE has what is not from this repo ($(printf '%s' "$foreign" | tr '\n' ' ')): left alone. With --force-detach it is taken off and the role deleted."
    return 0
  fi
  empty_role "$profile"
  note delete 'the role'
  change aws iam delete-role --role-name "$ROLE"
}

# foreign_things PROFILE [ARN…]: what is on the role and not from this repo, a line each.
foreign_things() {
  local profile="$1" one
  shift
  for one in $PROFILES_THERE; do
    if [ "$one" != "$profile" ]; then printf 'instance-profile/%s\n' "$one"; fi
  done
  for one in $INLINE_THERE; do
    if ! is_our_policy "$one"; then printf '%s\n' "$one"; fi
  done
  for one in $ATTACHED_THERE; do
    if ! is_our_managed_policy "$one" && ! is_among "$one" "$@"; then printf '%s\n' "$one"; fi
  done
}

# empty_role PROFILE: everything off the role. A policy that is not ours is detached, never deleted;
# an inline policy has no life of its own and is.
empty_role() {
  local profile="$1" one
  for one in $PROFILES_THERE; do
    note remove "the role from instance profile $one"
    change aws iam remove-role-from-instance-profile --instance-profile-name "$one" \
      --role-name "$ROLE"
    if [ "$one" = "$profile" ]; then
      note delete "instance profile $one"
      change aws iam delete-instance-profile --instance-profile-name "$one"
    fi
  done
  for one in $ATTACHED_THERE; do
    if is_our_managed_policy "$one"; then
      delete_managed_policy "$one"
    else
      note detach "$one"
      change aws iam detach-role-policy --role-name "$ROLE" --policy-arn "$one"
    fi
  done
  for one in $INLINE_THERE; do
    note delete "inline policy $one"
    change aws iam delete-role-policy --role-name "$ROLE" --policy-name "$one"
  done
}

leave() {
  warn "$1"
  LEFT="$LEFT$1
"
}

# finish_destroy: exit code 1 when something was left that should have gone.
finish_destroy() {
  say ''
  finish
  [ -z "$LEFT" ] || die 'Not everything is deleted: see the warnings above.'
}
