import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolePoliciesCommand,
  paginateListRoles,
} from '@aws-sdk/client-iam';
import { policyDocument, trustDocument } from '../../lib/iam/document.ts';
import { listOf, recordOf } from '../../lib/iam/equality.ts';
import type { Model, ModelRole } from '../../lib/iam/model.ts';
import type { FilledString } from '../../lib/iam/template-string.ts';

/** A role as an account holds it, in one order: what two ways of deploying must agree on. */
export interface AccountRole {
  readonly name: string;
  readonly path: string;
  readonly description: string;
  readonly maxSessionDuration: number;
  readonly boundary: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly trust: unknown;
  readonly inline: Readonly<Record<string, unknown>>;
  /** ARN → document for policies of the account; ARN → 'aws' for AWS's own. */
  readonly attached: Readonly<Record<string, unknown>>;
  readonly instanceProfiles: readonly string[];
}

/** The same facts about a filled model: what the account shall hold. Sorted by role name. */
export function expectedRoles(
  model: Model<FilledString>,
  facts: { readonly account: string; readonly partition: string },
): readonly AccountRole[] {
  return model.roles.map((role) => expectedRole(role, facts)).sort(byName);
}

function expectedRole(
  role: ModelRole<FilledString>,
  { account, partition }: { readonly account: string; readonly partition: string },
): AccountRole {
  const { settings } = role;
  const own = role.managedPolicies.map((policy) => [
    `arn:${partition}:iam::${account}:policy${policy.path}${policy.name}`,
    canonical(policyDocument(policy.statements)),
  ]);
  return {
    name: role.name,
    path: settings.path,
    description: settings.description,
    maxSessionDuration: settings.maxSessionDuration,
    boundary: settings.boundary,
    tags: sortKeys(settings.tags),
    trust: trustMeaning(trustDocument(role.trust)),
    inline: sortKeys(
      Object.fromEntries(
        role.inlinePolicies.map(({ name, statements }) => [
          name,
          canonical(policyDocument(statements)),
        ]),
      ),
    ),
    attached: sortKeys(
      Object.fromEntries([...own, ...role.managedPolicyArns.map((arn) => [arn, 'aws'])]),
    ),
    instanceProfiles: role.instanceProfile === undefined ? [] : [role.instanceProfile],
  };
}

/** Reads every role of an account but service-linked ones. Sorted by name. */
export async function readRoles(url: string): Promise<readonly AccountRole[]> {
  const client = new IAMClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const roles: AccountRole[] = [];
  try {
    for await (const page of paginateListRoles({ client }, {})) {
      for (const { RoleName, Path } of page.Roles ?? []) {
        if (RoleName === undefined || Path?.startsWith('/aws-service-role/')) continue;
        roles.push(await readRole(client, RoleName));
      }
    }
  } finally {
    client.destroy();
  }
  return roles.sort(byName);
}

async function readRole(client: IAMClient, RoleName: string): Promise<AccountRole> {
  const { Role } = await client.send(new GetRoleCommand({ RoleName }));
  const { PolicyNames = [] } = await client.send(new ListRolePoliciesCommand({ RoleName }));
  const inline: Record<string, unknown> = {};
  for (const PolicyName of PolicyNames) {
    const { PolicyDocument } = await client.send(
      new GetRolePolicyCommand({ RoleName, PolicyName }),
    );
    inline[PolicyName] = decode(PolicyDocument);
  }
  const attached: Record<string, unknown> = {};
  const { AttachedPolicies = [] } = await client.send(
    new ListAttachedRolePoliciesCommand({ RoleName }),
  );
  for (const { PolicyArn = '' } of AttachedPolicies) {
    attached[PolicyArn] = PolicyArn.includes(':iam::aws:')
      ? 'aws'
      : await readPolicy(client, PolicyArn);
  }
  const profiles = await client.send(new ListInstanceProfilesForRoleCommand({ RoleName }));
  const tags = (Role?.Tags ?? []).filter(({ Key = '' }) => !Key.startsWith('aws:'));
  return {
    name: RoleName,
    path: Role?.Path ?? '',
    description: Role?.Description ?? '',
    maxSessionDuration: Role?.MaxSessionDuration ?? 0,
    boundary: Role?.PermissionsBoundary?.PermissionsBoundaryArn,
    tags: sortKeys(Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]))),
    trust: trustMeaning(parse(Role?.AssumeRolePolicyDocument)),
    inline: sortKeys(inline),
    attached: sortKeys(attached),
    instanceProfiles: (profiles.InstanceProfiles ?? [])
      .map(({ InstanceProfileName = '' }) => InstanceProfileName)
      .sort(),
  };
}

async function readPolicy(client: IAMClient, PolicyArn: string): Promise<unknown> {
  const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn }));
  const VersionId = Policy?.DefaultVersionId ?? 'v1';
  const { PolicyVersion } = await client.send(
    new GetPolicyVersionCommand({ PolicyArn, VersionId }),
  );
  return decode(PolicyVersion?.Document);
}

function decode(document: string | undefined): unknown {
  return canonical(parse(document));
}

function parse(document: string | undefined): unknown {
  return JSON.parse(decodeURIComponent(document ?? 'null'));
}

/**
 * A trust policy in one order without its Sids, which mean nothing there: CDK's principals write
 * none. This is the one place where the ways of deploying are compared without them.
 */
export function trustMeaning(document: unknown): unknown {
  const { Statement, ...rest } = recordOf(document);
  const statements = listOf(Statement).map((statement) => {
    const { Sid: _sid, ...others } = recordOf(statement);
    return others;
  });
  return canonical({ ...rest, Statement: statements });
}

/** A policy document in one form: statements by Sid, lists sorted, single values as lists. */
export function canonical(document: unknown): unknown {
  const { Statement, ...rest } = document as { Statement: unknown };
  const statements = (Array.isArray(Statement) ? Statement : [Statement]) as Record<
    string,
    unknown
  >[];
  return sortKeys({
    ...rest,
    Statement: statements
      .map((statement) => canonicalStatement(statement))
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  });
}

function canonicalStatement(statement: Record<string, unknown>): unknown {
  return sortKeys(
    Object.fromEntries(
      Object.entries(statement).map(([key, value]) => [
        key,
        key === 'Sid' || key === 'Effect' ? value : canonicalValue(value),
      ]),
    ),
  );
}

function canonicalValue(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map(String))].sort();
  if (typeof value !== 'object' || value === null) return [String(value)];
  return sortKeys(
    Object.fromEntries(Object.entries(value).map(([key, item]) => [key, canonicalValue(item)])),
  );
}

/** The same object with its keys in order. */
export function sortKeys<T>(object: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function byName(a: AccountRole, b: AccountRole): number {
  return a.name < b.name ? -1 : 1;
}
