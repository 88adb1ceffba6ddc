# Merges this environment's statements into the policies of what environments share. A statement is
# ours by its Sid: one of these beginnings, and after it exactly the environment's environmentSid.

include "meaning";

def beginnings: {
  "ecr-repository": ["CrossAccountPull"],
  "logs": ["CreateStreams", "PutEvents"],
  "logs-destination": ["Subscribe"]};

def titles: {
  "ecr-repository": "policy of ECR repository",
  "logs": "CloudWatch Logs resource policy",
  "logs-destination": "policy of Logs destination"};

# The answers of AWS as a list of {kind, owner, text, arn}.
def policies_there($repository):
  [.[] | (select(.policyText) | {kind: "ecr-repository", owner: $repository, text: .policyText}),
    (.resourcePolicies[]? | {kind: "logs", owner: .policyName, text: .policyDocument}),
    (.destinations[]? | {kind: "logs-destination", owner: .destinationName, text: .accessPolicy, arn})];

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

# One policy as it is, and what this environment shall have in it.
def merge($wanted; $sid):
  . as $there
  | (beginnings[.kind] | map(. + $sid)) as $ours
  | [$wanted[] | .Sid] as $sids
  | (.text | statements | map(select((.Sid // "") | IN($ours[], $sids[]) | not))) as $others
  | {Version: (.text | if . == null then "2012-10-17" else version end), Statement: ($others + $wanted)} as $merged
  | "\(titles[.kind]) \(.owner)" as $what
  | if ($merged | sids) == (.text | sids) and ($merged.Statement | length) == (.text | statements | length)
    then if $wanted == [] then empty else @sh "say \("\($what): unchanged")" end
    elif $merged.Statement == [] then @sh "say \("\($what): no statement is left")", (["change", "aws"] + emptied | @sh)
    else @sh "say \("\($what): \(if $wanted == [] then "take our statements out" else "put our statements" end)")",
      (["change", "aws"] + put_words + [(.text | parsed // {}) + $merged | tojson] | @sh) end;

# Lines of shell that bring every policy to what the definition says, or without our statements.
def merges($definition; $withdraw; $repository):
  [policies_there($repository)[] | .parsed = (.text | parsed)]
  | (map(select((.text // "") != "" and .parsed == null))
      | .[] | @sh "die \("The \(titles[.kind]) \(.owner) is not JSON.") 'Nothing was changed in it.'"),
    (. as $there
      | [$definition.shared.resourcePolicies[] | select($withdraw | not)] as $wanted
      | ($there + [$wanted[] | {kind, owner}] | unique_by([.kind, .owner])[])
      | . as $one
      | ([$there[] | select(.kind == $one.kind and .owner == $one.owner)] | first // $one)
      | if .kind == "logs-destination" and .arn == null then
          @sh "warn \("The Logs destination \(.owner) is not there, so its policy is not set. Make it with aws logs put-destination (it needs a stream and a role), then run this again.")"
        else merge([$wanted[] | select(.kind == $one.kind and .owner == $one.owner) | .document | statements[]];
          $definition.values.environmentSid) end);
