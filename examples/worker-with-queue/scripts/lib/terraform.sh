# shellcheck shell=bash
#
# Terraform in one root module at a time, as one would run it by hand. Read after start.

export TF_IN_AUTOMATION=1 TF_INPUT=0

# in_root FOLDER COMMAND WORD…: runs Terraform there.
in_root() {
  terraform -chdir="$ROOT/$1" "$2" -no-color "${@:3}" </dev/null
}

# plan_root FOLDER [FLAG]: shows the plan of a root module, and keeps it: as PLAN, and as JSON in PLAN.json.
plan_root() {
  PLAN="$WORK/${1//\//.}"
  say "$1:"
  in_root "$1" init >/dev/null
  in_root "$1" plan -lock-timeout=60s -out="$PLAN" ${2:+"$2"}
  in_root "$1" show -json "$PLAN" >"$PLAN.json"
}

# apply_root FOLDER: applies exactly what was planned.
apply_root() {
  if [ "$DRY_RUN" = false ]; then in_root "$1" apply -lock-timeout=60s "$WORK/${1//\//.}"; fi
}

# What the state holds, refreshed by the plan.
STATE='def all: .resources[]?, (.child_modules[]? | all); [.prior_state.values.root_module // {} | all]'

# known_roles: the names of the roles that the state holds, one a line.
known_roles() {
  jq -r "$STATE"'[] | select(.type == "aws_iam_role").values.name' "$PLAN.json"
}

# refuse_foreign: ends the script where the plan deletes a role on which somebody else put something:
# Terraform takes it off without a word.
refuse_foreign() {
  local role
  jq -r "$STATE"' as $all
    | [.resource_changes[]? | select(.change.actions | index("delete")).address] as $deleted
    | [$all[] | [.type, .values.role, .values.policy_arn // .values.name]] as $ours
    | $all[] | select(.type == "aws_iam_role" and (.address | IN($deleted[]))).values | .name as $role
    | (.inline_policy[]? | ["aws_iam_role_policy", $role, .name]),
      (.managed_policy_arns[]? | ["aws_iam_role_policy_attachment", $role, .])
    | select(IN($ours[]) | not) | "  \(.[1]): policy \(.[2])"' "$PLAN.json" >"$WORK/foreign"
  for role in $(jq -r '.resource_changes[]? | select(.type == "aws_iam_role")
    | select(.change.actions | index("delete")).change.before.name' "$PLAN.json"); do
    ask NoSuchEntity aws iam list-instance-profiles-for-role --role-name "$role" || continue
    printf '%s' "$ANSWER" | jq -r --arg role "$role" --slurpfile plan "$PLAN.json" '
      [.InstanceProfiles[].InstanceProfileName]
      - [$plan[].resource_changes[] | select(.type == "aws_iam_instance_profile").change.before.name]
      | .[] | "  \($role): instance profile \(.)"' >>"$WORK/foreign"
  done
  [ ! -s "$WORK/foreign" ] ||
    die "Terraform would delete these with their roles, and this repo did not make them:
$(cat "$WORK/foreign")" 'Take them off if nobody needs them, then run this again. Nothing was changed.'
}
