# shellcheck shell=bash disable=SC2034
#
# What validate-iam.sh and test-roles.sh share: flags, reading the account, the report. What is read
# and what comes of it is decided in lib/$SCRIPT.jq. Only the report goes to stdout.

FORMAT=text OUTPUT='' POLICY=false

say() {
  printf '%s\n' "$1" >&2
}

# flag "$@": the flags of these scripts.
flag() {
  case "$SCRIPT $1=${2:-}" in
    'validate-iam --policy='*) POLICY=true ;;
    *' --format=' | *' --output=') die "$1 needs a value." "Try: $0 --help" ;;
    *' --format=text' | *' --format=json' | *' --format=junit') FORMAT="$2" TAKEN=2 ;;
    *' --format='*) die "There is no format '$2'." 'There are: text, json, junit' ;;
    *' --output='*)
      OUTPUT="$2" TAKEN=2
      [ ! -d "$OUTPUT" ] || die "--output $OUTPUT is a folder." 'Give the name of a file.'
      [ -d "$(dirname -- "$OUTPUT")" ] || die "The folder of --output $OUTPUT does not exist."
      ;;
    *) return 1 ;;
  esac
}

# decide MODE: what lib/$SCRIPT.jq says: reads (calls that are still to make), checks, or policy.
decide() {
  touch "$WORK/found" "$WORK/tests"
  jq -n -r -L "$ROOT/scripts/lib" --arg mode "$1" --slurpfile definition "$WORK/definition.json" \
    --slurpfile found "$WORK/found" --slurpfile tests "$WORK/tests" -f "$ROOT/scripts/lib/$SCRIPT.jq" ||
    die 'Could not check: tests/*.json or an answer of AWS cannot be read.'
}

# check_account: reads until nothing is left to read, then reports. Exit code 0 or 2.
check_account() {
  decide reads >"$WORK/reads"
  while [ -s "$WORK/reads" ]; do
    read_some
    decide reads >"$WORK/reads"
  done
  decide checks >"$WORK/checks"
  if [ -n "$OUTPUT" ]; then
    report "$FORMAT" >"$WORK/report"
    cp "$WORK/report" "$OUTPUT" || die "The report cannot be written to $OUTPUT."
    FORMAT=text
  fi
  report "$FORMAT"
  if jq -e 'any(.[]; .result == "different")' "$WORK/checks" >/dev/null; then exit 2; fi
}

# read_some: makes the calls of $WORK/reads, a few at a time: the CLI takes most of a second to start.
read_some() {
  local line reader=0 pids='' pid failed=false
  rm -rf "$WORK"/reader-*
  while IFS= read -r line; do
    mkdir -p "$WORK/reader-$reader"
    printf '%s\n' "$line" >>"$WORK/reader-$reader/reads"
    reader=$(((reader + 1) % ${READERS:-4}))
  done <"$WORK/reads"
  for reader in "$WORK"/reader-*; do
    read_share "$reader" >"$reader/found" 2>"$reader/said" &
    pids="$pids $!"
  done
  for pid in $pids; do wait "$pid" || failed=true; done
  if [ "$failed" = true ]; then
    for reader in "$WORK"/reader-*; do
      [ -s "$reader/said" ] || continue
      cat "$reader/said" >&2
      exit 1
    done
  fi
  cat "$WORK"/reader-*/found >>"$WORK/found"
}

# read_share FOLDER: the calls of one reader, which has a folder of its own.
read_share() {
  WORK="$1"
  # shellcheck source=/dev/null
  . "$WORK/reads"
}

# answer KEY CODES CMD…: one call, and what it was answered as a line; null: the thing is not there.
answer() {
  local key="$1"
  shift
  ask "$@" || true
  printf '{"key":%s,"answer":%s}\n' "$key" "${ANSWER:-null}"
}

# report FORMAT
report() {
  jq -r -L "$ROOT/scripts/lib" --arg format "$1" --arg script "$SCRIPT" --slurpfile definition \
    "$WORK/definition.json" 'include "check"; report($format; $script; $definition[0])' "$WORK/checks"
}
