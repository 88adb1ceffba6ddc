# An environment's definition out of iam.lock.json, with what only the account knows filled in:
#
#   {project, environment,
#    values: {account, region, partition, dnsSuffix, and each placeholder that is known: cluster, …},
#    roles: [{name, path, description, maxSessionDuration, boundary, tags, trust, inlinePolicies,
#      managedPolicies, attachedPolicies, instanceProfile}],
#    shared: {serviceLinkedRoles, repository, resourcePolicies, oidcProviders}}

def dns_suffixes: {
  "aws": "amazonaws.com", "aws-cn": "amazonaws.com.cn", "aws-us-gov": "amazonaws.com",
  "aws-iso": "c2s.ic.gov", "aws-iso-b": "sc2s.sgov.gov", "aws-iso-e": "cloud.adc-e.uk",
  "aws-iso-f": "csp.hci.ic.gov", "aws-eusc": "amazonaws.eu"};

# How a statement of ours is known in a policy that others share: its Sid is one of these beginnings, and
# after it exactly the environment's environmentSid.
def beginnings: {
  "ecr-repository": ["CrossAccountPull"],
  "logs": ["CreateStreams", "PutEvents"],
  "logs-destination": ["Subscribe"]};

def our_sids($kind; $values): beginnings[$kind][] + $values.environmentSid;

# Every <placeholder> that has a value, in all strings but the names of members.
def fill($values): walk(if type != "string" or (contains("<") | not) then . else
  gsub("<(?<name>[a-z][A-Za-z]*)>"; $values[.name] // "<\(.name)>") end);

# $facts: environment, account, partition, region.
def definition($facts):
  {project, environment: $facts.environment} + .environments[$facts.environment]
  | .values += ($facts | del(.environment) | .dnsSuffix = dns_suffixes[.partition])
  | .values as $values
  | .roles |= map(.description as $prose | fill($values) | .description = $prose)
  | .shared |= fill($values);

# Whether two policy documents have the same meaning, however they are spelled. These do not count:
# order, repeated values, a list of one, letter case of actions, operators and condition keys, an
# account's ID for its root ARN, numbers and booleans for strings, Id and Sids; and in an Allow
# statement "*" for {"AWS": "*"}.

# A document that came as text, as ECR and CloudWatch Logs give it; null when it is none.
def parsed: if type == "string" then (try fromjson catch null) else . end;

def listed: if . == null then [] elif type == "array" then . else [.] end;

# Adding 0 drops the spelling of a number, which jq 1.7 keeps (3600.0).
def text: if type == "string" then . elif type == "number" then (. + 0 | tojson) else tojson end;

def texts: listed | map(text) | unique;

# Service principals as accounts in China hold them: with the DNS suffix, CodeDeploy with a Region.
def service_name:
  sub("^codedeploy\\.cn-[a-z]+-[0-9]\\.amazonaws\\.com(\\.cn)?$"; "codedeploy.amazonaws.com")
  | sub("^(?<name>[a-z0-9-]+)\\.amazonaws\\.com\\.cn$"; "\(.name).amazonaws.com");

def principal_name($type):
  if $type == "AWS" then (capture("^arn:[a-z0-9-]+:iam::(?<id>[0-9]{12}):root$") | .id) // .
  elif $type == "Service" then service_name
  else . end;

# "AWS 111122223333", "Service ecs.amazonaws.com", …
def principals:
  if type == "object" then
    [to_entries[] | .key as $type | .value | texts[] | "\($type) \(principal_name($type))"] | unique
  elif type == "string" then ["AWS \(.)"]
  else [] end;

# "stringequals aws:sourceaccount" and the values. One key in two spellings with two lists of values:
# both must match, so both are kept.
def conditions:
  [(. // {}) | to_entries[] | .key as $operator | .value | to_entries[]
    | ("\($operator) \(.key)" | ascii_downcase) as $name
    | [$name, (.value | texts
        | if $name | test("^\\S*ignorecase") then map(ascii_downcase) | unique else . end)]] | unique;

# Only in an Allow is "*" the same as {"AWS": "*"}: in a Deny, the latter may leave out service
# principals, which "*" includes.
def element($name; $effect):
  if $name == "Principal" and $effect == "Allow" and . == "*" then principals
  elif $name == "Principal" or $name == "NotPrincipal" then
    if type == "string" then [.] else principals end
  elif $name == "Action" or $name == "NotAction" then texts | map(ascii_downcase) | unique
  else texts end;

def statement_meaning:
  (.Effect // "") as $effect
  | {effect: $effect, conditions: (.Condition | conditions),
      elements: (del(.Sid, .Effect, .Condition)
        | with_entries(.key as $name | .value |= element($name; $effect)))};

def statements: (parsed // {}) | .Statement | listed;

def version: (parsed // {}) | .Version // "2008-10-17";

def meaning: {version: version, statements: (statements | map(statement_meaning) | unique)};

def same($other): meaning == ($other | meaning);

# Each statement with what it is called.
def named: "\(.Sid // "")" | if . == "" then "without a Sid" else . end;

def sids: [statements[] | [statement_meaning, .Sid // ""]] | unique;

# "Action gained s3:getobject", … : what the second list has that the first has not, and back.
def gained_lost($name; $want; $have):
  ($have - $want | if length > 0 then "\($name) gained \(join(", "))" else empty end),
  ($want - $have | if length > 0 then "\($name) lost \(join(", "))" else empty end);

def condition_words: map("\(.[0]) = \(.[1] | join(" or "))");

def statement_difference($want; $have):
  (if $want.effect != $have.effect then "Effect is \($have.effect), not \($want.effect)" else empty end),
  (($want.elements + $have.elements | keys[]) as $name
    | gained_lost($name; $want.elements[$name] // []; $have.elements[$name] // [])),
  gained_lost("Condition"; $want.conditions | condition_words; $have.conditions | condition_words);

# Principals that IAM shows as an ID: the user or role they named is gone, or was made again.
def dead_principals:
  [statements[] | .Principal | principals[] | select(test("^AWS A(ID|RO)A[A-Z0-9]{8,}$")) | .[4:]] | unique;

# What a document has that the wanted one has not, and back, a text each.
def differences($want):
  . as $have
  | [$want | statements[] | {name: named, meaning: statement_meaning}] as $w
  | [$have | statements[] | {name: named, meaning: statement_meaning}] as $h
  | [$w[] | select(.meaning as $m | all($h[]; .meaning != $m))] as $missing
  | [$h[] | select(.meaning as $m | all($w[]; .meaning != $m))] as $extra
  | ($missing | map(.name)) as $names
  | (($have | version) as $is | ($want | version) as $shall
      | if $is != $shall then "Version is \($is), not \($shall)" else empty end),
    ($have | dead_principals[] | "principal \(.) was deleted and made again, or only deleted"),
    ($missing[] | .name as $name | .meaning as $shall
      | first($extra[] | select(.name == $name)) // null
      | if . == null then "statement \($name) removed"
        else "statement \($name): \([statement_difference($shall; .meaning)] | join("; "))" end),
    ($extra[] | select(.name as $name | $names | index([$name]) | not) | "statement \(.name) added");

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
