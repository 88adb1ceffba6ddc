# What the scripts know of IAM: the definition of an environment, when two policy documents have the same
# meaning, what validate-iam.sh reads and compares, and the report. After `start`, $ENV has the account.

def dns_suffix: {"aws-cn": "amazonaws.com.cn", "aws-eusc": "amazonaws.eu", "aws-iso": "c2s.ic.gov",
  "aws-iso-b": "sc2s.sgov.gov", "aws-iso-e": "cloud.adc-e.uk", "aws-iso-f": "csp.hci.ic.gov"}[.]
  // "amazonaws.com";

# Every <placeholder> that has a value, in all strings but the names of members.
def fill($values): walk(if type != "string" or (contains("<") | not) then . else
  gsub("<(?<name>[a-z][A-Za-z]*)>"; $values[.name] // "<\(.name)>") end);

# An environment's definition out of iam.lock.json, with what only the account knows filled in: {project,
# environment, values, shared: {serviceLinkedRoles, repository, resourcePolicies, oidcProviders}, roles:
# [{name, path, description, maxSessionDuration, boundary, tags, trust, inlinePolicies, managedPolicies,
# attachedPolicies, instanceProfile}]}. $facts: environment, account, partition, region.
def definition($facts):
  {project, environment: $facts.environment} + .environments[$facts.environment]
  | .values += ($facts | del(.environment) | .dnsSuffix = (.partition | dns_suffix))
  | .values as $values
  | .roles |= map(.description as $prose | fill($values) | .description = $prose)
  | .shared |= fill($values);

# A statement of ours in a policy that others write in too is known by its Sid: one of these beginnings, and
# after it exactly the environment's environmentSid.
def beginnings: {"ecr-repository": ["CrossAccountPull", "PromotionPull"], "logs": ["CreateStreams", "PutEvents"],
  "logs-destination": ["Subscribe"]};
def titles: {"ecr-repository": "policy of ECR repository", "logs": "CloudWatch Logs resource policy",
  "logs-destination": "policy of Logs destination"};

# Two policy documents have the same meaning however they are spelled: order, repeated values, a list of one,
# letter case of actions, operators and condition keys, an account's ID for its root ARN, numbers and booleans
# for strings, Id and Sids do not count. The text of one that ECR or CloudWatch Logs gives is parsed first.
def parsed: if type == "string" then (try fromjson catch null) else . end;
def listed: [.] | flatten(1) - [null];
# Adding 0 drops the spelling of a number, which jq 1.7 keeps (3600.0).
def texts: listed
  | map(if type == "number" then . + 0 else . end | if type == "string" then . else tojson end) | unique;
def statements: parsed // {} | .Statement | listed;
def version: parsed // {} | .Version // "2008-10-17";

# Service principals as accounts in China hold them: with the DNS suffix, CodeDeploy with a Region.
def principal_name($type):
  if $type == "AWS" then sub("^arn:[a-z0-9-]+:iam::(?<id>[0-9]{12}):root$"; .id)
  elif $type == "Service" then
    sub("^codedeploy\\.cn-[a-z]+-[0-9](?=\\.amazonaws\\.com(\\.cn)?$)"; "codedeploy")
    | sub("^(?<name>[a-z0-9-]+\\.amazonaws\\.com)\\.cn$"; .name)
  else . end;
# ["AWS 111122223333", "Service ecs.amazonaws.com", …]
def principals: if type == "string" then {AWS: .} else . // {} end
  | [to_entries[] | .key as $type | .value | texts[] | "\($type) \(principal_name($type))"] | unique;

# What a statement says: [["Action", "s3:getobject"], ["Condition", "bool aws:x", ["true"]], …]. Only in an
# Allow is "*" the same as {"AWS": "*"}: in a Deny, the latter may leave out service principals.
def statement_meaning:
  (.Effect // "") as $effect
  | [["Effect", $effect],
    (.Condition // {} | to_entries[] | .key as $operator | .value | to_entries[]
      | ("\($operator) \(.key)" | ascii_downcase) as $name
      | ["Condition", $name, (.value | texts
          | if $name | test("^\\S*ignorecase") then map(ascii_downcase) | unique else . end)]),
    (del(.Sid, .Effect, .Condition) | to_entries[] | .key as $element | .value
      | if $element | test("^(Not)?Action$") then texts | map(ascii_downcase)
        elif type == "object" or ([$effect, $element, .] == ["Allow", "Principal", "*"]) then principals
        else texts end
      | if . == [] then "" else .[] end | [$element, .])]
  | unique;

def meaning: [version, ([statements[] | statement_meaning] | unique)];
def same($other): meaning == ($other | meaning);
def named: "statement \(.Sid // "" | if . == "" then "without a Sid" else . end)";

# How a statement differs from the wanted one: "Action gained s3:getobject", …
def changes($want):
  def words($verb): group_by(.[0])[] | "\(.[0][0]) \($verb) " +
    (map(if .[2] then "\(.[1]) = \(.[2] | join(" or "))" else .[1] end) | join(", "));
  (statement_meaning - ($want | statement_meaning) | words("gained")),
  (($want | statement_meaning) - statement_meaning | words("lost"));

# How a document differs from the wanted one, statement by statement.
def differences($want):
  def beside($other): [$other | statements[] | statement_meaning] as $known
    | [statements[] | select(statement_meaning | IN($known[]) | not)];
  . as $is | beside($want) as $more | ($want | beside($is)) as $less
  | (select(version != ($want | version)) | "Version is \(version), not \($want | version)"),
    ([statements[] | .Principal | principals[] | select(test("^AWS A(ID|RO)A[A-Z0-9]{8,}$"))] | unique[]
      | "principal \(.[4:]) was deleted, and maybe made again"),
    ($less[] | . as $one | named + ([$more[] | select(named == ($one | named)) | changes($one)]
      | if . == [] then " removed" else ": \(join("; "))" end)),
    ($more[] | select(named | IN($less[] | named) | not) | "\(named) added");

def deploy: "scripts/deploy-iam.sh \($ENV.ENVIRONMENT)";

# A check, and what is wrong with it, if anything; a deployment repairs that.
def check($subject; $check; wrong): [wrong] as $wrong
  | {id: ("\($subject)/\($check)" | gsub(" "; "-")), subject: $subject, check: $check}
    + if $wrong == [] then {result: "ok", reason: "", fix: ""}
      else {result: "different", reason: ($wrong | join("; ")), fix: deploy} end;
# Worth a look, and not a difference.
def note($subject; $check; $reason): check($subject; $check; empty) + {result: "note", reason: $reason};

def arn($service): "arn:\($ENV.PARTITION):\($service):\($ENV.ACCOUNT):\(.)";
def managed_arn: "policy\(.path)\(.name)" | arn("iam:");
def version_of($a): "iam get-policy-version --policy-arn \(.) --version-id "
  + ($a["iam get-policy --policy-arn \(.)"].Policy.DefaultVersionId // "v1");

# The words of the calls that read what the definition has. $a: the answers so far, by those words.
def reads($a): [
  (.roles[] | .name as $role
    | "iam get-role --role-name \($role)", "iam list-role-policies --role-name \($role)",
      "iam list-attached-role-policies --role-name \($role)",
      (.inlinePolicies | keys[] | "iam get-role-policy --role-name \($role) --policy-name \(.)"),
      (.managedPolicies[] | managed_arn | "iam get-policy --policy-arn \(.)", version_of($a)),
      (.instanceProfile // empty | "iam get-instance-profile --instance-profile-name \(.)")),
  (.shared
    | (.serviceLinkedRoles[] | "iam list-roles --path-prefix /aws-service-role/\(.)/"),
      (.oidcProviders[].arn | "iam get-open-id-connect-provider --open-id-connect-provider-arn \(.)"),
      (.repository // empty | "ecr describe-repositories --repository-names \(.)",
        "ecr get-repository-policy --repository-name \(.)"),
      (first(.resourcePolicies[] | select(.kind == "logs")) | "logs describe-resource-policies"),
      (.resourcePolicies[] | select(.kind == "logs-destination")
        | "logs describe-destinations --destination-name-prefix \(.owner)"))
  ] | .[] / " ";

def check_role($a):
  . as $role | "role \(.name)" as $s | $a["iam get-role --role-name \(.name)"].Role as $is
  | def document($check; $shall; $is):
      check($s; $check; if $is == null then "it is not there" else $is | differences($shall) end);
    def value($check; $shall; $is):
      check($s; $check; select($is != $shall) | "it is \($is | tojson), not \($shall | tojson)");
    def no_other($kind; $names):
      check($s; "no other \($kind)";
        $names[] | "\(.) is not from this repo: define it, or take it off") | .fix = "";
    [$a["iam list-attached-role-policies --role-name \(.name)"].AttachedPolicies[]?.PolicyArn] as $attached
    | (.attachedPolicies + (.managedPolicies | map(managed_arn))) as $attach
    | if $is == null then check($s; "exists"; "there is no such role") else
        check($s; "exists"; empty),
        document("trust policy"; .trust; $is.AssumeRolePolicyDocument | parsed),
        # IAM moves no role: it is made anew at its path.
        (value("path"; .path; $is.Path)
          | if .fix == "" then . else .fix = "scripts/destroy-iam.sh \($ENV.ENVIRONMENT) && \(deploy)" end),
        value("description"; .description; $is.Description // ""),
        value("session duration"; .maxSessionDuration; $is.MaxSessionDuration // 3600),
        value("permissions boundary"; .boundary // "none";
          $is.PermissionsBoundary.PermissionsBoundaryArn // "none"),
        # Our own keys alone: others may add theirs.
        check($s; "tags"; ([$is.Tags[]? | {(.Key): .Value}] | add) as $there | .tags | to_entries[]
          | select(.value != $there[.key]) | "\(.key) is \($there[.key] | tojson), not \(.value | tojson)"),
        (.inlinePolicies | to_entries[] | document("inline policy \(.key)"; .value;
          $a["iam get-role-policy --role-name \($role.name) --policy-name \(.key)"].PolicyDocument)),
        no_other("inline policy"; ($a["iam list-role-policies --role-name \(.name)"].PolicyNames // [])
          - (.inlinePolicies | keys)),
        (.managedPolicies[] | document("managed policy \(.name)"; .document;
          $a[managed_arn | version_of($a)].PolicyVersion.Document)),
        ($attach[] | check($s; "attached \(.)"; select(IN($attached[]) | not) | "it is not attached")),
        no_other("attached policy"; $attached - $attach),
        (.instanceProfile // empty
          | $a["iam get-instance-profile --instance-profile-name \(.)"].InstanceProfile as $is
          | check($s; "instance profile \(.)"; if $is == null then "it is not there"
            elif [$is.Roles[].RoleName] != [$role.name] then "it does not hold the role alone"
            else select($is.Path != $role.path) | "its path is \($is.Path)" end)) end;

# Others write in these policies too: our statements are compared, by Sid; of the others, one that opens the
# thing to everyone counts.
def check_policy($s; $kind; $environmentSid; $shall; $have):
  ($shall | statements[] | . as $one | [$have | statements[] | select(.Sid == $one.Sid)]
    | check($s; $one | named; if . == [] then "it is not there" else .[] | changes($one) end)),
  ($have | statements[] | select(.Sid | IN($shall | statements[].Sid) | not)
    | if .Sid | IN(beginnings[$kind][] + $environmentSid) then
        check($s; named; "it is from an earlier definition of this environment")
      elif .Effect == "Allow" and (.Condition // {}) == {}
        and (has("NotPrincipal") or (.Principal | principals | any(. == "AWS *"))) then
        check($s; named; "it is open to everyone (principal *, no condition): remove it") | .fix = ""
      else note($s; named; "it is not from this environment") end);

def check_shared($a):
  .values.environmentSid as $sid | .shared | .repository as $repository
  | (.serviceLinkedRoles[] | check("service-linked role of \(.)"; "exists";
      select($a["iam list-roles --path-prefix /aws-service-role/\(.)/"].Roles == [])
        | "there is no such role")),
    (.oidcProviders[] | $a["iam get-open-id-connect-provider --open-id-connect-provider-arn \(.arn)"] as $is
      | check("OIDC provider \(.url)"; "exists"; select($is == null) | "there is no such provider"),
        check("OIDC provider \(.url)"; "audience \(.audience)"; select($is)
          | select(.audience | IN($is.ClientIDList[]?) | not) | "it is missing: add it") + {fix: ""}),
    ($repository // empty | check("ECR repository \(.)"; "exists";
      select($a["ecr describe-repositories --repository-names \(.)"] == null)
        | "there is no such repository")),
    (.resourcePolicies + [$repository // empty | {kind: "ecr-repository", owner: .}]
      | unique_by([.kind, .owner])[]
      | .owner as $owner | select(.kind != "ecr-repository" or .owner == $repository)
      | [if .kind == "logs" then $a["logs describe-resource-policies"].resourcePolicies[]?
            | select(.policyName == $owner).policyDocument
          elif .kind == "logs-destination" then
            $a["logs describe-destinations --destination-name-prefix \(.owner)"].destinations[]?
            | select(.destinationName == $owner).accessPolicy
          else $a["ecr get-repository-policy --repository-name \(.owner)"].policyText end] as $is
      | check_policy("\(titles[.kind]) \(.owner)"; .kind; $sid; .document; $is[0]));
def checks($a): [(.roles[] | check_role($a)), check_shared($a)];

# The report of some checks: text, json, or JUnit XML.
def counts: reduce .[] as $one ({ok: 0, note: 0, different: 0}; .[$one.result] += 1);

def as_text:
  def pad($width): . + " " * ($width - length);
  (map(.subject | length) | max // 0) as $width
  | (.[] | (.result | if . == "different" then ascii_upcase else . end | pad(9)) + "  "
        + (.subject | pad($width)) + "  " + .check + if .reason == "" then "" else ": \(.reason)" end,
      (select(.fix != "") | "           mend: \(.fix)")),
    "",
    (if counts.different == 0 then "As defined: \(length) checks,"
      else "\(counts.different) of \(length) checks differ:" end)
      + " \($ENV.PROJECT) \($ENV.ENVIRONMENT), account \($ENV.ACCOUNT).";

def as_junit($script):
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
  "<testsuites name=\"\($script)\" tests=\"\(length)\" failures=\"\(counts.different)\" errors=\"0\">",
  (group_by(.subject)[]
    | @html "  <testsuite name=\"\(.[0].subject)\" tests=\"\(length)\" failures=\"\(counts.different)\" "
        + "errors=\"0\">",
      (.[] | "\($ENV.PROJECT).\($ENV.ENVIRONMENT).\(.subject)" as $class
        | @html "    <testcase name=\"\(.check)\" classname=\"\($class)\">",
        (select(.result == "different")
          | @html "      <failure message=\"\(.reason)\" type=\"different\">mend: \(.fix)</failure>"),
        (select(.result == "note") | @html "      <system-out>\(.reason)</system-out>"),
        "    </testcase>"),
      "  </testsuite>"),
  "</testsuites>";

def report($script; $format):
  if $format == "text" then as_text elif $format == "junit" then as_junit($script) else
    {version: 1, script: $script, project: $ENV.PROJECT, environment: $ENV.ENVIRONMENT, account: $ENV.ACCOUNT,
      region: $ENV.REGION, result: (if counts.different > 0 then "different" else "ok" end), counts: counts,
      checks: .} end;
