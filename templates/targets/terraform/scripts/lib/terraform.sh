# shellcheck shell=bash
#
# Terraform in one root module at a time. Read after start.

export TF_IN_AUTOMATION=1 TF_INPUT=0

TAB="$(printf '\t')"

# plan_root FOLDER: plans a root module. Ends the script when something of that is not ours to change.
plan_root() {
  use_root "$1"
  make_plan -destroy=false
  refuse_what_exists
  refuse_to_delete_foreign
}

# plan_shared FOLDER: likewise what environments share. A policy of a Logs destination waits until
# somebody makes the destination.
plan_shared() {
  local name
  use_root "$1"
  make_plan -destroy=false
  planned aws_cloudwatch_log_destination_policy .destination_name >"$WORK/destinations"
  while IFS="$TAB" read -r _ name; do
    ask nothing aws logs describe-destinations --destination-name-prefix "$name" \
      --query "destinations[?destinationName=='$name'].arn | [0]" --output text
    if [ -z "$ANSWER" ] || [ "$ANSWER" = None ]; then
      warn "The Logs destination $name is not there, so its policy is not set. Make it with aws logs put-destination (it needs a stream and a role), then run this again."
      export TF_VAR_log_destinations=false
    fi
  done <"$WORK/destinations"
  if [ "${TF_VAR_log_destinations:-}" = false ]; then make_plan -destroy=false; fi
  refuse_what_exists
}

# use_root FOLDER: the commands below work there.
use_root() {
  at_root "$1"
  in_root init -no-color >"$WORK/init" 2>&1 || terraform_failed init "$WORK/init"
}

# at_root FOLDER: the same for a root that was initialised before; its plan is still there.
at_root() {
  FOLDER="$1"
  PLAN="$WORK/plan.${FOLDER//\//.}"
}

# in_root WORD…: runs Terraform in the folder.
in_root() {
  terraform -chdir="$ROOT/$FOLDER" "$@" </dev/null
}

# make_plan FLAG: keeps the plan in PLAN, and as JSON in PLAN.json; with --dry-run prints it.
make_plan() {
  in_root plan -no-color -lock-timeout=60s -out="$PLAN" "$1" >"$WORK/plan.txt" 2>"$WORK/errors" ||
    terraform_failed plan "$WORK/errors"
  in_root show -json "$PLAN" >"$PLAN.json"
  if [ "$DRY_RUN" = true ]; then cat "$WORK/plan.txt"; fi
}

CHANGED='.resource_changes[]? | select(.mode == "managed" and .change.actions != ["no-op"])'

# apply_plan: prints a line for each change, and applies exactly what was planned.
apply_plan() {
  if [ "$DRY_RUN" = true ]; then return 0; fi
  say "$FOLDER:"
  if ! jq -e "[$CHANGED, (.output_changes // {} | .[] | select(.actions != [\"no-op\"]))] | any" \
    "$PLAN.json" >/dev/null; then
    say '  unchanged'
    return 0
  fi
  jq -r "$CHANGED | \"  \\(.change.actions | join(\" and \")) \\(.address)\"" "$PLAN.json"
  in_root apply -no-color -lock-timeout=60s "$PLAN" >"$WORK/apply" 2>"$WORK/errors" || {
    cat "$WORK/errors" >&2
    die 'Terraform did not finish.' \
      'What it made is in its state. Mend what the lines above name, then run this again.'
  }
}

# planned TYPE FIELD: ADDRESS, tab, FIELD of each resource of a type that would be created.
planned() {
  jq -r --arg type "$1" ".resource_changes[]? | select(.type == \$type and .change.actions == [\"create\"])
    | \"\\(.address)\\t\\(.change.after | $2)\"" "$PLAN.json"
}

# refuse_what_exists: Terraform would fail half-way on something that is there and not in its state.
# This finds it before anything is made.
refuse_what_exists() {
  ELSEWHERE=''
  not_elsewhere aws_iam_role .name NoSuchEntity aws iam get-role --role-name
  not_elsewhere aws_iam_policy "\"arn:$PARTITION:iam::$ACCOUNT:policy\\(.path)\\(.name)\"" NoSuchEntity \
    aws iam get-policy --policy-arn
  not_elsewhere aws_iam_instance_profile .name NoSuchEntity \
    aws iam get-instance-profile --instance-profile-name
  not_elsewhere aws_ecr_repository .name RepositoryNotFound aws ecr describe-repositories --repository-names
  [ -z "$ELSEWHERE" ] || die "Already in the account, but not in Terraform's state:
$ELSEWHERE" 'Delete what is not yours to keep, or take it over with the commands above and run this again.'
}

# not_elsewhere TYPE ID CODES CMD…: notes what CMD finds in the account although the plan creates it.
not_elsewhere() {
  local address id codes="$3"
  planned "$1" "$2" >"$WORK/created"
  shift 3
  while IFS="$TAB" read -r address id; do
    if ! ask "$codes" "$@" "$id"; then continue; fi
    ELSEWHERE="$ELSEWHERE  $id
    terraform -chdir=$FOLDER import $(quote_word "$address") $id
"
  done <"$WORK/created"
}

# refuse_to_delete_foreign: Terraform takes every policy off a role before it deletes it, also those
# that somebody else put there. Ends the script when the plan deletes such a role.
refuse_to_delete_foreign() {
  local role ours profile foreign=''
  foreign="$(jq -r '
    def all: .resources[]?, (.child_modules[]? | all);
    [.prior_state.values.root_module // {} | all] as $all
    | [$all[] | select(.type == "aws_iam_role_policy").values | [.role, .name]] as $inline
    | [$all[] | select(.type == "aws_iam_role_policy_attachment").values | [.role, .policy_arn]] as $attached
    | [.resource_changes[]? | select(.change.actions | index("delete")).address] as $deleted
    | $all[] | select(.type == "aws_iam_role" and (.address | IN($deleted[]))).values as $role
    | ([$role.inline_policy[]? | [$role.name, .name]] - $inline | .[] | "  \(.[0]): inline policy \(.[1])"),
      ([$role.managed_policy_arns[]? | [$role.name, .]] - $attached | .[] | "  \(.[0]): attached policy \(.[1])")
    ' "$PLAN.json")"
  jq -r '[.resource_changes[]? | select(.type == "aws_iam_instance_profile").change.before.name] as $ours
    | .resource_changes[]? | select(.type == "aws_iam_role" and (.change.actions | index("delete")))
    | [.change.before.name, ($ours | join(" "))] | @tsv' "$PLAN.json" >"$WORK/deleted"
  while IFS="$TAB" read -r role ours; do
    if ! ask NoSuchEntity aws iam list-instance-profiles-for-role --role-name "$role" \
      --query 'InstanceProfiles[].InstanceProfileName' --output text; then continue; fi
    for profile in $ANSWER; do
      case " None $ours " in *" $profile "*) continue ;; esac
      foreign="$foreign
  $role: instance profile $profile"
    done
  done <"$WORK/deleted"
  [ -z "$foreign" ] || die "Terraform would delete these with their roles, and this repo did not make them:
$foreign" 'Take them off the roles if nobody needs them, then run this again. Nothing was changed.'
}

# terraform_failed COMMAND FILE: ends the script with what Terraform said.
terraform_failed() {
  cat "$2" >&2
  die "terraform $1 did not work: see above." 'Nothing was changed here.'
}
