# The checks as text, JSON or JUnit XML. $about: script, project, environment, account, region.

def counts: reduce .[] as $one ({ok: 0, note: 0, different: 0}; .[$one.result] += 1);

def pad($width): . + ([range($width - length) | " "] | join(""));

def widest: map(length) | max // 0;

def as_text($about):
  . as $checks
  | ($checks | map(.subject) | widest) as $subjects
  | ($checks | map(.check) | widest) as $names
  | ({ok: "ok", note: "note", different: "DIFFERENT"}) as $word
  | ("RESULT     \("SUBJECT" | pad($subjects))  \("CHECK" | pad($names))  REASON"),
    ($checks[]
      | ("\($word[.result] | pad(9))  \(.subject | pad($subjects))  \(.check | pad($names))  \(.reason)" | sub(" +$"; "")),
        (if .fix == "" then empty else "           mend: \(.fix)" end)),
    "",
    ($checks | counts
      | if .different == 0 then "As defined: \($checks | length) checks, \($about.project) \($about.environment), account \($about.account)."
        else "\(.different) of \($checks | length) checks differ: \($about.project) \($about.environment), account \($about.account)." end);

def as_json($about):
  {version: 1} + $about
  + {result: (if any(.[]; .result == "different") then "different" else "ok" end), counts: counts, checks: .};

# What XML 1.0 cannot hold goes; the rest is escaped.
def xml:
  gsub("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]"; "")
  | gsub("&"; "&amp;") | gsub("<"; "&lt;") | gsub(">"; "&gt;") | gsub("\""; "&quot;")
  | gsub("\t"; "&#9;") | gsub("\n"; "&#10;") | gsub("\r"; "&#13;");

def testcase($about):
  "    <testcase name=\"\(.check | xml)\" classname=\"\($about.project | xml).\($about.environment | xml).\(.subject | xml)\" time=\"0\"",
  if .result == "different" then
    "      <failure message=\"\(.reason | xml)\" type=\"different\">\("\(.reason)\nmend: \(.fix)" | xml)</failure>\n    </testcase>"
  elif .result == "note" then "      <system-out>\(.reason | xml)</system-out>\n    </testcase>"
  else empty end;

def as_junit($about):
  (counts | .different) as $failures
  | "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
    "<testsuites name=\"\($about.script | xml)\" tests=\"\(length)\" failures=\"\($failures)\" errors=\"0\" time=\"0\">",
    (group_by(.subject)[]
      | "  <testsuite name=\"\(.[0].subject | xml)\" tests=\"\(length)\" failures=\"\(counts | .different)\" errors=\"0\" skipped=\"0\" time=\"0\">",
        (.[] | [testcase($about)] | if length == 1 then .[0] + "/>" else "\(.[0])>\n\(.[1])" end),
        "  </testsuite>"),
    "</testsuites>";

def report($format; $about):
  if $format == "json" then as_json($about)
  elif $format == "junit" then as_junit($about)
  else as_text($about) end;
