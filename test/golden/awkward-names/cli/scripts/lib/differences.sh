# shellcheck shell=bash
#
# Tells whether what AWS has is what this repo says. AWS answers with more than it was given (dates,
# ARNs, defaults): only what a file of this repo names is compared.

# is_as WHAT THERE WANTED [WHOLE]: true when every value of WANTED stands in THERE; says which do not.
# Under the member WHOLE, THERE must not have anything else.
is_as() {
  local what="$1" there wanted differing
  there="$(printf '%s' "$2" | leaves)"
  wanted="$(printf '%s' "$3" | leaves)"
  differing="$(
    lines_without "$wanted" "$there"
    if [ -n "${4:-}" ]; then
      lines_without "$(printf '%s\n' "$there" | grep -F "$4.")" "$wanted"
    fi
  )"
  if [ -z "$differing" ]; then
    say "$what: unchanged"
    return 0
  fi
  if [ -z "$there" ]; then
    say "$what: put"
  else
    say "$what: update $(printf '%s\n' "$differing" | cut -f 1 | paste -s -d ' ' -)"
  fi
  return 1
}

# leaves: every value in the JSON on stdin as a line: its place, a tab, the value.
leaves() {
  LC_ALL=C awk -f "$ROOT/scripts/lib/json.awk" -f "$ROOT/scripts/lib/leaves.awk"
}

# leaf PLACE: the text at that place of the leaves on stdin.
leaf() {
  PLACE="$1" LC_ALL=C awk -F '\t' '$1 == ENVIRON["PLACE"] { print substr($2, 2, length($2) - 2) }'
}
