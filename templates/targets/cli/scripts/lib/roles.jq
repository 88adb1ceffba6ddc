# The calls that bring a role to its file, or delete it, as lines of shell. A role is a file of
# iam/roles/ with its places filled, and `id`, the file's name.

include "check";

def path: .Path // "/";

def tags: [.Tags[]? | {(.Key): .Value}] | add // {};

def is_ours: tags
  | .["ecs-iam:project"] == $ENV.PROJECT and .["ecs-iam:environment"] == $ENV.ENVIRONMENT;

def is_of_this_repo: is_ours and (tags["ecs-iam:id"] // $ENV.OWNERSHIP_ID) == $ENV.OWNERSHIP_ID;

def policy_arn($path; $name): "arn:\($ENV.PARTITION):iam::\($ENV.ACCOUNT):policy\($path)\($name)";

def managed_arn: policy_arn(path; .ManagedPolicyName);

# For read_role: the inline policies of the file that are there, the managed policies of the file.
def inline_there($role): [$role.Policies[]?.PolicyName] as $wanted | .PolicyNames[] | select(IN($wanted[]));

def managed_arns($role): $role.ManagedPolicies[]? | managed_arn;

# Everything about one role: what is wanted, what AWS has (from its answers), and what is known as ours.
def case($role; $values; $catalogue; $lock; $force):
  (first($lock.roles[] | select(.name == $role.RoleName)) // {}) as $locked
  | ([$catalogue.attached[$role.id] // ($catalogue.attached[] | select($role.id == "")) | .[]]
      | map("arn:\($ENV.PARTITION):iam::aws:policy/\(.)")) as $attachable
  | {
      wanted: ($role | if .PermissionsBoundary == "" then del(.PermissionsBoundary) else . end),
      name: $role.RoleName,
      force: $force,
      role: (first(.[] | .Role // empty) // null),
      inline: [.[] | .PolicyNames[]?],
      documents: ([.[] | select(.PolicyDocument) | {(.PolicyName): .PolicyDocument}] | add // {}),
      attached: [.[] | .AttachedPolicies[]?.PolicyArn],
      versions: ([.[] | select(.Versions) | {(.arn): .Versions}] | add // {}),
      managed: ([.[] | select(.PolicyVersion) | {(.arn): .PolicyVersion.Document}] | add // {}),
      holds: ([.[] | .InstanceProfile // empty | {(.InstanceProfileName): [.Roles[].RoleName]}] | add // {}),
      profiles: [.[] | .InstanceProfiles[]?.InstanceProfileName],
      ours: {
        inline: ([$catalogue.policies[][]] + [$role.Policies[]?.PolicyName] + ($locked.inlinePolicies // {} | keys)),
        managed: ([(first(.[] | .Role // empty) // $role) | path as $path | $catalogue.policies[][]
            | policy_arn($path; "\($role.RoleName)-\(.)")]
          + [managed_arns($role)] + [$locked.managedPolicies[]? | policy_arn(.path; .name)]),
        attached: ($attachable + ($role.ManagedPolicyArns // []) + ($locked.attachedPolicies // [])),
        profiles: [$role.RoleName, $role.InstanceProfileName // empty, $locked.instanceProfile // empty]
      }
    };

def call($words): "change aws iam " + ($words | @sh);

def note($text): @sh "say \("  " + $text)";

# The role's name before its changes, or that there are none.
def titled($lines): @sh "say \("role \(.name)" + if $lines == [] then ": unchanged" else "" end)", $lines[];

# What stands against the file, before anything is changed.
def refusals:
  if .role == null then empty
  elif .role | is_ours | not then @sh "die \("Role \(.name) exists and does not carry the tags ecs-iam:project=\($ENV.PROJECT) and ecs-iam:environment=\($ENV.ENVIRONMENT): it is not ours to change.") 'Delete or rename it, choose another project name, or tag it so if it is yours.'"
  elif .role.Path != (.wanted | path) then @sh "die \("Role \(.name) is not at path \(.wanted | path), and IAM cannot move a role.") \("To replace it: scripts/destroy-iam.sh \($ENV.ENVIRONMENT), then deploy again. Until then nothing can assume it.")"
  else empty end,
  (.name as $name | .holds | to_entries[] | select(.value - [$name] != [])
    | @sh "die \("Instance profile \(.key) holds role \(.value[0]), not \($name).") 'Remove it from there first.'");

def settings: {Description: (.Description // ""), MaxSessionDuration: (.MaxSessionDuration // 3600)};

def create: .name as $name | .wanted
  | note("create: the role"),
    call(["create-role", "--role-name", $name, "--path", path, "--assume-role-policy-document",
      (.AssumeRolePolicyDocument | tojson), "--cli-input-json",
      (settings + {Tags: (.Tags // [])} + if .PermissionsBoundary then {PermissionsBoundary} else {} end | tojson)]);

def update: .name as $name | .role as $there | .wanted
  | (if .AssumeRolePolicyDocument as $wanted | $there.AssumeRolePolicyDocument | same($wanted) then empty else
      note("update: trust policy"),
      call(["update-assume-role-policy", "--role-name", $name, "--policy-document", (.AssumeRolePolicyDocument | tojson)]) end),
    (if settings == ($there | settings) then empty else
      note("update: description, session duration"),
      call(["update-role", "--role-name", $name, "--cli-input-json", (settings | tojson)]) end),
    ([.Tags[]? | select(.Value != ($there | tags)[.Key])] | if . == [] then empty else
      note("update: tags \(map(.Key) | join(", "))"), call(["tag-role", "--role-name", $name, "--tags", tojson]) end),
    (($there.PermissionsBoundary.PermissionsBoundaryArn // "") as $is | .PermissionsBoundary // ""
      | if . == $is then empty
        elif . == "" then note("remove: permissions boundary"), call(["delete-role-permissions-boundary", "--role-name", $name])
        else note("update: permissions boundary"),
          call(["put-role-permissions-boundary", "--role-name", $name, "--permissions-boundary", .]) end);

def put_inline: . as $one | .wanted.Policies[]?
  | .PolicyDocument as $wanted
  | if $one.documents[.PolicyName] != null and ($one.documents[.PolicyName] | same($wanted)) then empty else
      note("put: inline policy \(.PolicyName)"),
      call(["put-role-policy", "--role-name", $one.name, "--policy-name", .PolicyName, "--policy-document", ($wanted | tojson)]) end;

# IAM keeps five versions; the oldest not in use makes room.
def make_room($arn): .versions[$arn] | select(length >= 5)
  | [.[] | select(.IsDefaultVersion | not) | .VersionId] | min_by(.[1:] | tonumber)
  | note("remove: version \(.), the oldest"), call(["delete-policy-version", "--policy-arn", $arn, "--version-id", .]);

def put_managed: . as $one | .wanted.ManagedPolicies[]?
  | managed_arn as $arn | .PolicyDocument as $wanted
  | if $one.managed[$arn] == null then
      note("create: managed policy \(.ManagedPolicyName)"),
      call(["create-policy", "--policy-name", .ManagedPolicyName, "--path", path, "--policy-document", ($wanted | tojson)])
    elif $one.managed[$arn] | same($wanted) then empty
    else ($one | make_room($arn)), note("update: managed policy \(.ManagedPolicyName)"),
      call(["create-policy-version", "--policy-arn", $arn, "--policy-document", ($wanted | tojson), "--set-as-default"]) end;

def attachments: [.wanted | managed_arns(.), .ManagedPolicyArns[]?];

def attach: .name as $name | (attachments - .attached)[]
  | note("attach: \(.)"), call(["attach-role-policy", "--role-name", $name, "--policy-arn", .]);

def profile: .name as $name | .holds as $holds | .wanted | path as $path | .InstanceProfileName // empty
  | (if $holds[.] then empty else note("create: instance profile \(.)"),
      call(["create-instance-profile", "--instance-profile-name", ., "--path", $path]) end),
    (if $holds[.] == [$name] then empty else note("add: the role to instance profile \(.)"),
      call(["add-role-to-instance-profile", "--instance-profile-name", ., "--role-name", $name]) end);

def take_off($arn): .ours.managed as $managed | if $arn | IN($managed[])
  then note("remove: managed policy \($arn / "/" | last)"), (["delete_policy", .name, $arn] | @sh)
  else note("detach: \($arn)"), call(["detach-role-policy", "--role-name", .name, "--policy-arn", $arn]) end;

# What is on the role and in its file no more goes, when it is ours; anything else is reported.
def clear: . as $one
  | ((.inline - [.wanted.Policies[]?.PolicyName])[]
      | if IN($one.ours.inline[]) then note("remove: inline policy \(.)"),
          call(["delete-role-policy", "--role-name", $one.name, "--policy-name", .])
        else @sh "warn \("role \($one.name) has inline policy \(.), which is not from this repo: left alone")" end),
    ((.attached - attachments)[] as $arn
      | if $arn | IN($one.ours.managed[], $one.ours.attached[]) then $one | take_off($arn)
        else @sh "warn \("role \($one.name) has \($arn) attached, which is not from this repo: left alone")" end);

# Everything that grants comes before anything is taken away.
def deploy: titled([(if .role == null then create else update end), put_inline, put_managed, attach, profile, clear]);

def foreign: . as $one | [.profiles - .ours.profiles | .[] | "instance-profile/\(.)"]
  + (.inline - .ours.inline) + (.attached - .ours.managed - .ours.attached);

# In the order that IAM asks for. A policy that is not ours is detached, never deleted; an inline
# policy has no life of its own and is.
def delete: . as $one
  | (.profiles[] | note("remove: the role from instance profile \(.)"),
      call(["remove-role-from-instance-profile", "--instance-profile-name", ., "--role-name", $one.name]),
      (select(IN($one.ours.profiles[])) | note("delete: instance profile \(.)"),
        call(["delete-instance-profile", "--instance-profile-name", .]))),
    (.attached[] as $arn | take_off($arn)),
    (.inline[] | note("delete: inline policy \(.)"),
      call(["delete-role-policy", "--role-name", $one.name, "--policy-name", .])),
    note("delete: the role"), call(["delete-role", "--role-name", .name]);

def destroy:
  if .role == null then empty
  elif .role | is_ours | not then @sh "leave \("role \(.name) does not carry the tags of this project and environment: left alone")"
  elif foreign != [] and (.force | not) then
    @sh "leave \("role \(.name) has what is not from this repo (\(foreign | join(" "))): left alone. With --force-detach it is taken off and the role deleted.")"
  else titled([delete]) end;
