# shellcheck shell=bash
#
# What validate-iam.sh and test-roles.sh share: their flags, reading without a trace, the report.
# Both only read. Progress and errors go to stderr; stdout holds the report alone.

FORMAT=text
OUTPUT=''
NAME=''

# read_flags "$@": ENV [--format text|json|junit] [--output FILE], and the script's own (own_flag).
read_flags() {
  while [ $# -gt 0 ]; do
    case "$1" in
      -h | --help)
        usage
        exit 0
        ;;
      --format | --output)
        [ $# -ge 2 ] || die "$1 needs a value." "Try: $0 --help"
        set_flag "$1" "$2"
        shift
        ;;
      --format=* | --output=*) set_flag "${1%%=*}" "${1#*=}" ;;
      -*) own_flag "$1" || die "There is no flag '$1'." "Try: $0 --help" ;;
      *)
        [ -z "$NAME" ] || die "One environment at a time: '$NAME' or '$1'?"
        NAME="$1"
        ;;
    esac
    shift
  done
}

set_flag() {
  case "$1=$2" in
    --format=text | --format=json | --format=junit) FORMAT="$2" ;;
    --format=*) die "There is no format '$2'." 'There are: text, json, junit' ;;
    --output=) die '--output needs the name of a file.' ;;
    *)
      OUTPUT="$2"
      if [ -d "$OUTPUT" ]; then die "--output $OUTPUT is a folder." 'Give the name of a file.'; fi
      [ -d "$(dirname -- "$OUTPUT")" ] || die "The folder of --output $OUTPUT does not exist."
      ;;
  esac
}

# own_flag NAME: takes a flag of the script's own, or fails. A script that has some defines it anew.
own_flag() {
  return 1
}

# begin: the environment and the account, with the report's way to stdout kept clear.
begin() {
  exec 3>&1 1>&2
  start check ${NAME:+"$NAME"}
}

# aws_failed CMD…: as in common.sh, for calls that read: one line of what AWS said, then what to do.
aws_failed() {
  local said
  said="$(grep -v '^[[:space:]]*$' "$WORK/errors" | tail -n 1)" || true
  case "$said" in
    *AccessDenied* | *UnauthorizedOperation*)
      die "Could not check: $said" 'scripts/validate-iam.sh ENV --policy prints the policy that allows what these scripts read.' ;;
    *ExpiredToken* | *InvalidClientTokenId* | *'Unable to locate credentials'* | *'Token has expired'*)
      die "Could not check: $said" 'Sign in again, for example with: aws sso login' ;;
    *Throttling* | *'Rate exceeded'* | *RequestLimitExceeded* | *SlowDown*)
      die "Could not check: $said" 'Others are calling IAM in this account: run it again in a minute.' ;;
    *) die "Could not check: $1 $2 $3: $said" ;;
  esac
}

# program NAME [ARG…]: runs scripts/lib/jq/NAME.jq.
program() {
  local name="$1"
  shift
  jq -L "$ROOT/scripts/lib/jq" -f "$ROOT/scripts/lib/jq/$name.jq" "$@"
}

# expected FILE: a file of scripts/expected for this environment. No boundary is 'none' there.
expected() {
  PERMISSIONS_BOUNDARY="${PERMISSIONS_BOUNDARY:-none}" document "scripts/expected/$1"
}

# report SCRIPT: the checks in $WORK/checks.json, printed or written; exit code 0 or 2.
report() {
  local about
  about="$(jq -n -c --arg script "$1" --arg project "$PROJECT" --arg environment "$ENVIRONMENT" \
    --arg account "$ACCOUNT" --arg region "$REGION" '$ARGS.named')"
  if [ -n "$OUTPUT" ]; then
    print_report "$FORMAT" "$about" >"$WORK/report"
    cp "$WORK/report" "$OUTPUT" || die "The report cannot be written to $OUTPUT."
    print_report text "$about" >&3
  else
    print_report "$FORMAT" "$about" >&3
  fi
  if jq -e 'any(.[]; .result == "different")' "$WORK/checks.json" >/dev/null; then exit 2; fi
}

# print_report FORMAT ABOUT
print_report() {
  jq -r -L "$ROOT/scripts/lib/jq" --arg format "$1" --argjson about "$2" \
    'include "report"; report($format; $about)' "$WORK/checks.json"
}
