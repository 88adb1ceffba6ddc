# Merges our statements into the policy of something that others share. Run with json.awk before it:
#
#   OURS="$our_policy" awk -v drop='Sid1 Sid2' -f json.awk -f merge-policy.awk <policy-there-now
#
# Prints the policy to write: what is there, byte for byte, without the statements whose Sid stands
# in `drop` or in our policy, and with our statements at the end. Prints nothing when no statement is
# left. Our policy comes in the environment variable OURS, because -v would read its backslashes.

END {
  count = split(drop, list_of_sids, " ")
  for (i = 1; i <= count; i++) dropped["\"" list_of_sids[i] "\""] = 1
  theirs = text
  our_statements = ""
  if (ENVIRON["OURS"] != "") {
    text = ENVIRON["OURS"]
    our_statements = statements(0)
  }
  text = theirs
  before = "{\"Version\":\"2012-10-17\",\"Statement\":["
  after = "]}"
  their_statements = ""
  at = 1
  blanks()
  if (at <= length(text)) their_statements = statements(1)
  if (their_statements == "" && our_statements == "") exit 0
  between = their_statements == "" || our_statements == "" ? "" : ","
  print before their_statements between our_statements after
}

# The statements of the policy in `text`, joined by commas. Theirs: without those to drop, and
# `before` and `after` become what stands around them. Ours: their Sids are added to those to drop.
function statements(theirs_now,   key, start, one, kept, inside) {
  at = 1
  kept = ""
  inside = 0
  expected("{")
  if (passed("}")) return kept
  do {
    blanks()
    key = string()
    expected(":")
    blanks()
    if (key != "\"Statement\"") {
      value()
      continue
    }
    start = at
    inside = passed("[")
    if (!(inside && passed("]"))) {
      do {
        one = statement(theirs_now)
        if (one != "") kept = kept (kept == "" ? "" : ",") one
      } while (inside && passed(","))
      if (inside) expected("]")
    }
    if (theirs_now) {
      before = substr(text, 1, start - 1) "["
      after = "]" trimmed(substr(text, at))
    }
  } while (passed(","))
  expected("}")
  return kept
}

# One statement as it is written, or nothing when it is to drop.
function statement(theirs_now,   start, end, sid) {
  blanks()
  start = at
  sid = sid_of()
  end = at
  if (theirs_now && (sid in dropped)) return ""
  if (!theirs_now && sid != "") dropped[sid] = 1
  return substr(text, start, end - start)
}

# Reads one statement; its Sid in quotes, or nothing.
function sid_of(   key, read, sid) {
  sid = ""
  expected("{")
  if (passed("}")) return sid
  do {
    blanks()
    key = string()
    expected(":")
    read = value()
    if (key == "\"Sid\"") sid = read
  } while (passed(","))
  expected("}")
  return sid
}

function trimmed(rest) {
  sub(/[ \t\r\n]+$/, "", rest)
  return rest
}
