# What validate-iam.sh reads of an account ($mode reads), what comes of it (checks), and the policy that
# allows the reads (policy). $definition: lib/check.jq; $found: the answers so far, {key, answer}.

include "check";

$definition[0] as $want
| $want.values as $values
| (reduce $found[] as $one ({}; .[$one.key] = $one.answer)) as $a
| "scripts/deploy-iam.sh \($want.environment)" as $deploy
| "arn:\($values.partition)" as $arn
| "\($arn):iam::\($values.account)" as $iam

| def policy_arn: "\($iam):policy\(.path)\(.name)";

  # Roles and profiles are found at a wrong path too.
  def anywhere($kind): ["\($iam):\($kind)/\(.)", "\($iam):\($kind)/*/\(.)"];

  def read($key; $codes; $words; $resources): {key: $key, codes: $codes, words: $words, resources: $resources};

  def reads:
    ($want.roles[] | .name as $role | ($role | anywhere("role")) as $at
      | def of_role($key; $words): read($key; "NoSuchEntity"; ["iam"] + $words; $at);
        of_role("role \($role)"; ["get-role", "--role-name", $role]),
        of_role("role-policies \($role)"; ["list-role-policies", "--role-name", $role]),
        of_role("attached \($role)"; ["list-attached-role-policies", "--role-name", $role]),
        (.inlinePolicies | keys[]
          | of_role("role-policy \($role)/\(.)"; ["get-role-policy", "--role-name", $role, "--policy-name", .])),
        (.managedPolicies[] | policy_arn as $policy
          | read("policy \($policy)"; "NoSuchEntity"; ["iam", "get-policy", "--policy-arn", $policy]; [$policy]),
            (read("policy-version \($policy)"; "NoSuchEntity"; ["iam", "get-policy-version", "--policy-arn", $policy,
              "--version-id", $a["policy \($policy)"].Policy.DefaultVersionId // "v1"]; [$policy])
              | .after = "policy \($policy)")),
        (.instanceProfile // empty | read("instance-profile \(.)"; "NoSuchEntity";
          ["iam", "get-instance-profile", "--instance-profile-name", .]; anywhere("instance-profile")))),
    ($want.shared
      | (.serviceLinkedRoles[] | read("service-linked-role \(.)"; "nothing";
          ["iam", "list-roles", "--path-prefix", "/aws-service-role/\(.)/"]; ["*"])),
        (.oidcProviders[].arn | read("oidc-provider \(.)"; "NoSuchEntity";
          ["iam", "get-open-id-connect-provider", "--open-id-connect-provider-arn", .]; [.])),
        (.repository // empty | ["\($arn):ecr:\($values.region):\($values.account):repository/\(.)"] as $at
          | read("repository \(.)"; "RepositoryNotFound"; ["ecr", "describe-repositories", "--repository-names", .]; $at),
            read("repository-policy \(.)"; "RepositoryPolicyNotFound|RepositoryNotFound";
              ["ecr", "get-repository-policy", "--repository-name", .]; $at)),
        (if any(.resourcePolicies[]; .kind == "logs")
          then read("logs-policies"; "nothing"; ["logs", "describe-resource-policies"]; ["*"]) else empty end),
        (.resourcePolicies[] | select(.kind == "logs-destination") | .owner | read("destination \(.)"; "nothing";
          ["logs", "describe-destinations", "--destination-name-prefix", .]; ["*"])));

  def policy:
    def action: "\(.words[0]):\(.words[1] / "-" | map((.[:1] | ascii_upcase) + .[1:]) | join("") | sub("OpenId"; "OpenID"))";
    [(reads | {action: action, resources}), {action: "iam:SimulatePrincipalPolicy",
      resources: ($want.roles[].name | anywhere("role"))}]
    | {Version: "2012-10-17", Statement: (group_by(.action) | map({Sid: (.[0].action | gsub(":"; "")), Effect: "Allow",
        Action: .[0].action, Resource: (map(.resources[]) | unique)}))};

  def check_role:
    . as $role | "role \(.name)" as $s | $a["role \(.name)"].Role as $have
    | def document($check; $shall; $is):
        if $is == null then different($s; $check; "it is not there"; $deploy)
        elif ($is | same($shall) | not) then different($s; $check; [$is | differences($shall)] | join("; "); $deploy)
        elif ($is | sids) != ($shall | sids) then note($s; $check; "same meaning, other Sids")
        else ok($s; $check) end;
      def value($check; $shall; $is; $fix):
        if $shall == $is then ok($s; $check)
        else different($s; $check; "it is \($is | tojson), not \($shall | tojson)"; $fix) end;
      # IAM moves no role: it is made anew at its path.
      def path($check; $is): value($check; $role.path; $is; "scripts/destroy-iam.sh \($want.environment) && \($deploy)");
      def foreign($kind; $none; $names):
        if $names == [] then ok($s; $none) else $names[] | different($s; "\($kind) \(.)";
          "it is not from this repo: take it off the role, or define it"; "") end;
      # Our own keys alone: others may add theirs.
      def tags: ([$have.Tags // [] | .[] | {key: .Key, value: .Value}] | from_entries) as $is
        | [.tags | to_entries[] | select(.value != $is[.key]) | .key as $key
            | if $is | has($key) then "\($key) is \($is[$key] | tojson), not \(.value | tojson)" else "\($key) is missing" end]
        | if . == [] then ok($s; "tags") else different($s; "tags"; join("; "); $deploy) end;
      def profile: $a["instance-profile \(.)"].InstanceProfile as $is | "instance profile \(.)" as $check
        | if $is == null then different($s; $check; "it is not there"; $deploy)
          elif all($is.Roles[]; .RoleName != $role.name) then different($s; $check; "it does not hold the role"; $deploy)
          else path($check; $is.Path) end;
      [$a["attached \(.name)"].AttachedPolicies // [] | .[].PolicyArn] as $attached
      | (.attachedPolicies + (.managedPolicies | map(policy_arn))) as $attach
      | if $have == null then different($s; "exists"; "there is no such role"; $deploy) else
          ok($s; "exists"),
          document("trust policy"; .trust; $have.AssumeRolePolicyDocument | parsed),
          path("path"; $have.Path),
          value("description"; .description; $have.Description // ""; $deploy),
          value("session duration"; .maxSessionDuration; $have.MaxSessionDuration // 3600; $deploy),
          value("permissions boundary"; .boundary // "none";
            $have.PermissionsBoundary.PermissionsBoundaryArn // "none"; $deploy),
          tags,
          (.inlinePolicies | to_entries[]
            | document("inline policy \(.key)"; .value; $a["role-policy \($role.name)/\(.key)"].PolicyDocument)),
          foreign("inline policy"; "no other inline policy";
            ($a["role-policies \(.name)"].PolicyNames // []) - (.inlinePolicies | keys)),
          ($attach[] | if IN($attached[]) then ok($s; "attached \(.)")
            else different($s; "attached \(.)"; "it is not attached"; $deploy) end),
          foreign("attached"; "no other attached policy"; $attached - $attach),
          (.managedPolicies[]
            | document("managed policy \(.name)"; .document; $a["policy-version \(policy_arn)"].PolicyVersion.Document)),
          (.instanceProfile // empty | profile) end;

  # Others write in these policies too: only our statements are compared, by Sid; of the others, one
  # that opens the thing to everyone counts.
  def check_policy($s; $policy; $have):
    def open: .Effect == "Allow" and (.Condition // {}) == {}
      and (has("NotPrincipal") or (.Principal | principals | index(["AWS *"]) != null));
    [$policy.document | statements[].Sid] as $ours
    | ($policy.document | statements[] | . as $shall | "statement \(.Sid)" as $check
        | [$have | statements[] | select(.Sid == $shall.Sid)]
        | if . == [] then different($s; $check; "it is not there"; $deploy)
          elif (map(statement_meaning) | unique) == [$shall | statement_meaning] then ok($s; $check)
          else different($s; $check;
            [.[] | statement_difference($shall | statement_meaning; statement_meaning)] | join("; "); $deploy) end),
      ($have | statements[] | select(.Sid | IN($ours[]) | not) | "statement \(named)" as $check
        | if .Sid | IN(our_sids($policy.kind; $values)) then
            different($s; $check; "it is from an earlier definition of this environment"; $deploy)
          elif open then different($s; $check; "it is open to everyone (principal *, no condition): remove it"; "")
          else note($s; $check; "it is not from this environment") end);

  def exists($s; $is; $what):
    if $is then ok($s; "exists") else different($s; "exists"; "there is no such \($what)"; $deploy) end;

  def check_shared:
    (.serviceLinkedRoles[]
      | exists("service-linked role of \(.)"; ($a["service-linked-role \(.)"].Roles // []) != []; "role")),
    (.oidcProviders[] | "OIDC provider \(.url)" as $s | $a["oidc-provider \(.arn)"] as $is
      | exists($s; $is != null; "provider"),
        (select($is) | "audience \(.audience)" as $check | if .audience | IN($is.ClientIDList[]?) then ok($s; $check)
          else different($s; $check; "it is missing"; $deploy) end)),
    (.resourcePolicies as $policies | .repository // empty | . as $name | "ECR repository \(.)" as $s
      | exists($s; $a["repository \($name)"] != null; "repository"),
        (select($a["repository \($name)"])
          | [check_policy("policy of \($s)"; [$policies[] | select(.kind == "ecr-repository" and .owner == $name)][0]
              // {kind: "ecr-repository"}; $a["repository-policy \($name)"].policyText | parsed)]
          | if . == [] then ok("policy of \($s)"; "no statement") else .[] end)),
    (.resourcePolicies[] | . as $policy
      | if .kind == "logs" then check_policy("CloudWatch Logs resource policy \(.owner)"; .;
          [$a["logs-policies"].resourcePolicies[]? | select(.policyName == $policy.owner) | .policyDocument | parsed][0])
        elif .kind == "logs-destination" then "CloudWatch Logs destination \(.owner)" as $s
          | [$a["destination \(.owner)"].destinations[]? | select(.destinationName == $policy.owner)]
          | if . == [] then exists($s; false; "destination: make it first (aws logs put-destination)")
            else check_policy("policy of \($s)"; $policy; .[0].accessPolicy | parsed) end
        else empty end);

  if $mode == "policy" then policy
  elif $mode == "checks" then [($want.roles[] | check_role), ($want.shared | check_shared)]
  else reads | select((.key as $key | $a | has($key) | not) and (.after == null or $a[.after] != null))
    | call(.key; .codes; .words) end
