/** Reads a role with all that is on it. */
export const READ_ROLE = [
  'iam:GetRole',
  'iam:GetRolePolicy',
  'iam:ListAttachedRolePolicies',
  'iam:ListInstanceProfilesForRole',
  'iam:ListRolePolicies',
];

/** Makes and widens a role: with a permissions boundary, only while the role has it. */
export const WIDEN_ROLE = [
  'iam:CreateRole',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateRole',
];

/** Takes away from a role, and sets its tags: AWS grants nothing by it. */
export const REDUCE_ROLE = [
  'iam:DeleteRole',
  'iam:DeleteRolePolicy',
  'iam:TagRole',
  'iam:UntagRole',
];

/** Takes a permissions boundary off a role. */
export const UNBIND_ROLE = 'iam:DeleteRolePermissionsBoundary';

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

/** OIDC providers; the whole account shares them, so none is deleted. */
export const PROVIDER = [
  'iam:AddClientIDToOpenIDConnectProvider',
  'iam:CreateOpenIDConnectProvider',
  'iam:GetOpenIDConnectProvider',
];

/** The ECR repository; the environments share it, so it is not deleted. */
export const REPOSITORY = ['ecr:CreateRepository', 'ecr:PutLifecyclePolicy'];

/** The policy of an ECR repository, whoever made it. */
export const REPOSITORY_POLICY = [
  'ecr:DeleteRepositoryPolicy',
  'ecr:GetRepositoryPolicy',
  'ecr:SetRepositoryPolicy',
];

/** Resource policies of CloudWatch Logs, and its destinations to look for; no resource to name. */
export const LOGS_POLICIES = [
  'logs:DescribeDestinations',
  'logs:DescribeResourcePolicies',
  'logs:PutResourcePolicy',
];

/** Deletes a resource policy of CloudWatch Logs: any, because the call takes no resource. */
export const DELETE_LOGS_POLICY = 'logs:DeleteResourcePolicy';

/** Deletes a role that is no longer defined; both calls can be limited by the role's tags. */
export const REMOVE_ROLE = ['iam:DeleteRole', 'iam:DeleteRolePolicy'];

/** Deletes a customer-managed policy that is no longer defined. */
export const REMOVE_POLICY = [
  'iam:DeletePolicy',
  'iam:DeletePolicyVersion',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
  'iam:ListPolicyVersions',
];
