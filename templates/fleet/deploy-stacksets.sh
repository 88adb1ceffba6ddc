#!/usr/bin/env bash
#
# Deploys the StackSets in this folder, with credentials of the account that administers them. It may be run
# again at any time: what is as it should be stays, and what failed is tried again.
#
#   ./deploy-stacksets.sh [SERVICE…] [--dry-run] [--prune]
#
#   --dry-run   changes nothing, and says what would be changed
#   --prune     also deletes the stacks of accounts and Regions that a StackSet no longer names, and
#               StackSets that name none
#
# A template of more than 51,200 bytes needs a bucket that StackSets may read, in TEMPLATE_BUCKET.

set -euo pipefail

HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
DRY_RUN=false PRUNE=false SERVICES='' CHANGES=0 FAILED=0

# Seconds between two looks at an operation.
POLL="${POLL:-5}"

# The script reads the answers: no pager, prompt or table.
export AWS_PAGER='' AWS_CLI_AUTO_PROMPT=off AWS_DEFAULT_OUTPUT=json
export AWS_RETRY_MODE="${AWS_RETRY_MODE:-standard}" AWS_MAX_ATTEMPTS="${AWS_MAX_ATTEMPTS:-8}"

say() { printf '%s\n' "$1"; }

# die MESSAGE [HINT]: what is wrong, what to do next, exit code 1.
die() {
  printf 'error: %s\n' "$1" >&2
  [ -z "${2:-}" ] || printf '  %s\n' "$2" >&2
  exit 1
}

# failed MESSAGE: what went wrong with one StackSet; the others go on.
failed() {
  printf 'error: %s\n' "$1" >&2
  FAILED=$((FAILED + 1))
}

# said: what AWS said to the last command.
said() { grep -v '^[[:space:]]*$' "$WORK/errors" | tail -n 2 | tr '\n' ' ' | sed 's/ *$//'; }

# cfn VERB JSON FLAG…: calls CloudFormation; ANSWER becomes its output. Fails where AWS refuses.
cfn() {
  local verb="$1" input="$2"
  shift 2
  ANSWER="$(aws cloudformation "$verb" --cli-input-json "$input" "$@" </dev/null 2>"$WORK/errors")"
}

# pick FILTER: a value of the StackSet's file, as compact JSON.
pick() { jq -c "$1" "$FILE"; }

# call FILTER: what a call names the StackSet by, and what the filter adds.
call() { pick "{StackSetName: .stackSet.StackSetName, CallAs: (.stackSet.CallAs // \"SELF\")} + ($1)"; }

# start WHAT VERB JSON FLAG…: begins an operation, and notes it to be waited for. One that is under way already
# is waited for first.
start() {
  local what="$1" verb="$2" input="$3" operation
  shift 3
  CHANGES=$((CHANGES + 1))
  if [ "$DRY_RUN" = true ]; then say "$NAME: would $what" && return; fi
  say "$NAME: $what"
  until cfn "$verb" "$input" "$@"; do
    if ! grep -Eq 'OperationInProgress' "$WORK/errors"; then
      failed "$NAME: cannot $what: $(said)"
      return
    fi
    sleep "$POLL"
  done
  operation="$(printf '%s' "$ANSWER" | jq -r '.OperationId // empty')"
  [ -z "$operation" ] || printf '%s\t%s\t%s\n' "$FILE" "$operation" "$what" >>"$WORK/operations"
}

# template: TEMPLATE becomes the flag and the value by which AWS reads the template.
template() {
  local body="${FILE%.json}.yaml" key
  FLAG=--template-body VALUE="file://$body"
  if [ "$(wc -c <"$body")" -le 51200 ]; then return; fi
  [ -n "${TEMPLATE_BUCKET:-}" ] ||
    die "$body has more than 51,200 bytes." 'Name a bucket that StackSets may read: TEMPLATE_BUCKET=my-bucket.'
  key="$NAME-$(cksum <"$body" | tr ' ' '-').yaml"
  FLAG=--template-url VALUE="https://$TEMPLATE_BUCKET.s3.amazonaws.com/$key"
  if [ "$DRY_RUN" = true ]; then return; fi
  aws s3 cp --only-show-errors "$body" "s3://$TEMPLATE_BUCKET/$key" 2>"$WORK/errors" ||
    die "$body cannot be put into $TEMPLATE_BUCKET: $(said)"
}

