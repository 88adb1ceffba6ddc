import type { ManagedPolicyDetail, RoleDetail } from '@aws-sdk/client-iam';
import type { FoundAccount, FoundManagedPolicy, FoundRole } from '../plan/found-account.ts';
import type { AccountPort } from './port.ts';
import { tagsOf } from './read-role.ts';
import { decodeDocument, isCode, pagesOf } from './responses.ts';

/** Roles and customer-managed policies, by name and ARN. */
export type Listing = Pick<FoundAccount, 'roles' | 'managedPolicies'>;

/** Items of one page: the most that IAM allows. */
const PAGE = 1000;

/**
 * Reads every role and customer-managed policy of an account in pages. Documents are parsed when a
 * role is looked up, so that a large account takes little memory.
 */
export async function readListing(port: AccountPort): Promise<Listing> {
  const details = new Map<string, RoleDetail>();
  const policies = new Map<string, ManagedPolicyDetail>();
  const [settings] = await Promise.all([readSettings(port), readDetails(port, details, policies)]);
  return {
    roles: {
      get: (key) => {
        const detail = details.get(key);
        return detail && roleOfDetail(detail, settings.get(key));
      },
    },
    managedPolicies: {
      get: (arn) => {
        const detail = policies.get(arn);
        return detail && policyOfDetail(arn, detail);
      },
    },
  };
}

/** The same, or undefined when the credentials may not list the account. */
export async function listingIfAllowed(port: AccountPort): Promise<Listing | undefined> {
  try {
    return await readListing(port);
  } catch (error) {
    if (isCode(error, 'AccessDenied')) return undefined;
    throw error;
  }
}

async function readDetails(
  port: AccountPort,
  details: Map<string, RoleDetail>,
  policies: Map<string, ManagedPolicyDetail>,
): Promise<void> {
  const pages = pagesOf((marker) =>
    port.call('GetAccountAuthorizationDetails', {
      Filter: ['Role', 'LocalManagedPolicy'],
      MaxItems: PAGE,
      ...marker,
    }),
  );
  for await (const page of pages) {
    for (const role of page.RoleDetailList ?? []) {
      details.set((role.RoleName ?? '').toLowerCase(), role);
    }
    for (const policy of page.Policies ?? []) policies.set(policy.Arn ?? '', policy);
  }
}

interface Settings {
  readonly description: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
}

/** Settings that GetAccountAuthorizationDetails lacks and ListRoles has. */
async function readSettings(port: AccountPort): Promise<ReadonlyMap<string, Settings>> {
  const settings = new Map<string, Settings>();
  for await (const page of pagesOf((marker) =>
    port.call('ListRoles', { MaxItems: PAGE, ...marker }),
  )) {
    for (const { RoleName = '', Description = '', MaxSessionDuration = 3600 } of page.Roles ?? []) {
      settings.set(RoleName.toLowerCase(), {
        description: Description,
        maxSessionDuration: MaxSessionDuration,
      });
    }
  }
  return settings;
}

function roleOfDetail(detail: RoleDetail, settings: Settings | undefined): FoundRole {
  const inline = (detail.RolePolicyList ?? []).map(
    ({ PolicyName = '', PolicyDocument }) => [PolicyName, decodeDocument(PolicyDocument)] as const,
  );
  return {
    name: detail.RoleName ?? '',
    arn: detail.Arn ?? '',
    path: detail.Path ?? '/',
    description: settings?.description ?? '',
    maxSessionDuration: settings?.maxSessionDuration ?? 3600,
    boundary: detail.PermissionsBoundary?.PermissionsBoundaryArn,
    tags: tagsOf(detail.Tags),
    trust: decodeDocument(detail.AssumeRolePolicyDocument),
    inline: Object.fromEntries(inline),
    attached: (detail.AttachedManagedPolicies ?? []).map(({ PolicyArn = '' }) => PolicyArn),
    profiles: (detail.InstanceProfileList ?? []).map((one) => one.InstanceProfileName ?? ''),
  };
}

function policyOfDetail(arn: string, detail: ManagedPolicyDetail): FoundManagedPolicy {
  const version = detail.PolicyVersionList?.find((one) => one.IsDefaultVersion);
  return {
    arn,
    document: decodeDocument(version?.Document),
    attachments: detail.AttachmentCount ?? 0,
  };
}
