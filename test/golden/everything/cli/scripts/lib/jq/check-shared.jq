# The checks of what the environments of an account share. Others write in these policies too: only
# our statements are compared, by Sid; of the others, one that opens the thing to everyone counts.

include "meaning";
include "check";

def opens_to_everyone:
  .Effect == "Allow" and (.Condition // {}) == {}
  and (has("NotPrincipal") or (.Principal | principals | index(["AWS *"]) != null));

# The command that writes a policy without one of its statements.
def without_statement($kind; $owner; $have; $statement):
  ($have | {Version: version, Statement: [statements[] | select(. != $statement)]}) as $rest
  | if $kind == "ecr-repository" then
      if $rest.Statement == [] then aws(["ecr", "delete-repository-policy", "--repository-name", $owner])
      else aws(["ecr", "set-repository-policy", "--repository-name", $owner, "--policy-text", $rest]) end
    elif $kind == "logs" then
      if $rest.Statement == [] then aws(["logs", "delete-resource-policy", "--policy-name", $owner])
      else aws(["logs", "put-resource-policy", "--policy-name", $owner, "--policy-document", $rest]) end
    else aws(["logs", "put-destination-policy", "--destination-name", $owner, "--access-policy", $rest]) end;

def check_our_statement($s; $want; $have; $fix):
  "statement \($want.Sid)" as $check
  | [$have | statements[] | select(.Sid == $want.Sid)] as $is
  | if $is == [] then different($s; $check; "it is not there"; $fix)
    elif ($is | map(statement_meaning) | unique) == [$want | statement_meaning] then ok($s; $check)
    else different($s; $check;
      [$is[] | statement_difference($want | statement_meaning; statement_meaning)] | join("; "); $fix) end;

def check_their_statement($s; $policy; $have; $sid):
  "statement \(named)" as $check
  | . as $statement
  | if opens_to_everyone then
      different($s; $check; "it is open to everyone (principal *, no condition)";
        without_statement($policy.kind; $policy.owner; $have; $statement))
    elif (.Sid // "") | endswith($sid) then
      different($s; $check; "it is from earlier answers of this environment";
        without_statement($policy.kind; $policy.owner; $have; $statement))
    else note($s; $check; "it is not from this environment") end;

def check_policy($s; $policy; $have; $environment; $sid):
  [$policy.document | statements[].Sid] as $ours
  | ($policy.document | statements[]
      | check_our_statement($s; .; $have; "scripts/deploy-iam.sh \($environment)")),
    ($have | statements[] | select(.Sid as $one | $ours | index([$one]) | not)
      | check_their_statement($s; $policy; $have; $sid));

def check_service_linked_role($a; $environment):
  "service-linked role of \(.)" as $s
  | if ($a["service-linked-role"][.].Roles // []) != [] then ok($s; "exists")
    else different($s; "exists"; "there is no such role"; "scripts/deploy-iam.sh \($environment)") end;

def check_provider($a; $environment):
  "OIDC provider \(.url)" as $s
  | $a["oidc-provider"][.arn] as $is
  | if $is == null then different($s; "exists"; "there is no such provider"; "scripts/deploy-iam.sh \($environment)")
    else ok($s; "exists"),
      if .audience as $one | $is.ClientIDList // [] | index([$one]) != null then ok($s; "audience \(.audience)")
      else different($s; "audience \(.audience)"; "it is missing"; "scripts/deploy-iam.sh \($environment)") end
    end;

def check_repository($a; $policies; $environment; $sid):
  . as $name
  | "ECR repository \($name)" as $s
  | if $a["repository"][$name] == null then
      different($s; "exists"; "there is no such repository"; "scripts/deploy-iam.sh \($environment)")
    else
      ok($s; "exists"),
      ($a["repository-policy"][$name].policyText | parsed) as $have
      | (first($policies[] | select(.kind == "ecr-repository" and .owner == $name))
          // {kind: "ecr-repository", owner: $name, document: null}) as $policy
      | [check_policy("policy of \($s)"; $policy; $have; $environment; $sid)]
      | if length == 0 then [ok("policy of \($s)"; "no statement")] else . end | .[]
    end;

def check_logs($a; $environment; $sid):
  . as $policy
  | [$a["logs-policies"]["all"].resourcePolicies[]? | select(.policyName == $policy.owner) | .policyDocument | parsed]
  | check_policy("CloudWatch Logs resource policy \($policy.owner)"; $policy; .[0]; $environment; $sid);

def check_destination($a; $environment; $sid):
  . as $policy
  | "CloudWatch Logs destination \($policy.owner)" as $s
  | [$a["destination"][$policy.owner].destinations[]? | select(.destinationName == $policy.owner)]
  | if . == [] then different($s; "exists"; "there is no such destination: make it first (aws logs put-destination)";
      "scripts/deploy-iam.sh \($environment)")
    else check_policy("policy of \($s)"; $policy; .[0].accessPolicy | parsed; $environment; $sid) end;

def check_shared($want; $a; $environment; $sid):
  ($want.serviceLinkedRoles[] | check_service_linked_role($a; $environment)),
  ($want.oidcProviders[] | check_provider($a; $environment)),
  ($want.repositories[] | check_repository($a; $want.resourcePolicies; $environment; $sid)),
  ($want.resourcePolicies[] | select(.kind == "logs") | check_logs($a; $environment; $sid)),
  ($want.resourcePolicies[] | select(.kind == "logs-destination") | check_destination($a; $environment; $sid));
