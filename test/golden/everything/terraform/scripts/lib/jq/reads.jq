# The calls that show what $expected speaks of, one a line: the kind of read, and on what.

(.roles[]
  | "role \(.name)", "role-policies \(.name)", "attached \(.name)",
    (.name as $role | .inlinePolicies | keys[] | "role-policy \($role) \(.)"),
    (.managedPolicies[] | "managed-policy \(.arn)"),
    (.instanceProfile // empty | "instance-profile \(.)")),
(.serviceLinkedRoles[] | "service-linked-role \(.)"),
(.oidcProviders[] | "oidc-provider \(.arn)"),
(.repositories[] | "repository \(.)", "repository-policy \(.)"),
(if any(.resourcePolicies[]; .kind == "logs") then "logs-policies all" else empty end),
(.resourcePolicies[] | select(.kind == "logs-destination") | "destination \(.owner)")
