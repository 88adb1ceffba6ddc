# What test-roles.sh reads of an account, and what comes of it. `rows` of the definition are what is asked:
# {role, action, resource, context, allowed}.

include "check";

def filled_rows: .values as $values
  | [.rows[] | select((.environment // $ENV.ENVIRONMENT) == $ENV.ENVIRONMENT) | fill($values)];

# One call of the simulator for the actions on one resource: its words, and its rows.
def simulations:
  (.roles | map({key: .name, value: ("role\(.path)\(.name)" | arn("iam:"))}) | from_entries) as $arns
  | filled_rows | map(select($arns[.role]) | .resource //= "*")
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

def check_role($a; $simulations):
  . as $role | "role \(.name)" as $s
  | $a["iam get-role --role-name \(.name)"].Role.AssumeRolePolicyDocument as $trust
  | if $trust == null then check($s; "exists"; "there is no such role") else
      ([.trust | statements[].Principal | principals[]] | unique | join(", ")) as $who
      | check($s; "is assumed by \($who) alone"; $trust | parsed | differences($role.trust)),
      ($simulations[] | select(.rows[0].role == $role.name) | $a[.words | join(" ")] as $is
        | .rows[] | . as $row
        | check($s; "\(may) \(.action) on \(.resource)"; first($is.EvaluationResults[]
              | select(.EvalActionName | ascii_downcase == ($row.action | ascii_downcase)))
            | select((.EvalDecision == "allowed") != $row.allowed)
            | "\(decision) (\($row.why // "asked for in tests/"))")) end;

def checks($a):
  filled_rows as $rows | [simulations] as $simulations
  | [(.roles[] | check_role($a; $simulations)),
    (($rows | map(.role)) - (.roles | map(.name)) | unique[]
      | check("role \(.)"; "exists"; "tests/ names it, and this environment has no such role") | .fix = "")];
