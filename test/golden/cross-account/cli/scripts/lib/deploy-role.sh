# shellcheck shell=bash
#
# How a role comes to what this repo says. deploy-iam.sh has a stanza for each role:
#
#   role ID NAME PATH [BOUNDARY]     reads the role; makes it, or mends its settings and trust
#   inline_policy POLICY             puts iam/ID/policies/POLICY.json into the role
#   managed_policy POLICY            keeps it as the customer-managed policy NAME-POLICY, attached
#   attach_policy ARN                attaches an AWS managed policy
#   instance_profile PROFILE         makes the profile that hands the role to EC2
#   end_role [ARN…]                  removes what earlier answers had put here
#
# Everything that grants comes before anything is taken away. A role of this name without the tags of
# this project and environment is somebody else's: the script stops and changes nothing of it.

role() {
  ROLE_ID="$1" ROLE="$2" ROLE_PATH="$3"
  local boundary="${4:-}" settings trust
  settings="$(document "iam/$ROLE_ID/role.json")"
  trust="$(document "iam/$ROLE_ID/trust.json")"
  INLINE_WANTED='' ATTACHED_WANTED='' INLINE_THERE='' ATTACHED_THERE=''
  say ''
  say "role $ROLE"
  if ask NoSuchEntity aws iam get-role --role-name "$ROLE" --query "$ROLE_QUERY"; then
    update_role "$ANSWER" "$settings" "$trust" "$boundary"
    list_policies
  else
    create_role "$settings" "$trust" "$boundary"
  fi
}

create_role() {
  local settings="$1" trust="$2" boundary="$3"
  note create 'the role'
  if [ -n "$boundary" ]; then
    change aws iam create-role --role-name "$ROLE" --path "$ROLE_PATH" \
      --cli-input-json "$settings" --assume-role-policy-document "$trust" \
      --permissions-boundary "$boundary"
  else
    change aws iam create-role --role-name "$ROLE" --path "$ROLE_PATH" \
      --cli-input-json "$settings" --assume-role-policy-document "$trust"
  fi
  if [ "$DRY_RUN" = false ]; then aws iam wait role-exists --role-name "$ROLE"; fi
}

# update_role THERE SETTINGS TRUST BOUNDARY
update_role() {
  local there wanted trust boundary="$4" before="$CHANGES"
  there="$(printf '%s' "$1" | entries)"
  wanted="$(printf '%s' "$2" | entries)"
  require_ours "$there"
  if ! has "$there" "Path	\"$ROLE_PATH\""; then
    die "Role $ROLE is not at path $ROLE_PATH, and IAM cannot move a role." \
      "To replace it: scripts/destroy-iam.sh $ENVIRONMENT, then deploy again. Until then nothing can assume it."
  fi
  trust="$(printf '%s' "$3" | canonical)"
  if ! has "$there" "Trust	$trust"; then
    note update 'trust policy'
    change aws iam update-assume-role-policy --role-name "$ROLE" --policy-document "$3"
  fi
  if [ -n "$(lines_without "$(printf '%s\n' "$wanted" | grep -v '^Tags	')" "$there")" ]; then
    note update 'description, session duration'
    change aws iam update-role --role-name "$ROLE" \
      --cli-input-json "$(printf '%s' "$2" | pick 'Description MaxSessionDuration')"
  fi
  if [ -n "$(lines_without "$(printf '%s\n' "$wanted" | grep '^Tags	')" "$there")" ]; then
    note update tags
    change aws iam tag-role --role-name "$ROLE" --cli-input-json "$(printf '%s' "$2" | pick Tags)"
  fi
  update_boundary "$there" "$boundary"
  if [ "$CHANGES" = "$before" ]; then note unchanged 'trust policy, settings, tags'; fi
}

update_boundary() {
  local there="$1" boundary="$2"
  if [ -n "$boundary" ]; then
    if has "$there" "Boundary	\"$boundary\""; then return 0; fi
    note update 'permissions boundary'
    change aws iam put-role-permissions-boundary --role-name "$ROLE" \
      --permissions-boundary "$boundary"
  elif ! has "$there" 'Boundary	null'; then
    note remove 'permissions boundary'
    change aws iam delete-role-permissions-boundary --role-name "$ROLE"
  fi
}

inline_policy() {
  local policy="$1" wanted
  wanted="$(document "iam/$ROLE_ID/policies/$policy.json")"
  INLINE_WANTED="$INLINE_WANTED$policy
"
  if has "$INLINE_THERE" "$policy"; then
    ask nothing aws iam get-role-policy --role-name "$ROLE" --policy-name "$policy" \
      --query PolicyDocument
    if same "$ANSWER" "$wanted"; then
      note unchanged "inline policy $policy"
      return 0
    fi
  fi
  note put "inline policy $policy"
  change aws iam put-role-policy --role-name "$ROLE" --policy-name "$policy" \
    --policy-document "$wanted"
}

