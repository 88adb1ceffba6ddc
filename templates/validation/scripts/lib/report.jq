# The checks, and the report of them as text, JSON or JUnit XML.

# One check: what was looked at, what came of it (ok; note: worth a look, not a difference; different),
# and the command that mends it.
def found($subject; $check; $result; $reason; $fix):
  {id: ("\($subject)/\($check)" | gsub(" "; "-")), subject: $subject, check: $check,
    result: $result, reason: $reason, fix: $fix};

def ok($subject; $check): found($subject; $check; "ok"; ""; "");
def note($subject; $check; $reason): found($subject; $check; "note"; $reason; "");
def different($subject; $check; $reason; $fix): found($subject; $check; "different"; $reason; $fix);

# A call as a line of shell for `answer`: the codes by which AWS says that the thing is not there.
def call($key; $codes; $words): @sh "answer \($key | tojson) \($codes) aws " + ($words | @sh);

def counts: reduce .[] as $one ({ok: 0, note: 0, different: 0}; .[$one.result] += 1);

def as_text($about):
  def pad($width): . + " " * ($width - length);
  def widest: map(length) | max // 0;
  (map(.subject) | widest) as $subjects
  | (map(.check) | widest) as $names
  | def row($result; $subject; $check; $reason):
      "\($result | pad(9))  \($subject | pad($subjects))  \($check | pad($names))  \($reason)" | sub(" +$"; "");
    row("RESULT"; "SUBJECT"; "CHECK"; "REASON"),
    (.[] | row({ok: "ok", note: "note", different: "DIFFERENT"}[.result]; .subject; .check; .reason),
      (select(.fix != "") | "           mend: \(.fix)")),
    "",
    (if counts.different == 0 then "As defined: \(length) checks," else "\(counts.different) of \(length) checks differ:" end)
      + " \($about.project) \($about.environment), account \($about.account).";

# What XML 1.0 cannot hold goes; the rest is escaped.
def xml:
  gsub("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]"; "")
  | gsub("&"; "&amp;") | gsub("<"; "&lt;") | gsub(">"; "&gt;") | gsub("\""; "&quot;")
  | gsub("\t"; "&#9;") | gsub("\n"; "&#10;") | gsub("\r"; "&#13;");

def testcase($about):
  "    <testcase name=\"\(.check | xml)\" classname=\"\("\($about.project).\($about.environment).\(.subject)" | xml)\" time=\"0\""
  + if .result == "different" then
      ">\n      <failure message=\"\(.reason | xml)\" type=\"different\">\("\(.reason)\nmend: \(.fix)" | xml)</failure>\n    </testcase>"
    elif .result == "note" then ">\n      <system-out>\(.reason | xml)</system-out>\n    </testcase>"
    else "/>" end;

def as_junit($about):
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
  "<testsuites name=\"\($about.script | xml)\" tests=\"\(length)\" failures=\"\(counts.different)\" errors=\"0\" time=\"0\">",
  (group_by(.subject)[]
    | "  <testsuite name=\"\(.[0].subject | xml)\" tests=\"\(length)\" failures=\"\(counts.different)\" errors=\"0\" skipped=\"0\" time=\"0\">",
      (.[] | testcase($about)), "  </testsuite>"),
  "</testsuites>";

def report($format; $script; $definition):
  ($definition | {script: $script, project, environment, account: .values.account, region: .values.region}) as $about
  | if $format == "junit" then as_junit($about)
    elif $format == "text" then as_text($about)
    else {version: 1} + $about
      + {result: (if counts.different > 0 then "different" else "ok" end), counts: counts, checks: .} end;
