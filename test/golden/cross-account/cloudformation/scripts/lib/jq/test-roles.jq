# Every check of test-roles.sh. $expected: iam.json; $permissions: permissions.json; $found: the
# answers of the account.

include "meaning";
include "check";
include "assume";

def deploy: "scripts/deploy-iam.sh \($environment)";

def mend_trust($role):
  aws(["iam", "update-assume-role-policy", "--role-name", $role.name, "--policy-document", $role.trust]);

def check_assume($trust; $role):
  . as $row
  | "role \($role.name)" as $s
  | "\(if .allowed then "may" else "must not" end) be assumed by \(.who)" as $check
  | if ($trust | lets($row)) == .allowed then ok($s; $check)
    elif .allowed then different($s; $check; "the trust policy does not let it"; mend_trust($role))
    else different($s; $check; "the trust policy lets it"; mend_trust($role)) end;

def check_strangers($trust; $role):
  "role \($role.name)" as $s
  | (($trust | all_principals) - ($role.trust | all_principals)) as $others
  | if $others == [] then ok($s; "may be assumed by nobody else")
    else different($s; "may be assumed by nobody else"; "it trusts \($others | join(", "))"; mend_trust($role)) end;

def decision_words:
  [.EvalDecision,
    (if .PermissionsBoundaryDecisionDetail.AllowedByPermissionsBoundary == false
      then "the permissions boundary does not allow it" else empty end),
    (if .OrganizationsDecisionDetail.AllowedByOrganizations == false
      then "a service control policy does not allow it" else empty end),
    (.MissingContextValues // [] | if length > 0 then "without \(join(", "))" else empty end),
    (.MatchedStatements // [] | map(.SourcePolicyId // empty) | unique
      | if length > 0 then "by \(join(", "))" else empty end)] | join("; ");

def check_simulation($answer):
  . as $call
  | "role \(.role)" as $s
  | .rows[] | . as $row
  | "\(if $call.allowed then "may" else "must not" end) \(.action) on \($call.resource)" as $check
  | [$answer.EvaluationResults[]? | select((.EvalActionName | ascii_downcase) == ($row.action | ascii_downcase))]
  | if . == [] then error("IAM gave no decision for \($row.action).") else .[0] end
  | if (.EvalDecision == "allowed") == $call.allowed then ok($s; $check)
    else different($s; $check; "\(decision_words) (\($row.why))";
      "scripts/validate-iam.sh \($environment) names what differs") end;

($found | answers) as $a
| ($permissions[0]) as $p
| [$expected[0].roles[] as $role
    | $a["role"][$role.name].Role as $have
    | "role \($role.name)" as $s
    | if $have == null then different($s; "exists"; "there is no such role"; deploy)
      else
        ($have.AssumeRolePolicyDocument | parsed) as $trust
        | ($p.assume[] | select(.role == $role.name) | .rows[] | check_assume($trust; $role)),
          check_strangers($trust; $role),
          ($p.simulations | to_entries[] | .key as $index | .value | select(.role == $role.name)
            | check_simulation($a["simulation"]["\($index)"]))
      end]
