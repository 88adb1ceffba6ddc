# shellcheck shell=bash
#
# The JSON files of iam/ and pipeline/, filled in and compared.

# document FILE: a JSON file of this repo with every ${NAME} filled in, on one line.
# Policy variables such as ${aws:username} are not ours and stay.
document() {
  LC_ALL=C PERMISSIONS_BOUNDARY="${PERMISSIONS_BOUNDARY:-}" awk -f "$ROOT/scripts/lib/fill.awk" "$ROOT/$1" ||
    die "$1 cannot be filled in."
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
