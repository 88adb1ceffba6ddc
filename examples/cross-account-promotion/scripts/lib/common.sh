# shellcheck shell=bash
# What every script begins with: `start deploy "$@"`; or destroy, which asks first; or check, which reads.
# Runs in bash 3.2 (macOS) and later, with BSD's tools or GNU's. After start:
#
#   PROJECT ENVIRONMENT OWNERSHIP_ID ACCOUNT PARTITION REGION DNS_SUFFIX   exported
#   ROOT DRY_RUN CHANGES   the repo's folder; true or false; how many changes were made, or would be
#   WORK                   a folder of this run alone, removed at the end
#   $WORK/definition.json  the environment's definition: `definition` in lib/check.jq says what it holds

set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
LOCK="$ROOT/iam.lock.json"
DRY_RUN=false CONFIRMED='' CHANGES=0

# Scripts read the answers: no pager, prompt or table. IAM's request rates are low: the CLI tries again.
export AWS_PAGER='' AWS_CLI_AUTO_PROMPT=off AWS_DEFAULT_OUTPUT=json
export AWS_RETRY_MODE="${AWS_RETRY_MODE:-standard}" AWS_MAX_ATTEMPTS="${AWS_MAX_ATTEMPTS:-8}"

say() { printf '%s\n' "$1"; }
warn() { printf 'warning: %s\n' "$1" >&2; }

# die MESSAGE [HINT]: what is wrong, what to do next, exit code 1.
die() {
  printf 'error: %s\n' "$1" >&2
  [ -z "${2:-}" ] || printf '  %s\n' "$2" >&2
  exit 1
}

# run CMD…: runs a command that changes something, and counts it; with --dry-run prints it instead, quoted by
# bash's own trace.
run() {
  CHANGES=$((CHANGES + 1))
  if [ "$DRY_RUN" = false ]; then "$@"; else (PS4='' && set -x && : would run: "$@") 2>&1 | sed 's/^: //'; fi
}

# ask CODES CMD…: runs an aws command that reads; its output becomes ANSWER. Fails when AWS answers one of
# CODES ('NoSuchEntity|…', or 'nothing'): the thing is not there. Any other failure ends the script.
ask() {
  local codes="$1"
  shift
  if ANSWER="$("$@" </dev/null 2>"$WORK/errors")"; then return; fi
  ANSWER=''
  grep -Eq "\(($codes)(Exception)?\)" "$WORK/errors" || aws_failed "$@"
  return 1
}

# aws_failed CMD…: ends the script with what AWS said to the command, and what to do.
aws_failed() {
  local said next='Mend that, or wait a minute where AWS is busy; then run the script again.'
  said="$(grep -v '^[[:space:]]*$' "$WORK/errors" | tail -n 3)" || true
  case "$said" in
    *AccessDenied* | *Unauthorized*)
      next='Ask for that permission. Those of checks: npx generator-ecs-iam policy validate' ;;
    *ExpiredToken* | *InvalidClientTokenId* | *credentials* | *'has expired'*) next='Sign in again: aws sso login' ;;
  esac
  [ "$VERB" != check ] || said="Could not check: $said"
  die "$said ($1 $2 $3)" "$next"
}

