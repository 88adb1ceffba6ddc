# One check: what was looked at, what came of it, and the command that mends it.
#   result: ok, note (worth a look, not a difference), different

def found($subject; $check; $result; $reason; $fix):
  {id: ("\($subject)/\($check)" | gsub(" "; "-")), subject: $subject, check: $check,
    result: $result, reason: $reason, fix: $fix};

def ok($subject; $check): found($subject; $check; "ok"; ""; "");
def note($subject; $check; $reason): found($subject; $check; "note"; $reason; "");
def different($subject; $check; $reason; $fix): found($subject; $check; "different"; $reason; $fix);

# A value as one shell word.
def word: if test("^[A-Za-z0-9_./:@=+,-]+$") then . else @sh end;

# An aws command from its words; documents as JSON on one line.
def aws($words): "aws " + ($words | map(if type == "string" then . else tojson end | word) | join(" "));

# The answer of one call, null when the thing is not there.
def answers: reduce .[] as $one ({}; .[$one.call][$one.on] = $one.answer);
