# shellcheck shell=bash
#
# What every script here begins with: the arguments, the environment's values, the account.
# Runs in bash 3.2 (macOS) and later.
#
#   . "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
#   start deploy "$@"
#
# After start:
#   ENVIRONMENT                     the environment's name
#   ACCOUNT PARTITION REGION DNS_SUFFIX   where it is; exported, as all of environments/ENV.sh
#   ROOT                            the repo's folder
#   DRY_RUN                         true or false
#   CHANGES                         how many changes were made, or would be
#   WORK                            a folder of this run alone, removed at the end

set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
DRY_RUN=false
CONFIRMED=''
CHANGES=0

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
  if [ "$DRY_RUN" = true ]; then
    printf 'would run:'
    local word
    for word in "$@"; do printf ' %s' "$(quote_word "$word")"; done
    printf '\n'
  else
    "$@"
  fi
}

# quote_word WORD: the word as one would type it.
quote_word() {
  local quote="'" closed="'\\''"
  case "$1" in
    '' | *[!A-Za-z0-9_./:@=+,-]*) printf "'%s'" "${1//$quote/$closed}" ;;
    *) printf '%s' "$1" ;;
  esac
}

# ask CODES CMD…: runs an aws command that reads. Its output becomes ANSWER.
# Fails, with an empty ANSWER, when AWS answers one of CODES ('NoSuchEntity|…'): the thing is not
# there; with CODES 'nothing' no answer says so. Any other failure ends the script.
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
    if [ "$attempt" = 6 ] || ! is_passing "$WORK/errors"; then break; fi
    sleep "$((attempt * ${RETRY_SECONDS:-2}))"
  done
  aws_failed "$@"
}

# is_passing FILE: true for errors that go away by themselves: IAM tells its servers, and the
# services that assume a role, of a change one after the other.
is_passing() {
  grep -Eq '\((NoSuchEntity|ConcurrentModification|EntityTemporarilyUnmodifiable|DeleteConflict)(Exception)?\)|Invalid principal in policy|Cannot attach|Scope ARN|not authorized to perform:? (sts:)?AssumeRole' "$1"
}

# aws_failed CMD…: ends the script with what AWS said and the call it said it to.
aws_failed() {
  local said
  said="$(grep -v '^[[:space:]]*$' "$WORK/errors" | tail -n 3)" || true
  case "$said" in
    *AccessDenied* | *UnauthorizedOperation*)
      die "$said" "Whoever runs this needs that permission: ask for it, or use another profile." ;;
    *ExpiredToken* | *InvalidClientTokenId* | *'Unable to locate credentials'* | *'Token has expired'*)
      die "$said" "Sign in again, for example with: aws sso login" ;;
    *) die "$1 $2 $3: $said" "The changes before this one are made; run the script again to go on." ;;
  esac
}

# start VERB "$@": reads the arguments, loads the environment, finds out the account.
# Tools besides aws that a script needs stand in NEEDS, set before. Verb destroy asks first.
start() {
  local verb="$1" name=''
  shift
  while [ $# -gt 0 ]; do
    case "$1" in
      -h | --help)
        usage
        exit 0
        ;;
      --dry-run) DRY_RUN=true ;;
      --confirm)
        [ $# -ge 2 ] || die '--confirm needs the name of the environment.'
        CONFIRMED="$2"
        shift
        ;;
      --confirm=*) CONFIRMED="${1#*=}" ;;
      -*) flag "$1" || die "There is no flag '$1'." "Try: $0 --help" ;;
      *)
        [ -z "$name" ] || die "One environment at a time: '$name' or '$1'?"
        name="$1"
        ;;
    esac
    shift
  done
  load_environment "$name"
  # shellcheck disable=SC2086 # NEEDS is a list of names.
  require_tools aws ${NEEDS:-}
  make_work_folder
  find_account
  say "$PROJECT, environment $ENVIRONMENT: account $ACCOUNT, $REGION"
  if [ "$DRY_RUN" = true ]; then say 'Dry run: nothing is changed.'; fi
  if [ "$verb" = destroy ]; then confirm_destroy; fi
}

# flag NAME: takes a flag of the script's own, or fails. A script that has some defines it anew.
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
  awk 'NR <= 2 { next } !/^#/ { exit } { sub(/^# ?/, ""); print }' "$0"
}