# start VERB "$@": reads the arguments, finds environment and account. NEEDS names tools besides aws and jq.
start() {
  VERB="$1"
  local name='' tool
  shift
  while [ $# -gt 0 ]; do
    TAKEN=1
    case "$VERB $1" in
      *' -h' | *' --help') sed -n -e '1,2d' -e '/^#/!q' -e 's/^# \{0,1\}//p' "$0" && exit ;;
      *' --'*=*) set -- "${1%%=*}" "${1#*=}" "${@:2}" && continue ;;
      'deploy --dry-run' | 'destroy --dry-run') DRY_RUN=true ;;
      'destroy --confirm') CONFIRMED="${2:-}" TAKEN=2 ;;
      *' -'*) flag "$@" || die "There is no flag '$1'." "Try: $0 --help" ;;
      *)
        [ -z "$name" ] || die "One environment at a time: '$name' or '$1'?"
        name="$1" ;;
    esac
    shift "$TAKEN" || die "$1 needs a value." "Try: $0 --help"
  done
  for tool in aws jq ${NEEDS:-}; do
    command -v "$tool" >/dev/null || die "The tool '$tool' is not installed."
  done
  WORK="$(mktemp -d "${TMPDIR:-/tmp}/ecs-iam.XXXXXX")"
  trap 'rm -rf "$WORK"' EXIT
  trap 'exit 130' INT TERM
  find_environment "$name"
  find_account
  say "$PROJECT, environment $ENVIRONMENT: account $ACCOUNT, $REGION"
  [ "$DRY_RUN" = false ] || say 'Dry run: nothing is changed.'
  [ "$VERB/$DRY_RUN" != destroy/false ] || confirm_destroy
}

# flag "$@": takes a flag of a script's own, with TAKEN=2 when it has a value, or fails. Defined anew by those.
flag() { return 1; }

