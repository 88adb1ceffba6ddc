# Which calls bring IAM to the files of this repo. In go the files and AWS's answers, as `calls` in
# lib/iam.sh gives them: {roles, shared, found, catalogue, definition, lock}. Out come lines of
# shell: say, warn, die, leave, look, and change with an aws command.

include "check";

def stop: "error: \(.)\n" | halt_error(1);

# A role, or a policy in it, may name the Environments in which it is made: nothing, where this is none.
def here($name): select((.Environments // [$name]) | index([$name])) | del(.Environments);

# The text of a JSON file with its places ${NAME} filled, as far as it is for this environment. What AWS
# replaces (${aws:username}) and a dollar that is written \u0024 stay as they are.
def filled($path; $values):
  select([try (fromjson | here($values.ENVIRONMENT)) catch true] != [])
  | gsub("\\$\\{(?<name>[A-Z][A-Z0-9_]*)\\}"; .name as $name | $values[$name] // ""
    | if . == "" and $name != "PERMISSIONS_BOUNDARY"
      then "\($path): ${\($name)} has no value in environments/\($values.ENVIRONMENT).env." | stop
      else tojson | .[1:-1] end)
  | . as $text | try ($text | fromjson) catch ("\($path) is no JSON: \(.)" | stop)
  | del(.Environments) | (.Policies, .ManagedPolicies | arrays) |= map(here($values.ENVIRONMENT));

def aws($words): "change aws " + ($words | @sh);
def note($text): @sh "say \("  " + $text)";

# A call, and before it what it says besides its documents.
def told($words): note([$words[] | select(test("^[\\[{]") | not)] | join(" ")), aws($words);
def iam($words): told(["iam"] + $words);

# A thing and its changes, or that it has none.
def titled($thing; $lines):
  @sh "say \($thing + if $lines == [] then ": unchanged" else "" end)", $lines[];

def path: .Path // "/";
def tags: [.Tags[]? | {(.Key): .Value}] | add // {};
def is_ours: tags | .["ecs-iam:project"] == $ENV.PROJECT and .["ecs-iam:environment"] == $ENV.ENVIRONMENT
  and (.["ecs-iam:id"] // $ENV.OWNERSHIP_ID) == $ENV.OWNERSHIP_ID;

def policy_arn($path; $name): "arn:\($ENV.PARTITION):iam::\($ENV.ACCOUNT):policy\($path)\($name)";
def managed_arn: policy_arn(path; .ManagedPolicyName);

# Each role: what its file wants, what AWS has, and what is taken for ours where it is on the role.
def cases: . as $in | .roles[] as $file | $file.RoleName as $name
  | [$in.found[] | select(.of == $name)] as $answers
  | (first($answers[] | .Role // empty) // null) as $role
  | (first($in.definition[0].roles[] | select(.name == $name)) // {}) as $locked
  | ($in.catalogue[0] | [.policies[] / " " | .[]]) as $policies
  | ($in.catalogue[0].attached | if $locked.id then .[$locked.id] // [] else add end) as $attachable
  | {
      name: $name,
      wanted: ($file | if .PermissionsBoundary == "" then del(.PermissionsBoundary) else . end),
      role: $role,
      inline: [$answers[].PolicyNames[]?],
      documents: ([$answers[] | select(.PolicyDocument) | {(.PolicyName): .PolicyDocument}] | add),
      attached: [$answers[].AttachedPolicies[]?.PolicyArn],
      profiles: [$answers[].InstanceProfiles[]?.InstanceProfileName],
      versions: ([$in.found[] | select(.Versions) | {(.of): .Versions}] | add),
      managed: ([$in.found[] | select(.PolicyVersion) | {(.of): .PolicyVersion.Document}] | add),
      holds: (first($in.found[].InstanceProfile // empty
        | select(.InstanceProfileName == $file.InstanceProfileName) | [.Roles[].RoleName]) // null),
      ours: {
        inline: ($policies + [$file.Policies[]?.PolicyName] + ($locked.inlinePolicies // {} | keys)),
        managed: ([($role // $file | path) as $path | $policies[] | policy_arn($path; "\($name)-\(.)")]
          + [$file.ManagedPolicies[]? | managed_arn]
          + [$locked.managedPolicies[]? | policy_arn(.path; .name)]),
        attached: ([$attachable[] | "arn:\($ENV.PARTITION):iam::aws:policy/\(.)"]
          + ($file.ManagedPolicyArns // []) + ($locked.attachedPolicies // [])),
        profiles: [$name, $file.InstanceProfileName // empty, $locked.instanceProfile // empty]
      }
    };

# What a deployment has to read besides the roles themselves.
def reads_to_deploy: cases | .name as $role
  | (.wanted.Policies[]?.PolicyName as $policy | select(.inline | index([$policy]))
      | @sh "look \($role) nothing aws iam get-role-policy --role-name \($role) --policy-name \($policy)"),
    (.wanted.ManagedPolicies[]? | @sh "look_at_policy \(managed_arn)"),
    (.wanted.InstanceProfileName // empty
      | @sh "look \(.) NoSuchEntity aws iam get-instance-profile --instance-profile-name \(.) || true");

def reads_to_destroy: cases | select(.role) | .name
  | @sh "look \(.) nothing aws iam list-instance-profiles-for-role --role-name \(.)";

def refuse($message; $hint): @sh "die \($message) \($hint)";

# What stands against a file, before anything is changed.
def refusals: cases | .name as $name | (.wanted | path) as $path | .role | select(. != null)
  | if is_ours | not then
      refuse("Role \($name) exists and does not carry the tags of \($ENV.PROJECT) \($ENV.ENVIRONMENT)" +
        "\(tags["ecs-iam:id"] | if . then " \($ENV.OWNERSHIP_ID), but id \(.)" else "" end).";
        if path == $path then "To take it over: npx generator-ecs-iam apply --adopt. Nothing was changed."
        else "It is at \(path), not \($path), and stays there: npx generator-ecs-iam --role-path \(path)" end)
    elif path != $path then
      refuse("Role \($name) is not at path \($path), and IAM cannot move a role.";
        "To replace it: scripts/destroy-iam.sh \($ENV.ENVIRONMENT), then deploy again.")
    else empty end;

def settings: {Description: (.Description // ""), MaxSessionDuration: (.MaxSessionDuration // 3600)};

def create: .name as $name | .wanted
  | (settings + {Tags: (.Tags // []), PermissionsBoundary} | with_entries(select(.value != null))) as $input
  | iam(["create-role", "--role-name", $name, "--path", path, "--assume-role-policy-document",
      (.AssumeRolePolicyDocument | tojson), "--cli-input-json", ($input | tojson)]);

def update: .name as $name | .role as $there | .wanted
  | (.AssumeRolePolicyDocument as $trust | select($there.AssumeRolePolicyDocument | same($trust) | not)
      | iam(["update-assume-role-policy", "--role-name", $name, "--policy-document", ($trust | tojson)])),
    (select(settings != ($there | settings))
      | iam(["update-role", "--role-name", $name, "--cli-input-json", (settings | tojson)])),
    ([.Tags[]? | select(.Value != ($there | tags)[.Key])] | select(. != [])
      | iam(["tag-role", "--role-name", $name, "--tags", tojson])),
    (.PermissionsBoundary | select(. != $there.PermissionsBoundary.PermissionsBoundaryArn)
      | if . == null then iam(["delete-role-permissions-boundary", "--role-name", $name])
        else iam(["put-role-permissions-boundary", "--role-name", $name, "--permissions-boundary", .]) end);

def put_inline: .name as $name | .documents as $there | .wanted.Policies[]? | .PolicyDocument as $wanted
  | select($there[.PolicyName] | . == null or (same($wanted) | not))
  | iam(["put-role-policy", "--role-name", $name, "--policy-name", .PolicyName,
      "--policy-document", ($wanted | tojson)]);

# IAM keeps five versions of a policy; the oldest that is not in use makes room.
def make_room($arn): .versions[$arn] | select(length >= 5)
  | [.[] | select(.IsDefaultVersion | not) | .VersionId] | min_by(.[1:] | tonumber)
  | iam(["delete-policy-version", "--policy-arn", $arn, "--version-id", .]);

def put_managed: . as $one | .wanted.ManagedPolicies[]?
  | managed_arn as $arn | .PolicyDocument as $wanted | ($wanted | tojson) as $text
  | if $one.managed[$arn] == null then
      iam(["create-policy", "--policy-name", .ManagedPolicyName, "--path", path, "--policy-document", $text])
    elif $one.managed[$arn] | same($wanted) then empty
    else ($one | make_room($arn)),
      iam(["create-policy-version", "--policy-arn", $arn, "--policy-document", $text, "--set-as-default"])
    end;

def attachments: [.wanted | (.ManagedPolicies[]? | managed_arn), .ManagedPolicyArns[]?];

def attach: .name as $name
  | (attachments - .attached)[] | iam(["attach-role-policy", "--role-name", $name, "--policy-arn", .]);

def profile: .name as $name | .holds as $holds | .wanted | path as $path | .InstanceProfileName // empty
  | (select($holds == null) | iam(["create-instance-profile", "--instance-profile-name", ., "--path", $path])),
    (select($holds != [$name])
      | iam(["add-role-to-instance-profile", "--instance-profile-name", ., "--role-name", $name]));

# What is on the role and is not in its file: ours goes, a managed policy of somebody else's too, but
# from the role alone.
def unwanted: {
  inline: (.inline - [.wanted.Policies[]?.PolicyName]), attached: (.attached - attachments), profiles};
def foreign: .ours as $ours | unwanted
  | (.inline - $ours.inline | .[] | "inline policy \(.)"),
    (.attached - $ours.managed - $ours.attached | .[] | "attached policy \(.)"),
    (.profiles - $ours.profiles | .[] | "instance profile \(.)");

def clear: .name as $name | .ours as $ours | unwanted
  | (.inline[] | select(IN($ours.inline[]))
      | iam(["delete-role-policy", "--role-name", $name, "--policy-name", .])),
    (.attached[] | if IN($ours.managed[]) then note("delete-policy \(.)"), @sh "delete_policy \($name) \(.)"
      elif IN($ours.attached[]) then iam(["detach-role-policy", "--role-name", $name, "--policy-arn", .])
      else empty end);

# Everything that grants comes before anything is taken away.
def deploy_roles: cases | titled("role \(.name)";
    [(if .role == null then create else update end), put_inline, put_managed, attach, profile, clear]),
  @sh "warn \("role \(.name) has \(foreign), which is not from this repo: left alone")";

# A role on which somebody else put something is not deleted, nor is anything before it.
def destroy_refusals: cases | select(.role) | .wanted = {} | select(.role | is_ours) | .name as $name | foreign
  | refuse("Role \($name) has \(.), which is not from this repo.";
      "Take it off if nobody needs it, then run this again. Nothing was changed.");

# In the order that IAM asks for.
def destroy_roles: cases | select(.role) | .wanted = {} | .name as $name
  | if .role | is_ours | not then
      @sh "warn \("role \($name) does not carry the tags of this repo and environment: left alone")"
    else titled("role \($name)"; [
      (.profiles[]
        | iam(["remove-role-from-instance-profile", "--instance-profile-name", ., "--role-name", $name]),
          iam(["delete-instance-profile", "--instance-profile-name", .])),
      clear, iam(["delete-role", "--role-name", $name])]) end;

# The files as {kind, owner, document}.
def policies_wanted: .shared[]
  | if .RepositoryName then {kind: "ecr-repository", owner: .RepositoryName, document: .RepositoryPolicyText}
    elif .PolicyName then {kind: "logs", owner: .PolicyName, document: .PolicyDocument}
    else {kind: "logs-destination", owner: .DestinationName, document: .DestinationPolicy} end;

# AWS's answers as {kind, owner, text, arn}.
def policies_there: .found[]
  | (select(.policyText) | {kind: "ecr-repository", owner: .repositoryName, text: .policyText}),
    (.resourcePolicies[]? | {kind: "logs", owner: .policyName, text: .policyDocument}),
    (.destinations[]? | {kind: "logs-destination", owner: .destinationName, text: .accessPolicy, arn});

# A repository is made, or gets the settings of its file.
def deploy_repositories: .found as $found | .shared[] | select(.RepositoryName) | .RepositoryName as $name
  | (.ImageTagMutability // "MUTABLE") as $tags | (.ImageScanningConfiguration.ScanOnPush // false) as $scan
  | .LifecyclePolicyText as $lifecycle
  | [$found[] | select(.of == $name)] as $answers
  | $answers[0].repositories[0] as $is
  | ([$answers[].lifecyclePolicyText // empty | fromjson] | first) as $rules
  | def ecr($call; $more): told(["ecr", $call, "--repository-name", $name] + $more);
    titled("ECR repository \($name)"; [
      if $is == null then ecr("create-repository"; ["--image-tag-mutability", $tags,
        "--image-scanning-configuration", "scanOnPush=\($scan)"])
      else (select($is.imageTagMutability != $tags)
          | ecr("put-image-tag-mutability"; ["--image-tag-mutability", $tags])),
        (select($is.imageScanningConfiguration.scanOnPush != $scan) | ecr("put-image-scanning-configuration";
          ["--image-scanning-configuration", "scanOnPush=\($scan)"])) end,
      (select($lifecycle and $lifecycle != $rules)
        | ecr("put-lifecycle-policy"; ["--lifecycle-policy-text", ($lifecycle | tojson)]))]);

# What a policy is called, and the words of the call that writes it.
def policy_kinds: {
  "ecr-repository": ["policy of ECR repository", "ecr", "set-repository-policy", "--repository-name", "--policy-text"],
  "logs": ["CloudWatch Logs resource policy", "logs", "put-resource-policy", "--policy-name", "--policy-document"],
  "logs-destination": ["policy of Logs destination",
    "logs", "put-destination-policy", "--destination-name", "--access-policy"],
  "bucket": ["policy of bucket", "s3api", "put-bucket-policy", "--bucket", "--policy"]};

def policy_title: "\(policy_kinds[.kind][0]) \(.owner)";

def put_policy($document): policy_kinds[.kind] as $words
  | aws($words[1:4] + [.owner, $words[4], ($document | tojson)]);

# CloudWatch Logs has no call that deletes a destination's policy and takes none without a statement:
# one that names the destination's own account lets no other account in.
def put_nothing:
  if .kind == "ecr-repository" then aws(["ecr", "delete-repository-policy", "--repository-name", .owner])
  elif .kind == "logs" then aws(["logs", "delete-resource-policy", "--policy-name", .owner])
  else put_policy({Version: "2012-10-17", Statement: [{Sid: "OwnAccountOnly", Effect: "Allow",
    Principal: {AWS: (.arn / ":")[4]}, Action: "logs:PutSubscriptionFilter", Resource: .arn}]}) end;

def sids: [statements[] | [statement_meaning, .Sid // ""]] | unique;

# Brings our statements into a policy that others write to as well. Ours are those that a file has (by Sid,
# or by meaning where there is none), and those with a Sid of $ours.
def merge($wanted; $ours):
  [$ours[], $wanted[].Sid // empty] as $sids
  | [$wanted[] | select(.Sid == null) | statement_meaning] as $unnamed
  | (.text | statements) as $there
  | [$there[] | select((if .Sid then .Sid | IN($sids[]) else statement_meaning | IN($unnamed[]) end) | not)]
    as $others
  | (if .text == null then "2012-10-17" else .text | version end) as $version
  | {Version: $version, Statement: ($others + $wanted)} as $merged
  | if ($merged | sids) == (.text | sids) and ($merged.Statement | length) == ($there | length) then empty
    elif $merged.Statement == [] then @sh "say \("\(policy_title): no statement is left")", put_nothing
    else @sh "say \("\(policy_title): put our statements")", put_policy((.text | parsed // {}) + $merged) end;

# Statements for an environment of this project that this repo does not have: it had it, or another repo
# has it.
def warn_of_left_statements($environments): policy_title as $title | beginnings[.kind][] as $beginning
  | ($environments[0] // "" | capture("^(?<project>.*?(?<!Xc)For)").project) as $project
  | .text | statements[] | .Sid // "" | select(startswith($beginning + $project))
  | select(.[$beginning | length:] | IN($environments[]) | not)
  | @sh "warn \("\($title) has statement \(.), of an environment that is not in this repo: left alone")";

def deploy_shared: deploy_repositories,
  ([.lock[0].environments[].values.environmentSid // empty] as $environments
  | [policies_there] as $there | [policies_wanted] as $wanted
  | $there + [$wanted[] | {kind, owner}] | unique_by([.kind, .owner])[] as {$kind, $owner}
  | def same: select(.kind == $kind and .owner == $owner);
    [$wanted[] | same | .document | statements[]] as $statements
  | first(($there[], {kind: $kind, owner: $owner}) | same)
  | if (.text // "") != "" and (.text | parsed) == null then
      refuse("The \(policy_title) is not JSON."; "Nothing was changed in it.")
    elif $kind == "logs-destination" and .arn == null then
      @sh "warn \("Logs destination \($owner) is not there: make it, then run this again for its policy")"
    else merge($statements; [beginnings[$kind][] + $environments[]]),
      warn_of_left_statements($environments) end);