# deploy_set: makes the StackSet, or brings it up to date. Fails where there is none to work on.
deploy_set() {
  UPDATING=false
  template
  if ! cfn describe-stack-set "$(call '{}')"; then
    grep -q 'StackSetNotFound' "$WORK/errors" || die "$NAME cannot be read: $(said)"
    if [ "$(pick '.instances | length')" = 0 ]; then return 1; fi
    CHANGES=$((CHANGES + 1))
    if [ "$DRY_RUN" = true ]; then say "$NAME: would create the StackSet" && return 1; fi
    say "$NAME: create the StackSet"
    cfn create-stack-set "$(pick .stackSet)" "$FLAG" "$VALUE" && return
    failed "$NAME: cannot create the StackSet: $(said)"
    return 1
  fi
  if [ "$(pick '.instances | length')" = 0 ]; then return; fi
  printf '%s' "$ANSWER" >"$WORK/set.json"
  # $have is the StackSet as it is: what the file does not say is left out of the comparison.
  if jq -e --slurpfile have "$WORK/set.json" --rawfile body "${FILE%.json}.yaml" '
    def sorted: if type == "array" then sort else . end;
    $have[0].StackSet as $set
    | .stackSet
    | [to_entries[] | select(.key | IN("Description", "Parameters", "PermissionModel", "AdministrationRoleARN", "ExecutionRoleName"))]
    | all((.value | sorted) == ($set[.key] | sorted))
      and ($set.TemplateBody | rtrimstr("\n")) == ($body | rtrimstr("\n"))' "$FILE" >/dev/null; then return; fi
  UPDATING=true
  start 'update the StackSet' update-stack-set \
    "$(pick '.stackSet + {OperationPreferences: .preferences}')" "$FLAG" "$VALUE"
}

# deploy_instances: a stack in each account and Region that the file names, with its parameters.
deploy_instances() {
  local line place account region
  cfn list-stack-instances "$(call '{}')" || {
    failed "$NAME: its stacks cannot be listed: $(said)"
    return
  }
  printf '%s' "$ANSWER" | jq -r '.Summaries[] | [.Account, .Region] | join(" ")' >"$WORK/have"
  pick '.instances[]' >"$WORK/wanted"
  while IFS= read -r line; do
    account="$(printf '%s' "$line" | jq -r .Account)" region="$(printf '%s' "$line" | jq -r .Region)"
    place="the stack of $(printf '%s' "$line" | jq -r .environment) in $account, $region"
    if ! grep -Fxq "$account $region" "$WORK/have"; then
      start "create $place" create-stack-instances "$(instance "$line")"
    elif ! is_current "$account" "$region" "$line"; then
      start "update $place" update-stack-instances "$(instance "$line")"
    fi
  done <"$WORK/wanted"
  jq -r '[.Account, .Region] | join(" ")' "$WORK/wanted" >"$WORK/named"
  while read -r account region; do
    if grep -Fxq "$account $region" "$WORK/named"; then continue; fi
    if [ "$PRUNE" = true ]; then
      start "delete the stack in $account, $region" delete-stack-instances \
        "$(call "$(targets "$account" "$region") + {RetainStacks: false} + $PREFERENCES")"
    else
      say "$NAME: the stack in $account, $region is of no environment; --prune deletes it"
    fi
  done <"$WORK/have"
}

# targets ACCOUNT REGION: a filter that names one account and Region, within the organizational units if there are any.
targets() {
  local units
  units="$(pick '.organizationalUnits // empty')"
  if [ -z "$units" ]; then
    printf '{Regions: ["%s"], Accounts: ["%s"]}' "$2" "$1"
  else
    printf '{Regions: ["%s"], DeploymentTargets: {OrganizationalUnitIds: %s, Accounts: ["%s"], AccountFilterType: "INTERSECTION"}}' \
      "$2" "$units" "$1"
  fi
}

# An operation on one Region takes no order of Regions.
PREFERENCES='{OperationPreferences: (.preferences | del(.RegionOrder))}'

# instance LINE: the input of the call that makes or updates one stack.
instance() {
  local account region
  account="$(printf '%s' "$1" | jq -r .Account)" region="$(printf '%s' "$1" | jq -r .Region)"
  call "$(targets "$account" "$region") + $PREFERENCES + ($1 | {ParameterOverrides})"
}

