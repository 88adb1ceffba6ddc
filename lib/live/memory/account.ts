import { ServiceError } from '../responses.ts';
import { attachedPoliciesQuota, encoded, roleArn, shownTrust } from './checks.ts';
import { alreadyExists, type Handlers, noSuchEntity, pageOf, validationError } from './handlers.ts';
import { attachments } from './managed-policies.ts';
import { profilesOf } from './profiles.ts';
import { listedRole, shownBoundary, shownTags } from './roles.ts';
import { type MemoryState, nextId, type StoredProvider } from './state.ts';

/** What concerns the account as a whole: identity, service-linked roles, providers, the listing. */
export const accountHandlers: Handlers<
  | 'GetCallerIdentity'
  | 'CreateServiceLinkedRole'
  | 'GetOpenIDConnectProvider'
  | 'CreateOpenIDConnectProvider'
  | 'AddClientIDToOpenIDConnectProvider'
  | 'ListAccountAliases'
  | 'GetAccountSummary'
  | 'GetAccountAuthorizationDetails'
> = {
  GetCallerIdentity: ({ account, partition }) => ({
    Account: account,
    UserId: 'AIDAPRACTICE',
    Arn: `arn:${partition}:iam::${account}:user/practice`,
  }),
  CreateServiceLinkedRole: (state, { AWSServiceName = '' }) => {
    const name = SERVICE_LINKED_ROLES[AWSServiceName];
    if (name === undefined) {
      throw new ServiceError('InvalidInputException', `Service ${AWSServiceName} is not known.`);
    }
    if (state.roles[name.toLowerCase()]) throw taken(name);
    const statement = {
      Effect: 'Allow',
      Principal: { Service: AWSServiceName },
      Action: 'sts:AssumeRole',
    };
    const role = {
      name,
      path: `/aws-service-role/${AWSServiceName}/`,
      id: nextId(state, 'AROA'),
      created: new Date().toISOString(),
      description: '',
      maxSessionDuration: 3600,
      tags: {},
      trust: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
      inline: {},
      attached: [],
    };
    state.roles[name.toLowerCase()] = role;
    return { Role: listedRole(state, role) };
  },
  GetOpenIDConnectProvider: (state, { OpenIDConnectProviderArn }) => {
    const { url, audiences } = findProvider(state, OpenIDConnectProviderArn);
    return { Url: url, ClientIDList: [...audiences] };
  },
  CreateOpenIDConnectProvider: (state, { Url = '', ClientIDList }) => {
    if (!/^https:\/\/[^\s/?#]+/.test(Url)) throw validationError(`The URL '${Url}' is not valid.`);
    const host = Url.replace('https://', '');
    const arn = `arn:${state.partition}:iam::${state.account}:oidc-provider/${host}`;
    if (state.providers[arn]) throw alreadyExists(`Provider with url ${Url}`);
    state.providers[arn] = { url: host, audiences: [...(ClientIDList ?? [])] };
    return { OpenIDConnectProviderArn: arn };
  },
  AddClientIDToOpenIDConnectProvider: (state, { OpenIDConnectProviderArn, ClientID }) => {
    const provider = findProvider(state, OpenIDConnectProviderArn);
    if (ClientID && !provider.audiences.includes(ClientID)) provider.audiences.push(ClientID);
    return {};
  },
  ListAccountAliases: () => ({ AccountAliases: [], IsTruncated: false }),
  GetAccountSummary: (state) => ({
    SummaryMap: {
      AttachedPoliciesPerRoleQuota: attachedPoliciesQuota(state),
      Roles: Object.keys(state.roles).length,
      RolesQuota: state.rolesQuota ?? 1000,
      Policies: Object.keys(state.policies).length,
      PoliciesQuota: 1500,
      InstanceProfiles: Object.keys(state.profiles).length,
      InstanceProfilesQuota: 1000,
    },
  }),
  GetAccountAuthorizationDetails: (state, input) => {
    const wanted = new Set<string>(input.Filter ?? ['Role', 'LocalManagedPolicy']);
    const entries = [
      ...(wanted.has('Role') ? roleEntries(state) : []),
      ...(wanted.has('LocalManagedPolicy') ? policyEntries(state) : []),
    ];
    const { items, ...page } = pageOf(entries, input);
    return {
      RoleDetailList: items.flatMap((entry) => entry.role?.() ?? []),
      Policies: items.flatMap((entry) => entry.policy?.() ?? []),
      ...page,
    };
  },
};

const SERVICE_LINKED_ROLES: Readonly<Record<string, string>> = {
  'ecs.amazonaws.com': 'AWSServiceRoleForECS',
  'elasticloadbalancing.amazonaws.com': 'AWSServiceRoleForElasticLoadBalancing',
};

function taken(name: string): ServiceError {
  return new ServiceError(
    'InvalidInputException',
    `Service role name ${name} has been taken in this account, please try a different suffix.`,
  );
}

function findProvider(state: MemoryState, arn: string | undefined): StoredProvider {
  const provider = state.providers[arn ?? ''];
  if (provider === undefined) throw noSuchEntity(`OpenIDConnect Provider ${arn}`);
  return provider;
}

/** One row of the listing, made when its page is asked for. */
interface Entry {
  readonly role?: () => ReturnType<typeof roleDetail>;
  readonly policy?: () => ReturnType<typeof policyDetail>;
}

function roleEntries(state: MemoryState): readonly Entry[] {
  return Object.keys(state.roles)
    .sort()
    .map((key) => ({ role: () => roleDetail(state, key) }));
}

/** RoleDetail has neither description nor session duration (API reference). */
function roleDetail(state: MemoryState, key: string) {
  const role = state.roles[key];
  if (role === undefined) throw noSuchEntity(`The role with name ${key}`);
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: roleArn(state, role),
    AssumeRolePolicyDocument: encoded(shownTrust(state, role)),
    InstanceProfileList: [...profilesOf(state, role.name)],
    RolePolicyList: Object.entries(role.inline).map(([PolicyName, document]) => ({
      PolicyName,
      PolicyDocument: encoded(document),
    })),
    AttachedManagedPolicies: role.attached.map((PolicyArn) => ({
      PolicyName: PolicyArn.slice(PolicyArn.lastIndexOf('/') + 1),
      PolicyArn,
    })),
    ...shownTags(role),
    ...shownBoundary(role),
  };
}

function policyEntries(state: MemoryState): readonly Entry[] {
  return Object.keys(state.policies)
    .sort()
    .map((arn) => ({ policy: () => policyDetail(state, arn) }));
}

function policyDetail(state: MemoryState, arn: string) {
  const policy = state.policies[arn];
  if (policy === undefined) throw noSuchEntity(`Policy ${arn}`);
  return {
    PolicyName: policy.name,
    Arn: arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: attachments(state, arn),
    PolicyVersionList: Object.entries(policy.versions).map(([VersionId, document]) => ({
      VersionId,
      Document: encoded(document),
      IsDefaultVersion: VersionId === policy.defaultVersion,
    })),
  };
}
