# shellcheck shell=bash
#
# What every script here begins with: the arguments, the environment, the account. Runs in bash 3.2
# (macOS) and later, with BSD's tools or GNU's.
#
#   . "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
#   start deploy "$@"
#
# After start:
#   PROJECT ENVIRONMENT OWNERSHIP_ID ACCOUNT PARTITION REGION DNS_SUFFIX   exported
#   ROOT DRY_RUN CHANGES   the repo's folder; true or false; how many changes were made, or would be
#   WORK                   a folder of this run alone, removed at the end
#   $WORK/definition.json  the environment's definition: lib/definition.jq says what it holds

set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
LOCK="$ROOT/iam.lock.json"
DRY_RUN=false CONFIRMED='' CHANGES=0

# The answer is read by scripts: never a pager, a prompt or a table from the user's configuration.
export AWS_PAGER='' AWS_CLI_AUTO_PROMPT=off AWS_DEFAULT_OUTPUT=json
# IAM's request rates are low and hold for the whole account; the CLI waits and tries again.
export AWS_RETRY_MODE="${AWS_RETRY_MODE:-standard}" AWS_MAX_ATTEMPTS="${AWS_MAX_ATTEMPTS:-8}"

# say TEXT: one line of progress.
say() {
  printf '%s\n' "$1"
}

# warn TEXT: one line that asks for attention.
warn() {
  printf 'warning: %s\n' "$1" >&2
}

# die MESSAGE [HINT]: what is wrong, what to do next, exit code 1.
die() {
  printf 'error: %s\n' "$1" >&2
  if [ -n "${2:-}" ]; then printf '  %s\n' "$2" >&2; fi
  exit 1
}

# run CMD…: runs a command that changes something; with --dry-run prints it instead.
run() {
  if [ "$DRY_RUN" = false ]; then
    "$@"
    return
  fi
  local word
  printf 'would run:'
  for word in "$@"; do printf ' %s' "$(quote_word "$word")"; done
  printf '\n'
}

# quote_word WORD: the word as one would type it.
quote_word() {
  local quote="'" closed="'\\''"
  case "$1" in
    '' | *[!A-Za-z0-9_./:@=+,-]*) printf "'%s'" "${1//$quote/$closed}" ;;
    *) printf '%s' "$1" ;;
  esac
}

# ask CODES CMD…: runs an aws command that reads. Its output becomes ANSWER. Fails, with an empty
# ANSWER, when AWS answers one of CODES ('NoSuchEntity|…'; 'nothing' is none): the thing is not
# there. Any other failure ends the script.
ask() {
  local codes="$1"
  shift
  if ANSWER="$("$@" </dev/null 2>"$WORK/errors")"; then return 0; fi
  ANSWER=''
  if grep -Eq "\(($codes)(Exception)?\)" "$WORK/errors"; then return 1; fi
  aws_failed "$@"
}

# change CMD…: as run, for an aws command: prints nothing when it works. Tries again for about half
# a minute when IAM has not yet heard of what was made a moment ago.
change() {
  CHANGES=$((CHANGES + 1))
  if [ "$DRY_RUN" = true ]; then
    run "$@"
    return 0
  fi
  local attempt
  for attempt in 1 2 3 4 5 6; do
    if "$@" </dev/null >/dev/null 2>"$WORK/errors"; then return 0; fi
    if [ "$attempt" = 6 ] || ! is_passing; then break; fi
    sleep "$((attempt * ${RETRY_SECONDS:-2}))"
  done
  aws_failed "$@"
}

# is_passing: true for errors that go away by themselves: IAM tells its servers, and the services
# that assume a role, of a change one after the other.
is_passing() {
  grep -Eq '\((NoSuchEntity|ConcurrentModification|EntityTemporarilyUnmodifiable|DeleteConflict)(Exception)?\)|Invalid principal in policy|Cannot attach|Scope ARN|not authorized to perform:? (sts:)?AssumeRole' \
    "$WORK/errors"
}

# aws_failed CMD…: ends the script with what AWS said and the call it said it to.
aws_failed() {
  local said
  said="$(grep -v '^[[:space:]]*$' "$WORK/errors" | tail -n 3)" || true
  case "$said" in
    *AccessDenied* | *UnauthorizedOperation*)
      die "$said" 'Whoever runs this needs that permission: ask for it, or use another profile.' ;;
    *ExpiredToken* | *InvalidClientTokenId* | *'Unable to locate credentials'* | *'Token has expired'*)
      die "$said" 'Sign in again, for example with: aws sso login' ;;
    *) die "$1 $2 $3: $said" 'The changes before this one are made; run the script again to go on.' ;;
  esac
}

