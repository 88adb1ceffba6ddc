import type * as Logs from '@aws-sdk/client-cloudwatch-logs';
import type * as Ecr from '@aws-sdk/client-ecr';
import type * as Iam from '@aws-sdk/client-iam';
import type * as Sts from '@aws-sdk/client-sts';

/** Input and output of one operation, in AWS's own words. */
interface Operation<Input, Output> {
  readonly input: Input;
  readonly output: Omit<Output, '$metadata'>;
}

/** Every operation that plan, apply, validate and destroy make. */
export interface Operations {
  GetCallerIdentity: Operation<Sts.GetCallerIdentityRequest, Sts.GetCallerIdentityResponse>;

  GetRole: Operation<Iam.GetRoleRequest, Iam.GetRoleResponse>;
  ListRoles: Operation<Iam.ListRolesRequest, Iam.ListRolesResponse>;
  CreateRole: Operation<Iam.CreateRoleRequest, Iam.CreateRoleResponse>;
  UpdateRole: Operation<Iam.UpdateRoleRequest, object>;
  DeleteRole: Operation<Iam.DeleteRoleRequest, object>;
  UpdateAssumeRolePolicy: Operation<Iam.UpdateAssumeRolePolicyRequest, object>;
  TagRole: Operation<Iam.TagRoleRequest, object>;
  UntagRole: Operation<Iam.UntagRoleRequest, object>;
  PutRolePermissionsBoundary: Operation<Iam.PutRolePermissionsBoundaryRequest, object>;
  DeleteRolePermissionsBoundary: Operation<Iam.DeleteRolePermissionsBoundaryRequest, object>;

  ListRolePolicies: Operation<Iam.ListRolePoliciesRequest, Iam.ListRolePoliciesResponse>;
  GetRolePolicy: Operation<Iam.GetRolePolicyRequest, Iam.GetRolePolicyResponse>;
  PutRolePolicy: Operation<Iam.PutRolePolicyRequest, object>;
  DeleteRolePolicy: Operation<Iam.DeleteRolePolicyRequest, object>;
  ListAttachedRolePolicies: Operation<
    Iam.ListAttachedRolePoliciesRequest,
    Iam.ListAttachedRolePoliciesResponse
  >;
  AttachRolePolicy: Operation<Iam.AttachRolePolicyRequest, object>;
  DetachRolePolicy: Operation<Iam.DetachRolePolicyRequest, object>;

  GetPolicy: Operation<Iam.GetPolicyRequest, Iam.GetPolicyResponse>;
  GetPolicyVersion: Operation<Iam.GetPolicyVersionRequest, Iam.GetPolicyVersionResponse>;
  ListPolicyVersions: Operation<Iam.ListPolicyVersionsRequest, Iam.ListPolicyVersionsResponse>;
  CreatePolicy: Operation<Iam.CreatePolicyRequest, Iam.CreatePolicyResponse>;
  CreatePolicyVersion: Operation<Iam.CreatePolicyVersionRequest, Iam.CreatePolicyVersionResponse>;
  DeletePolicyVersion: Operation<Iam.DeletePolicyVersionRequest, object>;
  DeletePolicy: Operation<Iam.DeletePolicyRequest, object>;

  GetInstanceProfile: Operation<Iam.GetInstanceProfileRequest, Iam.GetInstanceProfileResponse>;
  ListInstanceProfilesForRole: Operation<
    Iam.ListInstanceProfilesForRoleRequest,
    Iam.ListInstanceProfilesForRoleResponse
  >;
  CreateInstanceProfile: Operation<
    Iam.CreateInstanceProfileRequest,
    Iam.CreateInstanceProfileResponse
  >;
  AddRoleToInstanceProfile: Operation<Iam.AddRoleToInstanceProfileRequest, object>;
  RemoveRoleFromInstanceProfile: Operation<Iam.RemoveRoleFromInstanceProfileRequest, object>;
  DeleteInstanceProfile: Operation<Iam.DeleteInstanceProfileRequest, object>;

  CreateServiceLinkedRole: Operation<
    Iam.CreateServiceLinkedRoleRequest,
    Iam.CreateServiceLinkedRoleResponse
  >;
  GetOpenIDConnectProvider: Operation<
    Iam.GetOpenIDConnectProviderRequest,
    Iam.GetOpenIDConnectProviderResponse
  >;
  CreateOpenIDConnectProvider: Operation<
    Iam.CreateOpenIDConnectProviderRequest,
    Iam.CreateOpenIDConnectProviderResponse
  >;
  AddClientIDToOpenIDConnectProvider: Operation<
    Iam.AddClientIDToOpenIDConnectProviderRequest,
    object
  >;
  ListAccountAliases: Operation<Iam.ListAccountAliasesRequest, Iam.ListAccountAliasesResponse>;
  GetAccountSummary: Operation<object, Iam.GetAccountSummaryResponse>;
  GetAccountAuthorizationDetails: Operation<
    Iam.GetAccountAuthorizationDetailsRequest,
    Iam.GetAccountAuthorizationDetailsResponse
  >;

  CreateRepository: Operation<Ecr.CreateRepositoryRequest, Ecr.CreateRepositoryResponse>;
  PutLifecyclePolicy: Operation<Ecr.PutLifecyclePolicyRequest, object>;
  GetRepositoryPolicy: Operation<Ecr.GetRepositoryPolicyRequest, Ecr.GetRepositoryPolicyResponse>;
  SetRepositoryPolicy: Operation<Ecr.SetRepositoryPolicyRequest, object>;
  DeleteRepositoryPolicy: Operation<Ecr.DeleteRepositoryPolicyRequest, object>;

  DescribeResourcePolicies: Operation<
    Logs.DescribeResourcePoliciesRequest,
    Logs.DescribeResourcePoliciesResponse
  >;
  PutResourcePolicy: Operation<Logs.PutResourcePolicyRequest, object>;
  DeleteResourcePolicy: Operation<Logs.DeleteResourcePolicyRequest, object>;
  DescribeDestinations: Operation<
    Logs.DescribeDestinationsRequest,
    Logs.DescribeDestinationsResponse
  >;
  PutDestinationPolicy: Operation<Logs.PutDestinationPolicyRequest, object>;
}

export type OperationName = keyof Operations;
export type InputOf<Name extends OperationName> = Operations[Name]['input'];
export type OutputOf<Name extends OperationName> = Operations[Name]['output'];

/** An AWS account, real or embedded: one call at a time, in AWS's own words and with its errors. */
export interface AccountPort {
  readonly call: <Name extends OperationName>(
    name: Name,
    input: InputOf<Name>,
  ) => Promise<OutputOf<Name>>;
}

export type ServiceId = 'sts' | 'iam' | 'ecr' | 'logs';

const OTHER_SERVICES: Readonly<Partial<Record<OperationName, ServiceId>>> = {
  GetCallerIdentity: 'sts',
  CreateRepository: 'ecr',
  PutLifecyclePolicy: 'ecr',
  GetRepositoryPolicy: 'ecr',
  SetRepositoryPolicy: 'ecr',
  DeleteRepositoryPolicy: 'ecr',
  DescribeResourcePolicies: 'logs',
  PutResourcePolicy: 'logs',
  DeleteResourcePolicy: 'logs',
  DescribeDestinations: 'logs',
  PutDestinationPolicy: 'logs',
};

/** The service an operation belongs to; also the prefix of its IAM action. */
export function serviceOf(name: OperationName): ServiceId {
  return OTHER_SERVICES[name] ?? 'iam';
}

/** True for operations that change nothing. */
export function isRead(name: OperationName): boolean {
  return /^(Get|List|Describe)/.test(name);
}
