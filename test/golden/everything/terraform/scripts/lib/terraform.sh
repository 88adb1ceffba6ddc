# shellcheck shell=bash
#
# Terraform for one environment, which is a workspace. Read after start; MODULE names the folder
# of the definitions.

# Asked for by name in each call, so that two environments can be deployed at the same time.
export TF_WORKSPACE="$ENVIRONMENT"
export TF_IN_AUTOMATION=1 TF_INPUT=0

# in_module WORD…: runs Terraform on the definitions.
in_module() {
  terraform -chdir="$ROOT/$MODULE" "$@" </dev/null
}

# initialise: providers and backend; STATE becomes what the state holds, read by lib/state.awk.
initialise() {
  in_module init -no-color >"$WORK/init" 2>&1 || terraform_failed init "$WORK/init"
  in_module show -no-color >"$WORK/state.txt" 2>"$WORK/errors" || terraform_failed show "$WORK/errors"
  LC_ALL=C awk -f "$ROOT/scripts/lib/state.awk" "$WORK/state.txt" >"$WORK/state"
  awk -F '\t' '$1 == "is" { print $2 }' "$WORK/state" >"$WORK/addresses"
}

# make_plan FLAG: PLANNED becomes 'nothing' or 'changes'; what is planned is printed: with
# --dry-run whole, else a line for each resource.
make_plan() {
  local code=0
  in_module plan -no-color -detailed-exitcode -lock-timeout=60s \
    -var-file="environments/$ENVIRONMENT.tfvars" -out="$WORK/plan" "$1" \
    >"$WORK/plan.txt" 2>"$WORK/errors" || code=$?
  case "$code" in
    0) PLANNED=nothing ;;
    2) PLANNED=changes ;;
    *) terraform_failed plan "$WORK/errors" ;;
  esac
  if [ "$PLANNED" = nothing ]; then return 0; fi
  if [ "$DRY_RUN" = true ]; then
    cat "$WORK/plan.txt"
  else
    sed -n '/^  # data\./d; s/^  # \([a-z].*\)/\1/p; /^Plan:/p' "$WORK/plan.txt"
  fi
}

# apply_plan: applies exactly what was planned; prints Terraform's progress and the outputs.
apply_plan() {
  if [ "$DRY_RUN" = true ]; then return 0; fi
  in_module apply -no-color -lock-timeout=60s "$WORK/plan" || die 'Terraform did not finish.' \
    'What it made is in its state. Mend what the lines above name, then run this again.'
}

# refuse_to_delete_foreign: Terraform takes every policy off a role before it deletes it, also those
# that somebody else put there. Ends the script when the plan deletes such a role.
refuse_to_delete_foreign() {
  local address role foreign=''
  if [ "$PLANNED" = nothing ]; then return 0; fi
  sed -n 's/^  # \(aws_iam_role\.[^ ]*\) .*\(will be destroyed\|must be replaced\|will be replaced\).*/\1/p' \
    "$WORK/plan.txt" >"$WORK/deleted"
  while read -r address; do
    role="$(awk -F '\t' -v address="$address" '$1 == "is" && $2 == address { print $3 }' "$WORK/state")"
    if [ -n "$role" ]; then foreign="$foreign$(foreign_things "$role")"; fi
  done <"$WORK/deleted"
  [ -z "$foreign" ] || die "Terraform would delete these with their roles, and this repo did not make them:$foreign" \
    'Take them off the roles if nobody needs them, then run this again. Nothing was changed.'
}

# foreign_things ROLE: what is on the role and not in the state, a line each, each after a line break.
foreign_things() {
  local role="$1"
  if ! ask NoSuchEntity aws iam list-role-policies --role-name "$role" \
    --query 'PolicyNames[]' --output text; then return 0; fi
  not_in_state "$role" 'inline policy' "$ANSWER"
  ask nothing aws iam list-attached-role-policies --role-name "$role" \
    --query 'AttachedPolicies[].PolicyArn' --output text
  not_in_state "$role" 'attached policy' "$ANSWER"
  ask nothing aws iam list-instance-profiles-for-role --role-name "$role" \
    --query 'InstanceProfiles[].InstanceProfileName' --output text
  not_in_state "$role" 'instance profile' "$ANSWER"
}

# not_in_state ROLE KIND WORDS: the words that are not in the state as things on the role.
not_in_state() {
  local role="$1" kind="$2" word
  for word in $3; do
    if [ "$word" = None ]; then continue; fi
    if grep -Fxq -e "on	$role	$word" "$WORK/state"; then continue; fi
    printf '\n  %s: %s %s' "$role" "$kind" "$word"
  done
}

# terraform_failed COMMAND FILE: ends the script with what Terraform said.
terraform_failed() {
  cat "$2" >&2
  die "terraform $1 did not work: see above." 'Nothing was changed.'
}
