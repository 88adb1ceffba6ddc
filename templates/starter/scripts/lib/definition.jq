# An environment's definition out of iam.lock.json, with what only the account knows filled in:
#
#   {project, environment,
#    values: {account, region, partition, dnsSuffix, and each placeholder that is known: cluster, …},
#    roles: [{name, path, description, maxSessionDuration, boundary, tags, trust, inlinePolicies,
#      managedPolicies, attachedPolicies, instanceProfile}],
#    shared: {serviceLinkedRoles, repository, resourcePolicies, oidcProviders}}

def dns_suffixes: {
  "aws": "amazonaws.com", "aws-cn": "amazonaws.com.cn", "aws-us-gov": "amazonaws.com",
  "aws-iso": "c2s.ic.gov", "aws-iso-b": "sc2s.sgov.gov", "aws-iso-e": "cloud.adc-e.uk",
  "aws-iso-f": "csp.hci.ic.gov", "aws-eusc": "amazonaws.eu"};

# How a statement of ours is known in a policy that others share: its Sid is one of these beginnings, and
# after it exactly the environment's environmentSid.
def beginnings: {
  "ecr-repository": ["CrossAccountPull"],
  "logs": ["CreateStreams", "PutEvents"],
  "logs-destination": ["Subscribe"]};

def our_sids($kind; $values): beginnings[$kind][] + $values.environmentSid;

# Every <placeholder> that has a value, in all strings but the names of members.
def fill($values): walk(if type != "string" or (contains("<") | not) then . else
  gsub("<(?<name>[a-z][A-Za-z]*)>"; $values[.name] // "<\(.name)>") end);

# $facts: environment, account, partition, region.
def definition($facts):
  {project, environment: $facts.environment} + .environments[$facts.environment]
  | .values += ($facts | del(.environment) | .dnsSuffix = dns_suffixes[.partition])
  | .values as $values
  | .roles |= map(.description as $prose | fill($values) | .description = $prose)
  | .shared |= fill($values);