managed_policy() {
  local name="$ROLE-$1" wanted arn versions default
  wanted="$(document "iam/$ROLE_ID/policies/$1.json")"
  arn="arn:$PARTITION:iam::$ACCOUNT:policy$ROLE_PATH$name"
  if ! ask NoSuchEntity aws iam list-policy-versions --policy-arn "$arn" \
    --query 'Versions[].[VersionId, IsDefaultVersion]' --output text; then
    note create "managed policy $name"
    change aws iam create-policy --policy-name "$name" --path "$ROLE_PATH" \
      --policy-document "$wanted"
  else
    versions="$ANSWER"
    default="$(printf '%s\n' "$versions" | awk 'tolower($2) == "true" { print $1 }')"
    ask nothing aws iam get-policy-version --policy-arn "$arn" --version-id "$default" \
      --query PolicyVersion.Document
    if same "$ANSWER" "$wanted"; then
      note unchanged "managed policy $name"
    else
      make_room_for_version "$arn" "$versions"
      note update "managed policy $name"
      change aws iam create-policy-version --policy-arn "$arn" --policy-document "$wanted" \
        --set-as-default
    fi
  fi
  attach_policy "$arn"
}

# make_room_for_version ARN VERSIONS: IAM keeps five versions; the oldest not in use makes room.
make_room_for_version() {
  local arn="$1" versions="$2" oldest
  if [ "$(printf '%s\n' "$versions" | grep -c .)" -lt 5 ]; then return 0; fi
  oldest="$(printf '%s\n' "$versions" | awk 'tolower($2) != "true" { print substr($1, 2) }' |
    sort -n | head -n 1)"
  note remove "version v$oldest, the oldest"
  change aws iam delete-policy-version --policy-arn "$arn" --version-id "v$oldest"
}

attach_policy() {
  ATTACHED_WANTED="$ATTACHED_WANTED$1
"
  if has "$ATTACHED_THERE" "$1"; then
    note unchanged "attached $1"
  else
    note attach "$1"
    change aws iam attach-role-policy --role-name "$ROLE" --policy-arn "$1"
  fi
}

instance_profile() {
  local profile="$1" holds=''
  if ask NoSuchEntity aws iam get-instance-profile --instance-profile-name "$profile" \
    --query 'InstanceProfile.Roles[].RoleName' --output text; then
    holds="$(printf '%s' "$ANSWER" | words_to_lines)"
  else
    note create "instance profile $profile"
    change aws iam create-instance-profile --instance-profile-name "$profile" --path "$ROLE_PATH"
  fi
  case "$holds" in
    "$ROLE") note unchanged "instance profile $profile" ;;
    '')
      note add "the role to instance profile $profile"
      change aws iam add-role-to-instance-profile --instance-profile-name "$profile" \
        --role-name "$ROLE"
      ;;
    *) die "Instance profile $profile holds role $holds, not $ROLE." 'Remove it from there first.' ;;
  esac
}

# end_role [ARN…]: a policy that ecs-iam could have put here and that the stanza above does not name
# goes: an inline or customer-managed one by its name, one of AWS's when it is among ARN. Any other is
# somebody else's: it stays and is reported.
end_role() {
  local policy arn
  while read -r policy; do
    if is_our_policy "$policy"; then
      note remove "inline policy $policy"
      change aws iam delete-role-policy --role-name "$ROLE" --policy-name "$policy"
    elif [ -n "$policy" ]; then
      warn "role $ROLE has inline policy $policy, which is not from this repo: left alone"
    fi
  done <<EOT
$(lines_without "$INLINE_THERE" "$INLINE_WANTED")
EOT
  while read -r arn; do
    if is_our_managed_policy "$arn"; then
      delete_managed_policy "$arn"
    elif is_among "$arn" "$@"; then
      note detach "$arn"
      change aws iam detach-role-policy --role-name "$ROLE" --policy-arn "$arn"
    elif [ -n "$arn" ]; then
      warn "role $ROLE has $arn attached, which is not from this repo: left alone"
    fi
  done <<EOT
$(lines_without "$ATTACHED_THERE" "$ATTACHED_WANTED")
EOT
}

# require_ours ENTRIES: ends the script unless the role carries our two tags.
require_ours() {
  is_ours "$1" || die \
    "Role $ROLE exists and does not carry the tags ecs-iam:project=$PROJECT and ecs-iam:environment=$ENVIRONMENT: it is not ours to change." \
    'Delete or rename it, choose another project name, or tag it so if it is yours.'
}

# report_left NAME…: roles that earlier answers made and the stanzas no longer hold.
report_left() {
  local name
  list_roles
  for name in "$@"; do
    if has "$ROLES_THERE" "$name"; then
      warn "role $name is from earlier answers and is no longer in this repo; it still grants what it granted. Destroy removes it, with the others of this environment; so do aws iam delete-role and its like."
    fi
  done
}
