/** Reads a role with all that is on it. */
export const READ_ROLE = [
  'iam:GetRole',
  'iam:GetRolePolicy',
  'iam:ListAttachedRolePolicies',
  'iam:ListInstanceProfilesForRole',
  'iam:ListRolePolicies',
];

/** Makes, changes and deletes a role. */
export const CHANGE_ROLE = [
  'iam:CreateRole',
  'iam:DeleteRole',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DeleteRolePolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:TagRole',
  'iam:UntagRole',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateRole',
];

/** Customer-managed policies with their versions. */
export const POLICY = [
  'iam:CreatePolicy',
  'iam:CreatePolicyVersion',
  'iam:DeletePolicy',
  'iam:DeletePolicyVersion',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
  'iam:ListPolicyVersions',
];

/** Instance profiles; putting a role into one takes iam:PassRole, too. */
export const PROFILE = [
  'iam:AddRoleToInstanceProfile',
  'iam:CreateInstanceProfile',
  'iam:DeleteInstanceProfile',
  'iam:GetInstanceProfile',
  'iam:RemoveRoleFromInstanceProfile',
];

/** OIDC providers. */
export const PROVIDER = [
  'iam:AddClientIDToOpenIDConnectProvider',
  'iam:CreateOpenIDConnectProvider',
  'iam:DeleteOpenIDConnectProvider',
  'iam:GetOpenIDConnectProvider',
  'iam:RemoveClientIDFromOpenIDConnectProvider',
];

/** The ECR repository, taken back only while it is empty. */
export const REPOSITORY = [
  'ecr:CreateRepository',
  'ecr:DeleteRepository',
  'ecr:PutLifecyclePolicy',
];

/** The policy of an ECR repository, whoever made it. */
export const REPOSITORY_POLICY = [
  'ecr:DeleteRepositoryPolicy',
  'ecr:GetRepositoryPolicy',
  'ecr:SetRepositoryPolicy',
];

/** Resource policies of CloudWatch Logs, and its destinations to look for; no resource to name. */
export const LOGS_POLICIES = [
  'logs:DeleteResourcePolicy',
  'logs:DescribeDestinations',
  'logs:DescribeResourcePolicies',
  'logs:PutResourcePolicy',
];

/** Deletes a role that is no longer defined, with its policies. */
export const REMOVE_DROPPED = [
  'iam:DeletePolicy',
  'iam:DeletePolicyVersion',
  'iam:DeleteRole',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
  'iam:ListPolicyVersions',
];
