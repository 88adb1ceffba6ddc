# shellcheck shell=bash disable=SC2016,SC2034
# What validate-iam.sh and test-roles.sh share: flags, reading the account, the report. What is read and what
# comes of it is decided in lib/check.jq and lib/test-roles.jq. Only the report goes to stdout.

FORMAT=text OUTPUT=''

say() { printf '%s\n' "$1" >&2; }

flag() {
  TAKEN=2
  case "$1=${2:-}" in
    --format=text | --format=json | --format=junit) FORMAT="$2" ;;
    --format=*) die "There is no format '${2:-}'." 'There are: text, json, junit' ;;
    --output=*) OUTPUT="${2:-}" ;;
    *) return 1 ;;
  esac
}

# decide MODULE FILTER: what the filter of lib/MODULE.jq makes of the definition and $a, the answers so far.
decide() {
  cat "$WORK"/*/answer >"$WORK/answers" 2>/dev/null || true
  jq -r -L "$ROOT/scripts/lib" --slurpfile answers "$WORK/answers" \
    "include \"$1\"; (\$answers | map({(.key): .answer}) | add // {}) as \$a | $2" "$WORK/definition.json" ||
    die 'Could not check: tests/*.json or an answer of AWS cannot be read.'
}

# check_account MODULE: makes the calls that are still to make, four at a time, until none is left; then
# reports. Exit code 0 or 2.
check_account() {
  local line call=0
  while decide "$1" 'reads($a) | select(join(" ") | in($a) | not) | @sh' >"$WORK/reads" &&
    [ -s "$WORK/reads" ]; do
    while IFS= read -r line; do
      call=$((call + 1))
      eval "answer \"\$WORK/$call\" $line" 2>"$WORK/said.$call" &
      [ $((call % 4)) != 0 ] || wait
    done <"$WORK/reads"
    wait
    # One call that failed explains it; the others failed likewise.
    for line in "$WORK"/said.*; do [ ! -s "$line" ] || { cat "$line" >&2 && exit 1; }; done
  done
  decide "$1" 'checks($a)' >"$WORK/checks"
  if [ -n "$OUTPUT" ]; then report "$FORMAT" >"$OUTPUT" && FORMAT=text; fi
  report "$FORMAT"
  jq -e 'all(.[]; .result != "different")' "$WORK/checks" >/dev/null || exit 2
}

# answer FOLDER WORD…: one call of aws, and its answer in a folder of its own; null: the thing is not there.
answer() {
  local WORK="$1"
  shift
  mkdir "$WORK"
  ask 'NoSuchEntity|RepositoryNotFound|RepositoryPolicyNotFound' aws "$@" || true
  printf '%s' "${ANSWER:-null}" | jq -c --arg key "$*" '{key: $key, answer: .}' >"$WORK/answer"
}

report() {
  jq -r -L "$ROOT/scripts/lib" --arg script "$(basename "$0" .sh)" --arg format "$1" \
    'include "check"; report($script; $format)' "$WORK/checks"
}
