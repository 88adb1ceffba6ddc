# The calls that bring what environments share to the files of iam/shared/, as lines of shell. In a
# policy a statement is ours by its Sid: one of these beginnings, and after it exactly the
# environmentSid of an environment of this repo. Those of others stay.

include "check";

def titles: {
  "ecr-repository": "policy of ECR repository",
  "logs": "CloudWatch Logs resource policy",
  "logs-destination": "policy of Logs destination"};

def call($words): "change aws " + ($words | @sh);

# The files as {kind, owner, document}.
def policies_wanted: .[]
  | if .RepositoryName then {kind: "ecr-repository", owner: .RepositoryName, document: .RepositoryPolicyText}
    elif .PolicyName then {kind: "logs", owner: .PolicyName, document: .PolicyDocument}
    else {kind: "logs-destination", owner: .DestinationName, document: .DestinationPolicy} end;

# AWS's answers as {kind, owner, text, arn}.
def policies_there: .[]
  | (select(.policyText) | {kind: "ecr-repository", owner: .repositoryName, text: .policyText}),
    (.resourcePolicies[]? | {kind: "logs", owner: .policyName, text: .policyDocument}),
    (.destinations[]? | {kind: "logs-destination", owner: .destinationName, text: .accessPolicy, arn});

# A repository is made when it is absent, and its settings are brought to the file's.
def repository_calls($found): . as $file
  | ["--repository-name", .RepositoryName] as $name
  | (first($found[] | .repositories[]? | select(.repositoryName == $file.RepositoryName)) // null) as $there
  | (first($found[] | select(.lifecyclePolicyText and .repositoryName == $file.RepositoryName)
      | .lifecyclePolicyText | fromjson) // null) as $lifecycle
  | .ImageTagMutability as $tags
  | "scanOnPush=\(.ImageScanningConfiguration.ScanOnPush // false)" as $scan
  | (if $there == null then @sh "say \("ECR repository \(.RepositoryName): create")",
        call(["ecr", "create-repository"] + $name + ["--image-tag-mutability", $tags // "MUTABLE", "--image-scanning-configuration", $scan])
      else
        (if $tags == null or $there.imageTagMutability == $tags then empty else
          @sh "say \("ECR repository \(.RepositoryName): update tag mutability")",
          call(["ecr", "put-image-tag-mutability"] + $name + ["--image-tag-mutability", $tags]) end),
        (if .ImageScanningConfiguration == null or "scanOnPush=\($there.imageScanningConfiguration.scanOnPush // false)" == $scan then empty else
          @sh "say \("ECR repository \(.RepositoryName): update scanning")",
          call(["ecr", "put-image-scanning-configuration"] + $name + ["--image-scanning-configuration", $scan]) end) end),
    (if .LifecyclePolicyText == null or .LifecyclePolicyText == $lifecycle then empty else
      @sh "say \("ECR repository \(.RepositoryName): put lifecycle policy")",
      call(["ecr", "put-lifecycle-policy"] + $name + ["--lifecycle-policy-text", (.LifecyclePolicyText | tojson)]) end);

def put_words:
  if .kind == "ecr-repository" then ["ecr", "set-repository-policy", "--repository-name", .owner, "--policy-text"]
  elif .kind == "logs" then ["logs", "put-resource-policy", "--policy-name", .owner, "--policy-document"]
  else ["logs", "put-destination-policy", "--destination-name", .owner, "--access-policy"] end;

# CloudWatch Logs has no call that deletes a destination's policy and takes none without a statement:
# one that names the destination's own account lets no other account in.
def own_account_only: {Version: "2012-10-17", Statement: [{Sid: "OwnAccountOnly", Effect: "Allow",
  Principal: {AWS: (.arn / ":")[4]}, Action: "logs:PutSubscriptionFilter", Resource: .arn}]};

def emptied:
  if .kind == "ecr-repository" then ["ecr", "delete-repository-policy", "--repository-name", .owner]
  elif .kind == "logs" then ["logs", "delete-resource-policy", "--policy-name", .owner]
  else put_words + [own_account_only | tojson] end;

# One policy as it is, and the statements that its file has.
def merge($wanted; $environments):
  [beginnings[.kind][] + $environments[]] as $ours
  | [$wanted[] | .Sid // empty] as $sids
  | (.text | statements) as $there
  | [$wanted[] | select(.Sid == null) | statement_meaning] as $unnamed
  | [$there[] | select((.Sid // "" | IN($ours[], $sids[])) or (.Sid == null and (statement_meaning | IN($unnamed[]))) | not)] as $others
  | {Version: (if .text == null then "2012-10-17" else .text | version end), Statement: ($others + $wanted)} as $merged
  | "\(titles[.kind]) \(.owner)" as $what
  | if ($merged | sids) == (.text | sids) and ($merged.Statement | length) == ($there | length) then empty
    elif $merged.Statement == [] then @sh "say \("\($what): no statement is left")", call(emptied)
    else @sh "say \("\($what): put our statements")", call(put_words + [(.text | parsed // {}) + $merged | tojson]) end;

def shared_calls($wanted; $found; $lock):
  [$lock.environments[].values.environmentSid // empty] as $environments
  | [$found | policies_there] as $there
  | [$wanted | policies_wanted] as $policies
  | ($there[] | select((.text // "") != "" and (.text | parsed) == null)
      | @sh "die \("The \(titles[.kind]) \(.owner) is not JSON.") 'Nothing was changed in it.'"),
    ($wanted[] | select(.RepositoryName) | repository_calls($found)),
    ($there + [$policies[] | {kind, owner}] | unique_by([.kind, .owner])[] as $one
      | first($there[], $one | select(.kind == $one.kind and .owner == $one.owner))
      | [$policies[] | select(.kind == $one.kind and .owner == $one.owner) | .document | statements[]] as $statements
      | if .kind == "logs-destination" and .arn == null then
          @sh "warn \("The Logs destination \(.owner) is not there, so its policy is not set. Make it with aws logs put-destination (it needs a stream and a role), then run this again.")"
        else merge($statements; $environments) end);