# start VERB "$@": reads the arguments, finds the environment and the account. Verb destroy asks
# first, check only reads. Tools besides aws and jq that a script needs stand in NEEDS, set before.
start() {
  local verb="$1" name=''
  shift
  while [ $# -gt 0 ]; do
    TAKEN=1
    case "$verb $1" in
      *' -h' | *' --help')
        usage
        exit 0
        ;;
      *' --'*=*)
        set -- "${1%%=*}" "${1#*=}" "${@:2}"
        continue
        ;;
      'deploy --dry-run' | 'destroy --dry-run') DRY_RUN=true ;;
      'destroy --confirm')
        [ $# -ge 2 ] || die '--confirm needs the name of the environment.'
        CONFIRMED="$2" TAKEN=2
        ;;
      *' -'*) flag "$@" || die "There is no flag '$1'." "Try: $0 --help" ;;
      *)
        [ -z "$name" ] || die "One environment at a time: '$name' or '$1'?"
        name="$1"
        ;;
    esac
    shift "$TAKEN"
  done
  # shellcheck disable=SC2086 # NEEDS is a list of names.
  require_tools aws jq ${NEEDS:-}
  WORK="$(mktemp -d "${TMPDIR:-/tmp}/ecs-iam.XXXXXX")"
  trap 'rm -rf "$WORK"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  find_environment "$name"
  find_account
  say "$PROJECT, environment $ENVIRONMENT: account $ACCOUNT, $REGION"
  if [ "$DRY_RUN" = true ]; then say 'Dry run: nothing is changed.'; fi
  if [ "$verb" = destroy ]; then confirm_destroy; fi
}

# flag "$@": takes a flag of the script's own, with TAKEN=2 when it has a value, or fails. A script
# that has some defines it anew.
flag() {
  return 1
}

# finish: the last line of a deploy or destroy that counts its changes.
finish() {
  case "$CHANGES/$DRY_RUN" in
    0/*) say 'Nothing to do.' ;;
    */true) say "$CHANGES calls would be made." ;;
    *) say "Done: $CHANGES calls made." ;;
  esac
}

# usage: the comment at the top of the script that was started, below '#!' and an empty line.
usage() {
  sed -n -e '1,2d' -e '/^#/!q' -e 's/^# \{0,1\}//p' "$0"
}

# require_tools NAME…: ends the script when one is missing.
require_tools() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null 2>&1 && continue
    [ "$tool" != aws ] || die 'The AWS CLI (aws) is not installed.' \
      'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html'
    die "The tool '$tool' is not installed."
  done
}