# load_environment NAME: every value of scripts/environments/NAME.sh, exported.
load_environment() {
  local name="$1" folder="$ROOT/scripts/environments" known
  known="$(cd "$folder" && printf '%s\n' *.sh | sed 's/\.sh$//' | paste -s -d ' ' -)"
  [ -n "$name" ] || die 'Which environment?' "Give one of: $known"
  case "$name" in
    *[!A-Za-z0-9_-]*) die "There is no environment '$name'." "There are: $known" ;;
  esac
  [ -f "$folder/$name.sh" ] || die "There is no environment '$name'." "There are: $known"
  ACCOUNT='' PARTITION='' REGION='' DNS_SUFFIX=''
  set -a
  # shellcheck source=/dev/null
  . "$folder/$name.sh"
  set +a
  [ "$ENVIRONMENT" = "$name" ] || die "There is no environment '$name'." "There are: $known"
}

# require_tools NAME…: ends the script when one is missing.
require_tools() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null 2>&1 && continue
    case "$tool" in
      aws) die 'The AWS CLI (aws) is not installed.' \
        'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html' ;;
      *) die "The tool '$tool' is not installed." ;;
    esac
  done
}

# make_work_folder: WORK, gone when the script ends, however it ends.
make_work_folder() {
  WORK="$(mktemp -d "${TMPDIR:-/tmp}/ecs-iam.XXXXXX")"
  trap 'rm -rf "$WORK"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

# find_account: ACCOUNT, PARTITION, REGION and DNS_SUFFIX, from the environment's file and from whose
# credentials these are. Refuses the wrong account.
find_account() {
  local expected="$ACCOUNT" expected_partition="$PARTITION" arn
  if [ -z "$REGION" ]; then
    REGION="${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region 2>/dev/null || true)}}"
  fi
  [ -n "$REGION" ] || die 'No Region is known.' \
    "Set REGION in scripts/environments/$ENVIRONMENT.sh, or AWS_REGION."
  export AWS_REGION="$REGION" AWS_DEFAULT_REGION="$REGION"

  ask 'nothing' aws sts get-caller-identity --query '[Account, Arn]' --output text
  read -r ACCOUNT arn <<<"$ANSWER"
  PARTITION="$(printf '%s' "$arn" | cut -d : -f 2)"
  if [ -n "$expected" ] && [ "$expected" != "$ACCOUNT" ]; then
    die "These credentials are for account $ACCOUNT; environment $ENVIRONMENT is account $expected." \
      'Use another profile: AWS_PROFILE=… or aws sso login.'
  fi
  if [ -n "$expected_partition" ] && [ "$expected_partition" != "$PARTITION" ]; then
    die "These credentials are for partition $PARTITION; environment $ENVIRONMENT is in $expected_partition."
  fi
  if [ -z "$DNS_SUFFIX" ]; then DNS_SUFFIX="$(dns_suffix "$PARTITION")"; fi
  export ACCOUNT PARTITION REGION DNS_SUFFIX
}

# dns_suffix PARTITION
dns_suffix() {
  case "$1" in
    aws) echo amazonaws.com ;;
    aws-cn) echo amazonaws.com.cn ;;
    aws-us-gov) echo amazonaws.com ;;
    aws-iso) echo c2s.ic.gov ;;
    aws-iso-b) echo sc2s.sgov.gov ;;
    aws-iso-e) echo cloud.adc-e.uk ;;
    aws-iso-f) echo csp.hci.ic.gov ;;
    aws-eusc) echo amazonaws.eu ;;
    *) die "Partition $1 is not known." "Set DNS_SUFFIX in scripts/environments/$ENVIRONMENT.sh." ;;
  esac
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

# document FILE: a JSON file of this repo with every ${NAME} filled in, on one line.
# Policy variables such as ${aws:username} are not ours and stay.
document() {
  LC_ALL=C awk -f "$ROOT/scripts/lib/fill.awk" "$ROOT/$1" || die "$1 cannot be filled in."
}

# entries: every member of the JSON object on stdin as a line, NAME, tab, canonical value; a line for
# each element of a list.
entries() {
  LC_ALL=C awk -f "$ROOT/scripts/lib/json.awk" -f "$ROOT/scripts/lib/entries.awk"
}

# pick NAMES: the JSON object on stdin with those members alone.
pick() {
  LC_ALL=C awk -v names="$1" -f "$ROOT/scripts/lib/json.awk" -f "$ROOT/scripts/lib/pick.awk"
}

# lines_without A B: the lines of A that B has not.
lines_without() {
  printf '%s\n' "$1" | THERE="$2" LC_ALL=C awk '
    BEGIN { count = split(ENVIRON["THERE"], lines, "\n"); for (i = 1; i <= count; i++) there[lines[i]] }
    $0 != "" && !($0 in there)'
}

# canonical: the meaning of the JSON on stdin as one line: equal for documents that IAM treats alike.
canonical() {
  LC_ALL=C awk -f "$ROOT/scripts/lib/json.awk" -f "$ROOT/scripts/lib/canonical.awk"
}

# shellcheck source=shared.sh
. "$ROOT/scripts/lib/shared.sh"