# find_environment NAME: what iam.lock.json knows of it; the CLI target's values stand in a file of their own.
find_environment() {
  local known
  known="$(jq -r 'if .version == 1 then .environments | keys_unsorted | join(" ") else error end' "$LOCK" \
    2>/dev/null)" || die 'iam.lock.json is not there, is broken, or a newer generator wrote it.' \
    'Write it again with that generator: npx generator-ecs-iam lock'
  [ -n "$1" ] || die 'Which environment?' "Give one of: $known"
  jq -e --arg name "$1" '.environments | has($name)' "$LOCK" >/dev/null ||
    die "There is no environment '$1'." "There are: $known"
  eval "$(jq -r --arg name "$1" '.environments[$name].values as $is | @sh "ENVIRONMENT=\($name)
    PROJECT=\(.project) OWNERSHIP_ID=\($is.ownershipId // "") ACCOUNT=\($is.account // "")
    PARTITION=\($is.partition // "") REGION=\($is.region // "")"' "$LOCK")"
  # shellcheck source=/dev/null
  [ ! -f "$ROOT/environments/$1.env" ] || . "$ROOT/environments/$1.env"
}

# find_account: whose credentials these are, which must be those of the environment.
find_account() {
  local account="$ACCOUNT" partition="$PARTITION" arn
  REGION="${REGION:-${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region 2>/dev/null || true)}}}"
  [ -n "$REGION" ] || die "No Region is known for environment $ENVIRONMENT." \
    'Set AWS_REGION, or give its Region to npx generator-ecs-iam.'
  export AWS_REGION="$REGION" AWS_DEFAULT_REGION="$REGION"
  ask nothing aws sts get-caller-identity --query '[Account, Arn]' --output text
  read -r ACCOUNT arn <<<"$ANSWER"
  PARTITION="$(printf '%s' "$arn" | cut -d : -f 2)"
  account="${account:-$ACCOUNT} (${partition:-$PARTITION})"
  [ "$account" = "$ACCOUNT ($PARTITION)" ] ||
    die "These credentials are for account $ACCOUNT ($PARTITION); environment $ENVIRONMENT is $account." \
      'Use another profile: AWS_PROFILE=… or aws sso login.'
  jq -L "$ROOT/scripts/lib" --arg environment "$ENVIRONMENT" --arg account "$ACCOUNT" --arg region "$REGION" \
    --arg partition "$PARTITION" 'include "check"; definition($ARGS.named)' "$LOCK" >"$WORK/definition.json"
  DNS_SUFFIX="$(jq -r .values.dnsSuffix "$WORK/definition.json")"
  export PROJECT ENVIRONMENT OWNERSHIP_ID ACCOUNT PARTITION REGION DNS_SUFFIX
}

# confirm_destroy: the environment's name, typed or given with --confirm.
confirm_destroy() {
  if [ -z "$CONFIRMED" ] && [ -t 0 ]; then
    say "This deletes the IAM roles of $PROJECT $ENVIRONMENT in account $ACCOUNT."
    read -r -p 'Type the name of the environment to go on: ' CONFIRMED || true
  fi
  [ "$CONFIRMED" = "$ENVIRONMENT" ] || die 'Nothing is deleted: the name was not confirmed.' \
    "Without a terminal: $0 $ENVIRONMENT --confirm $ENVIRONMENT"
}

# edited_files: the definition files that are not as iam.lock.json knows them, joined by blanks; also a file
# that was added where the lock has one of its kind.
edited_files() {
  local path
  cd "$ROOT"
  for path in $(jq -r '.files | keys[] | sub("[^/]*(?<kind>[.][^/]*)$"; "*\(.kind)")' "$LOCK" | sort -u); do
    [ ! -f "$path" ] || printf '%s %s\n' "$(tr -d '\r' <"$path" | hash | cut -d ' ' -f 1)" "$path"
  done | jq -R -n -r --slurpfile lock "$LOCK" '$lock[0].files as $known
    | (reduce inputs as $line ({}; .[$line[65:]] = $line[:64])) as $is | $known + $is | keys
    | map(select($is[.] != $known[.] and (test("/(package-lock|tsconfig|imports[.]tf)[^/]*$") | not))) | join(" ")'
}

hash() { if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi; }

# remind_lock: one line when the definition was edited since.
remind_lock() {
  local edited
  edited="$(edited_files)"
  [ -z "$edited" ] || warn "iam.lock.json is older than $edited; afterwards: npx generator-ecs-iam lock"
}

# export_values: every value of the environment as a variable: artifactBucket as ARTIFACT_BUCKET.
export_values() {
  eval "$(jq -r '.values | to_entries[] | .key |= (gsub("(?<one>[A-Z])"; "_\(.one)") | ascii_upcase)
    | "export \(.key)=\(.value | @sh)"' "$WORK/definition.json")"
}

# require_ours KNOWN: ends the script, before anything is changed, when a role of the definition is there and
# not ours: it has the id of another repo, or is none of KNOWN, the names that the tool made, one a line.
require_ours() {
  local role id
  for role in $(jq -r '.roles[].name' "$WORK/definition.json"); do
    ask NoSuchEntity aws iam get-role --role-name "$role" || continue
    id="$(jq -r '.Role.Tags[]? | select(.Key == "ecs-iam:id").Value | select(. != $ENV.OWNERSHIP_ID)' <<<"$ANSWER")"
    if [ -z "$id" ] && grep -Fxq -e "$role" <<<"$1"; then continue; fi
    die "Role $role exists, and was not made from here for $PROJECT $ENVIRONMENT${id:+ (id $id, not $OWNERSHIP_ID)}." \
      'Delete, rename or import it: see README.md. Nothing was changed.'
  done
}

# account_wide: what the whole account has once and no tool of this repo owns: the service-linked role, and
# an OIDC provider where this repo makes it. One call each; what is there already is as good.
account_wide() {
  local call
  jq -r '(.shared.serviceLinkedRoles[] | @sh "create-service-linked-role --aws-service-name \(.)"),
    (.shared.oidcProviders[]
      | @sh "create-open-id-connect-provider --url \(.url) --client-id-list \(.audience)")' \
    "$WORK/definition.json" >"$WORK/account-wide"
  while read -r call; do
    if [ "$DRY_RUN" = true ]; then
      say "would run, unless it is there: aws iam $call"
    elif eval "ask 'EntityAlreadyExists|InvalidInput' aws iam $call"; then
      say "done: aws iam $call"
    fi
  done <"$WORK/account-wide"
}

# require_pipeline_values: ends the script where it is not known yet which connection the source has.
require_pipeline_values() {
  local missing
  missing="$(jq -r '.values | select(.connectionService) | ["connectionId", "repositoryId"] - keys
    | join(", ")' "$WORK/definition.json")"
  [ -z "$missing" ] || die "The pipeline of $ENVIRONMENT has no $missing." \
    'Give it: npx generator-ecs-iam --connection-arn ARN --repository-id OWNER/NAME'
}