# is_current ACCOUNT REGION LINE: true where the stack is up to date, or about to be, and has these parameters.
is_current() {
  cfn describe-stack-instance \
    "$(call "{StackInstanceAccount: \"$1\", StackInstanceRegion: \"$2\"}")" || return 1
  printf '%s' "$ANSWER" | jq -e --argjson wanted "$3" --argjson updating "$UPDATING" '.StackInstance
    | (.Status == "CURRENT" or $updating)
      and (.ParameterOverrides | map({ParameterKey, ParameterValue}) | sort) == ($wanted.ParameterOverrides | sort)' >/dev/null
}

# await OPERATION WHAT: waits until an operation has ended; says where and why it failed.
await() {
  local status
  while :; do
    cfn describe-stack-set-operation "$(call "{OperationId: \"$1\"}")" || die "$NAME: $(said)"
    status="$(printf '%s' "$ANSWER" | jq -r .StackSetOperation.Status)"
    case "$status" in RUNNING | QUEUED | STOPPING) sleep "$POLL" ;; *) break ;; esac
  done
  if [ "$status" = SUCCEEDED ]; then return; fi
  failed "$NAME: could not $2: the operation is $status."
  cfn list-stack-set-operation-results "$(call "{OperationId: \"$1\"}")" || return 0
  printf '%s' "$ANSWER" | jq -r '.Summaries[] | select(.Status != "SUCCEEDED")
    | "  \(.Account) \(.Region): \(.Status) \(.StatusReason // "")"' >&2
}

while [ $# -gt 0 ]; do
  case "$1" in
    -h | --help) sed -n -e '1,2d' -e '/^#/!q' -e 's/^# \{0,1\}//p' "$0" && exit ;;
    --dry-run) DRY_RUN=true ;;
    --prune) PRUNE=true ;;
    -*) die "There is no flag '$1'." "Try: $0 --help" ;;
    *)
      [ -d "$HERE/$1" ] || die "There is no service '$1' in $HERE." 'ecs-iam fleet stacksets writes them.'
      SERVICES="$SERVICES$1
" ;;
  esac
  shift
done
for tool in aws jq; do
  command -v "$tool" >/dev/null || die "$tool is not installed."
done
WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT
: >"$WORK/operations"
[ -n "$SERVICES" ] || SERVICES="$(cd "$HERE" && find . -mindepth 2 -name '*.json' -exec dirname {} \; | sed 's/^\.\///' | sort -u)"
aws sts get-caller-identity >/dev/null 2>"$WORK/errors" || die "$(said)" 'The script needs credentials: aws sso login, or AWS_PROFILE.'

# All operations are begun first: those of several StackSets run side by side.
while IFS= read -r service; do
  for FILE in "$HERE/$service"/*.json; do
    [ -f "$FILE" ] || continue
    NAME="$(jq -r .stackSet.StackSetName "$FILE")"
    if deploy_set; then
      deploy_instances
    elif [ "$DRY_RUN" = true ]; then
      jq -r '"\(.stackSet.StackSetName): would create the stack of \(.instances[] | "\(.environment) in \(.Account), \(.Region)")"' "$FILE"
    fi
  done
done <<EOF
$SERVICES
EOF

while IFS='	' read -r FILE operation what; do
  NAME="$(jq -r .stackSet.StackSetName "$FILE")"
  await "$operation" "$what"
done <"$WORK/operations"

# A StackSet of nothing goes once its stacks are gone.
while [ "$PRUNE" = true ] && [ "$DRY_RUN" = false ] && IFS= read -r service; do
  for FILE in "$HERE/$service"/*.json; do
    if [ ! -f "$FILE" ] || [ "$(pick '.instances | length')" != 0 ]; then continue; fi
    NAME="$(jq -r .stackSet.StackSetName "$FILE")"
    cfn describe-stack-set "$(call '{}')" || continue
    CHANGES=$((CHANGES + 1))
    say "$NAME: delete the StackSet"
    cfn delete-stack-set "$(call '{}')" || failed "$NAME: cannot delete the StackSet: $(said)"
  done
done <<EOF
$SERVICES
EOF

[ "$FAILED" = 0 ] || die "$FAILED of what is above failed." 'Mend that and run the script again: the rest is done.'
if [ "$CHANGES" = 0 ]; then say 'Everything is as it should be.'; elif [ "$DRY_RUN" = false ]; then say 'Done.'; fi
