# What test-roles.sh reads of an account ($mode reads), and what comes of it (checks). $definition:
# lib/check.jq; $tests: the files of tests/, [{rows}]; $found: the answers so far, {key, answer}.

include "check";

def like($pattern): test("^" + ($pattern | gsub("(?<c>[.+^$(){}|\\[\\]\\\\])"; "\\\(.c)") | gsub("\\*"; ".*") | gsub("\\?"; ".")) + "$");

# Whether a value of the request meets a condition. What cannot be told is taken as not met.
def holds($operator; $values):
  . as $is
  | if $operator == "stringequals" then any($values[]; . == $is)
    elif $operator | IN("stringequalsignorecase", "bool") then any($values[]; ascii_downcase == ($is | ascii_downcase))
    elif $operator | IN("stringlike", "arnlike", "arnequals") then any($values[]; . as $one | $is | like($one))
    elif $operator | test("^(string|arn)not") then holds($operator | sub("not"; ""); $values) | not
    else false end;

def condition_holds($operator; $is; $values):
  ($operator | sub("^for(all|any)values?:"; "") | sub("ifexists$"; "")) as $base
  | if $base == "null" then any($values[]; . == (($is == null) | tostring))
    elif $is == null then ($operator | test("ifexists$|^forallvalues:")) or ($base | test("not"))
    else $is | holds($base; $values) end;

# Whether a statement of a trust policy speaks of a request: {principal, action, context}.
def speaks_of($request):
  ($request.context // {} | with_entries(.key |= ascii_downcase)) as $context
  | "\($request.principal.type) \($request.principal.value | principal_name($request.principal.type))" as $who
  | (if has("NotPrincipal") then .NotPrincipal | principals | index([$who]) | not
      else .Principal | principals | any(.[]; IN($who, "AWS *")) end)
    and any(.Action | texts[]; . as $one | $request.action // "sts:AssumeRole" | ascii_downcase | like($one | ascii_downcase))
    and all(.Condition // {} | to_entries[] | (.key | ascii_downcase) as $operator | .value | to_entries[]
      | {$operator, is: $context[.key | ascii_downcase], values: (.value | texts)};
      . as $one | condition_holds($one.operator; $one.is; $one.values));

def trusted: [statements[] | select(.Effect == "Allow")
  | if has("NotPrincipal") then "everyone but some" else .Principal | principals[] end] | unique;

def decision_words:
  [.EvalDecision,
    (select(.PermissionsBoundaryDecisionDetail.AllowedByPermissionsBoundary == false)
      | "the permissions boundary does not allow it"),
    (select(.OrganizationsDecisionDetail.AllowedByOrganizations == false) | "a service control policy does not allow it"),
    (.MissingContextValues // [] | select(. != []) | "without \(join(", "))"),
    ([.MatchedStatements // [] | .[].SourcePolicyId // empty] | unique | select(. != []) | "by \(join(", "))")] | join("; ");

$definition[0] as $want
| (reduce $found[] as $one ({}; .[$one.key] = $one.answer)) as $a
| "scripts/deploy-iam.sh \($want.environment)" as $deploy
| ([$tests[].rows[]] | fill($want.values)) as $rows
# One call of the simulator for the actions on one resource.
| ([$rows[] | select((has("principal") | not) and (.role | IN($want.roles[].name))) | .resource //= "*"] | group_by([.role, .resource, .context, .allowed])) as $calls

| def simulation: .[0] as $row
    | {PolicySourceArn: ($want | .values as $v | .roles[] | select(.name == $row.role)
        | "arn:\($v.partition):iam::\($v.account):role\(.path)\(.name)"), ActionNames: map(.action)}
    + if $row.resource == "*" then {} else {ResourceArns: [$row.resource]} end
    + ($row.context // {} | if . == {} then {} else {ContextEntries: (to_entries | map({ContextKeyName: .key,
        ContextKeyValues: (.value | if type == "object" then .value else . end | texts),
        ContextKeyType: (.value | if type == "object" then .type
          else {"array": "stringList", "number": "numeric", "boolean": "boolean"}[type] // "string" end)}))} end);

  def missing($key; $words): select($a | has($key) | not) | call($key; "NoSuchEntity"; ["iam"] + $words);

  def reads:
    ($want.roles[].name | missing("role \(.)"; ["get-role", "--role-name", .])),
    ($calls | to_entries[]
      | missing("simulation \(.key)"; ["simulate-principal-policy", "--cli-input-json", (.value | simulation | tojson)]));

  def check_role:
    . as $role | "role \(.name)" as $s | $a["role \(.name)"].Role.AssumeRolePolicyDocument as $trust
    | if $trust == null then different($s; "exists"; "there is no such role"; $deploy) else
        ($rows[] | select(.role == $role.name and has("principal")) | . as $row
          | "\(if .allowed then "may" else "must not" end) be assumed by \(.who // .principal.value)" as $check
          | ([$trust | statements[] | select(speaks_of($row)) | .Effect] | unique == ["Allow"]) as $let
          | if $let == .allowed then ok($s; $check)
            else different($s; $check; "the trust policy \(if $let then "lets it" else "does not let it" end)"; $deploy) end),
        ((($trust | trusted) - ($role.trust | trusted)) as $others | "may be assumed by nobody else" as $check
          | if $others == [] then ok($s; $check) else different($s; $check; "it trusts \($others | join(", "))"; $deploy) end),
        ($calls | to_entries[] | "simulation \(.key)" as $key | .value[] | select(.role == $role.name) | . as $row
          | "\(if .allowed then "may" else "must not" end) \(.action) on \(.resource)" as $check
          | [$a[$key].EvaluationResults[]? | select(.EvalActionName | ascii_downcase == ($row.action | ascii_downcase))][0]
          | if . == null then error("IAM gave no decision for \($row.action).")
            elif (.EvalDecision == "allowed") == $row.allowed then ok($s; $check)
            else different($s; $check; "\(decision_words) (\($row.why // "asked for in tests/"))"; $deploy) end) end;

  if $mode == "checks" then
    [($want.roles[] | check_role),
      (([$tests[1].rows[]?] | fill($want.values) | map(.role)) - [$want.roles[].name] | unique[]
        | different("role \(.)"; "exists"; "tests/own.json names it, and this environment defines no such role"; ""))]
  else reads end
