# The checks of one role: the wanted one against the answers of the account.

include "meaning";
include "check";

def check_document($subject; $check; $want; $have; $fix):
  if $have == null then different($subject; $check; "it is not there"; $fix)
  elif ($have | same($want)) then
    if ($have | sids) == ($want | sids) then ok($subject; $check)
    else note($subject; $check; "same meaning, other Sids") end
  else different($subject; $check; [$have | differences($want)] | join("; "); $fix) end;

def check_value($subject; $check; $want; $have; $fix):
  if $want == $have then ok($subject; $check)
  else different($subject; $check; "it is \($have | tojson), not \($want | tojson)"; $fix) end;

def check_settings($s; $want; $have; $environment):
  (aws(["iam", "update-role", "--role-name", $want.name, "--description", $want.description,
    "--max-session-duration", ($want.maxSessionDuration | tostring)])) as $update
  | check_value($s; "path"; $want.path; $have.Path;
      "scripts/destroy-iam.sh \($environment) && scripts/deploy-iam.sh \($environment)"),
    check_value($s; "description"; $want.description; $have.Description // ""; $update),
    check_value($s; "session duration"; $want.maxSessionDuration; $have.MaxSessionDuration // 3600; $update);

def check_boundary($s; $want; $have):
  ($have.PermissionsBoundary.PermissionsBoundaryArn // "none") as $is
  | check_value($s; "permissions boundary"; $want.boundary; $is;
      if $want.boundary == "none" then aws(["iam", "delete-role-permissions-boundary", "--role-name", $want.name])
      else aws(["iam", "put-role-permissions-boundary", "--role-name", $want.name,
        "--permissions-boundary", $want.boundary]) end);

# Our own keys alone: others may add theirs.
def check_tags($s; $want; $have):
  ([$have.Tags // [] | .[] | {key: .Key, value: .Value}] | from_entries) as $is
  | [$want.tags | to_entries[] | select(.value != $is[.key])] as $wrong
  | if $wrong == [] then ok($s; "tags")
    else different($s; "tags";
      [$wrong[] | .key as $key | if $is | has($key) then "\($key) is \($is[$key] | tojson), not \(.value | tojson)"
        else "\($key) is missing" end] | join("; ");
      aws(["iam", "tag-role", "--role-name", $want.name, "--tags", ($wrong | map({Key: .key, Value: .value}))])) end;

def check_inline($s; $want; $a):
  ($a["role-policies"][$want.name].PolicyNames // []) as $there
  | ($want.inlinePolicies | to_entries[] | .key as $name | .value as $shall
      | check_document($s; "inline policy \($name)"; $shall;
          $a["role-policy"]["\($want.name)/\($name)"].PolicyDocument;
          aws(["iam", "put-role-policy", "--role-name", $want.name, "--policy-name", $name,
            "--policy-document", $shall]))),
    ($there - ($want.inlinePolicies | keys)
      | if length == 0 then ok($s; "no other inline policy")
        else .[] | different($s; "inline policy \(.)"; "it is not from this repo";
          aws(["iam", "delete-role-policy", "--role-name", $want.name, "--policy-name", .])) end);

def check_attached($s; $want; $a; $environment):
  [$a["attached"][$want.name].AttachedPolicies // [] | .[].PolicyArn] as $there
  | ($want.attachedPolicies + ($want.managedPolicies | map(.arn))) as $shall
  | ($shall[] | . as $arn
      | if ($there | index([$arn])) then ok($s; "attached \($arn)")
        else different($s; "attached \($arn)"; "it is not attached";
          aws(["iam", "attach-role-policy", "--role-name", $want.name, "--policy-arn", $arn])) end),
    ($there - $shall
      | if length == 0 then ok($s; "no other attached policy")
        else .[] | different($s; "attached \(.)"; "it is not from this repo";
          aws(["iam", "detach-role-policy", "--role-name", $want.name, "--policy-arn", .])) end),
    ($want.managedPolicies[] | . as $policy
      | $a["managed-policy"][.arn].PolicyVersion.Document as $is
      | check_document($s; "managed policy \(.name)"; .document; $is;
          if $is == null then "scripts/deploy-iam.sh \($environment)"
          else aws(["iam", "create-policy-version", "--policy-arn", $policy.arn,
            "--policy-document", $policy.document, "--set-as-default"]) end));

def check_profile($s; $want; $a; $environment):
  if $want.instanceProfile == null then empty
  else $want.instanceProfile as $name
    | $a["instance-profile"][$name].InstanceProfile as $is
    | if $is == null then
        different($s; "instance profile \($name)"; "it is not there"; "scripts/deploy-iam.sh \($environment)")
      elif ([$is.Roles[].RoleName] | index([$want.name]) | not) then
        different($s; "instance profile \($name)"; "it does not hold the role";
          aws(["iam", "add-role-to-instance-profile", "--instance-profile-name", $name, "--role-name", $want.name]))
      else check_value($s; "instance profile \($name)"; $want.path; $is.Path;
        "scripts/destroy-iam.sh \($environment) && scripts/deploy-iam.sh \($environment)") end
  end;

def check_role($want; $a; $environment):
  "role \($want.name)" as $s
  | $a["role"][$want.name].Role as $have
  | if $have == null then
      different($s; "exists"; "there is no such role"; "scripts/deploy-iam.sh \($environment)")
    else
      ok($s; "exists"),
      check_document($s; "trust policy"; $want.trust; $have.AssumeRolePolicyDocument | parsed;
        aws(["iam", "update-assume-role-policy", "--role-name", $want.name, "--policy-document", $want.trust])),
      check_settings($s; $want; $have; $environment),
      check_boundary($s; $want; $have),
      check_tags($s; $want; $have),
      check_inline($s; $want; $a),
      check_attached($s; $want; $a; $environment),
      check_profile($s; $want; $a; $environment)
    end;