# find_environment NAME: ENVIRONMENT, PROJECT, OWNERSHIP_ID, and what is known of its account.
find_environment() {
  local known
  [ -f "$LOCK" ] || die 'iam.lock.json is not there.' 'Write it: npx generator-ecs-iam lock'
  known="$(jq -r 'if .version == 1 then .environments | keys_unsorted | join(" ") else error end' \
    "$LOCK" 2>/dev/null)" || die 'iam.lock.json cannot be read, or a newer generator wrote it.' \
    'Write it again with that generator: npx generator-ecs-iam lock'
  [ -n "$1" ] || die 'Which environment?' "Give one of: $known"
  jq -e --arg name "$1" '.environments | has($name)' "$LOCK" >/dev/null ||
    die "There is no environment '$1'." "There are: $known"
  eval "$(jq -r --arg name "$1" '.environments[$name].values as $is | @sh "ENVIRONMENT=\($name)
    PROJECT=\(.project) OWNERSHIP_ID=\($is.ownershipId // "") ACCOUNT=\($is.account // "")
    PARTITION=\($is.partition // "") REGION=\($is.region // "")"' "$LOCK")"
  # The CLI target keeps its values in a file of their own; account and Region stand there.
  if [ -f "$ROOT/environments/$1.env" ]; then
    # shellcheck source=/dev/null
    . "$ROOT/environments/$1.env"
  fi
}

# find_account: ACCOUNT, PARTITION, REGION and DNS_SUFFIX, from the environment and from whose
# credentials these are. Refuses the wrong account.
find_account() {
  local account="$ACCOUNT" partition="$PARTITION" arn
  if [ -z "$REGION" ]; then
    REGION="${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region 2>/dev/null || true)}}"
  fi
  [ -n "$REGION" ] || die "No Region is known for environment $ENVIRONMENT." \
    'Set AWS_REGION, or give its Region to npx generator-ecs-iam.'
  export AWS_REGION="$REGION" AWS_DEFAULT_REGION="$REGION"
  ask nothing aws sts get-caller-identity --query '[Account, Arn]' --output text
  read -r ACCOUNT arn <<<"$ANSWER"
  PARTITION="$(printf '%s' "$arn" | cut -d : -f 2)"
  [ "${account:-$ACCOUNT}" = "$ACCOUNT" ] ||
    die "These credentials are for account $ACCOUNT; environment $ENVIRONMENT is account $account." \
      'Use another profile: AWS_PROFILE=… or aws sso login.'
  [ "${partition:-$PARTITION}" = "$PARTITION" ] ||
    die "These credentials are for partition $PARTITION; environment $ENVIRONMENT is in $partition."
  jq -L "$ROOT/scripts/lib" --arg environment "$ENVIRONMENT" --arg account "$ACCOUNT" \
    --arg partition "$PARTITION" --arg region "$REGION" 'include "definition"; definition($ARGS.named)' \
    "$LOCK" >"$WORK/definition.json"
  DNS_SUFFIX="$(jq -r .values.dnsSuffix "$WORK/definition.json")"
  export PROJECT ENVIRONMENT OWNERSHIP_ID ACCOUNT PARTITION REGION DNS_SUFFIX
}

# confirm_destroy: the environment's name, typed or given with --confirm.
confirm_destroy() {
  if [ "$DRY_RUN" = true ]; then return 0; fi
  if [ -z "$CONFIRMED" ] && [ -t 0 ]; then
    say "This deletes the IAM roles of $PROJECT $ENVIRONMENT in account $ACCOUNT."
    printf 'Type the name of the environment to go on: '
    read -r CONFIRMED || true
  fi
  [ "$CONFIRMED" = "$ENVIRONMENT" ] || die 'Nothing is deleted: the name was not confirmed.' \
    "Without a terminal: $0 $ENVIRONMENT --confirm $ENVIRONMENT"
}

# edited_files: the definition files that are not as iam.lock.json knows them, a line each.
edited_files() {
  local hash path
  jq -r '.files | to_entries[] | "\(.value) \(.key)"' "$LOCK" >"$WORK/locked"
  while read -r hash path; do
    [ "$hash" = "$(hash_of "$ROOT/$path")" ] || printf '%s\n' "$path"
  done <"$WORK/locked"
  # Files that were added: of a kind that the lock has, and none of what tools and tests write.
  (
    cd "$ROOT"
    find iam environments \( -name node_modules -o -name .terraform -o -name cdk.out \
      -o -path iam/test -o -path iam/tests \) -prune -o -type f -print 2>/dev/null || true
  ) |
    jq -R -r --slurpfile lock "$LOCK" 'def kind: sub("^.*\\."; "");
      $lock[0].files as $known | ($known | keys | map(kind)) as $kinds
      | select($known[.] == null and (kind | IN($kinds[])))
      | select(test("(\\.(test|d)\\.ts|/package-lock\\.json|/tsconfig[^/]*\\.json)$") | not)'
}

# hash_of FILE: of its text with plain line ends.
hash_of() {
  { if [ -f "$1" ]; then tr -d '\r' <"$1"; fi; } | {
    if command -v sha256sum >/dev/null 2>&1; then sha256sum; else shasum -a 256; fi
  } | cut -d ' ' -f 1
}

# remind_lock: one line when the definition was edited since iam.lock.json was written.
remind_lock() {
  local edited
  edited="$(edited_files | tr '\n' ' ')"
  [ -z "$edited" ] || warn "iam.lock.json is older than ${edited% }; afterwards: npx generator-ecs-iam lock"
}

# export_values: every value of the environment as a variable: artifactBucket as ARTIFACT_BUCKET.
export_values() {
  eval "$(jq -r '.values | to_entries[] | .key |= (gsub("(?<one>[A-Z])"; "_\(.one)") | ascii_upcase)
    | "export \(.key)=\(.value | @sh)"' "$WORK/definition.json")"
}

# shellcheck source=account.sh
. "$ROOT/scripts/lib/account.sh"
