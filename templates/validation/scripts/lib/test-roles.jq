# What test-roles.sh reads of an account, and what comes of it. `rows` of the definition are what is asked:
# {role, action, resource, context, allowed}; with a principal {type, value}, whether it may assume the role.

include "check";

def like($pattern): test("^" + ($pattern | gsub("(?<c>[.+^$(){}|\\[\\]\\\\])"; "\\\(.c)")
  | gsub("\\*"; ".*") | gsub("\\?"; ".")) + "$");

# Whether a condition holds for the value of the request. What cannot be told does not.
def holds($operator; $is; $values):
  ($operator | sub("^for(all|any)values?:"; "") | sub("ifexists$"; "")) as $base
  | if $base == "null" then any($values[]; . == ($is == null | tostring))
    elif $is == null then $operator | test("ifexists$|^forallvalues:|not")
    elif $base | test("^(string|arn)not") then holds($base | sub("not"; ""); $is; $values) | not
    elif $base == "stringequals" then $is | IN($values[])
    elif $base | IN("stringequalsignorecase", "bool") then
      $is | ascii_downcase | IN($values[] | ascii_downcase)
    elif $base | IN("stringlike", "arnlike", "arnequals") then
      any($values[]; . as $one | $is | like($one))
    else false end;

# Whether a statement of a trust policy speaks of a request.
def speaks_of($request):
  ($request.context // {} | with_entries(.key |= ascii_downcase)) as $context
  | "\($request.principal.type) \($request.principal.value | principal_name($request.principal.type))" as $who
  | (if has("NotPrincipal") then .NotPrincipal | principals | all(. != $who)
      else .Principal | principals | any(IN($who, "AWS *")) end)
    and any(.Action | texts[]; ascii_downcase as $one | $request.action | ascii_downcase | like($one))
    and all(.Condition // {} | to_entries[] | (.key | ascii_downcase) as $operator | .value | to_entries[]
      | holds($operator; $context[.key | ascii_downcase]; .value | texts); .);

def trusted: [statements[] | select(.Effect == "Allow")
  | if has("NotPrincipal") then "everyone but some" else .Principal | principals[] end] | unique;

def filled_rows: .values as $values
  | [.rows[] | select((.environment // $ENV.ENVIRONMENT) == $ENV.ENVIRONMENT) | fill($values)];

# One call of the simulator for the actions on one resource: its words, and its rows.
def simulations:
  (.roles | map({key: .name, value: ("role\(.path)\(.name)" | arn("iam:"))}) | from_entries) as $arns
  | filled_rows | map(select((has("principal") | not) and $arns[.role]) | .resource //= "*")
  | group_by([.role, .resource, .context, .allowed])[] | .[0] as $row
  | [$row.context // {} | to_entries[] | .key as $key
      | .value | if type == "object" then . else {value: ., type: ({"array": "stringList",
          "number": "numeric", "boolean": "boolean"}[type] // "string")} end
      | {ContextKeyName: $key, ContextKeyValues: (.value | texts), ContextKeyType: .type}] as $context
  | {PolicySourceArn: $arns[$row.role], ActionNames: map(.action), ResourceArns: [$row.resource],
      ContextEntries: $context} as $input
  | {rows: ., words: ["iam", "simulate-principal-policy", "--cli-input-json", ($input | tojson)]};

def reads($a): (.roles[] | ["iam", "get-role", "--role-name", .name]), simulations.words;

def decision: [.EvalDecision,
  (select(.PermissionsBoundaryDecisionDetail.AllowedByPermissionsBoundary == false) | "not in the boundary"),
  (.MissingContextValues // [] | select(. != []) | "without \(join(", "))"),
  ([.MatchedStatements[]?.SourcePolicyId] | unique | select(. != []) | "by \(join(", "))")] | join("; ");
def may: if .allowed then "may" else "must not" end;

def check_role($a; $rows; $simulations):
  . as $role | "role \(.name)" as $s
  | $a["iam get-role --role-name \(.name)"].Role.AssumeRolePolicyDocument as $trust
  | if $trust == null then check($s; "exists"; "there is no such role") else
      ($rows[] | select(.role == $role.name and has("principal")) | . as $row
        | check($s; "\(may) be assumed by \(.who // .principal.value)";
            [$trust | statements[] | select(speaks_of($row)).Effect] | unique == ["Allow"]
            | select(. != $row.allowed) | "the trust policy \(if . then "lets" else "does not let" end) it")),
      check($s; "may be assumed by nobody else"; ($trust | trusted) - ($role.trust | trusted)
        | select(. != []) | "it trusts \(join(", "))"),
      ($simulations[] | select(.rows[0].role == $role.name) | $a[.words | join(" ")] as $is
        | .rows[] | . as $row
        | check($s; "\(may) \(.action) on \(.resource)"; first($is.EvaluationResults[]
              | select(.EvalActionName | ascii_downcase == ($row.action | ascii_downcase)))
            | select((.EvalDecision == "allowed") != $row.allowed)
            | "\(decision) (\($row.why // "asked for in tests/"))")) end;

def checks($a):
  filled_rows as $rows | [simulations] as $simulations
  | [(.roles[] | check_role($a; $rows; $simulations)),
    (($rows | map(.role)) - (.roles | map(.name)) | unique[]
      | check("role \(.)"; "exists"; "tests/ names it, and this environment has no such role") | .fix = "")];
