import type { JsonDocument } from '../iam/document.ts';
import type { FoundResourcePolicy } from '../plan/found-account.ts';
import type { AccountPort } from './port.ts';
import { allItems, isCode, orAbsent, plainDocument } from './responses.ts';

/** True when the service has its service-linked role: looked up by path, because names vary. */
export async function hasServiceLinkedRole(port: AccountPort, service: string): Promise<boolean> {
  const roles = await allItems(
    (marker) => port.call('ListRoles', { PathPrefix: `/aws-service-role/${service}/`, ...marker }),
    (page) => page.Roles,
  );
  return roles.length > 0;
}

/** The audiences of an OIDC provider, or undefined when there is no such provider. */
export async function readProvider(
  port: AccountPort,
  arn: string,
): Promise<readonly string[] | undefined> {
  const found = await orAbsent(
    port.call('GetOpenIDConnectProvider', { OpenIDConnectProviderArn: arn }),
  );
  return found && (found.ClientIDList ?? []);
}

/** The name of a shared policy. */
export type PolicyName = Pick<FoundResourcePolicy, 'policy' | 'owner'>;

/** Reads the policies of these repositories, and all that CloudWatch Logs has. */
export async function readResourcePolicies(
  port: AccountPort,
  repositories: readonly string[],
): Promise<readonly FoundResourcePolicy[]> {
  const lists = await Promise.all([
    ...repositories.map((name) => readRepositoryPolicy(port, name)),
    readLogsPolicies(port),
    readDestinations(port),
  ]);
  return lists.flat();
}

/** Reads the document of one shared policy as it stands at this moment. */
export async function readResourcePolicy(
  port: AccountPort,
  { policy, owner }: PolicyName,
): Promise<JsonDocument | undefined> {
  const list = await READ[policy](port, owner);
  return list.find((one) => one.owner === owner)?.document;
}

const READ = {
  'ecr-repository': readRepositoryPolicy,
  logs: readLogsPolicies,
  'logs-destination': readDestinations,
} as const;

/** One policy, or none when there is no such repository. */
async function readRepositoryPolicy(
  port: AccountPort,
  owner: string,
): Promise<readonly FoundResourcePolicy[]> {
  const found = { policy: 'ecr-repository', owner } as const;
  try {
    const { policyText } = await port.call('GetRepositoryPolicy', { repositoryName: owner });
    return [{ ...found, document: parse(policyText) }];
  } catch (error) {
    if (isCode(error, 'RepositoryPolicyNotFound')) return [{ ...found, document: undefined }];
    if (isCode(error, 'RepositoryNotFound')) return [];
    throw error;
  }
}

async function readLogsPolicies(port: AccountPort): Promise<readonly FoundResourcePolicy[]> {
  const policies = await allTokens(
    (token) => port.call('DescribeResourcePolicies', token),
    (page) => page.resourcePolicies,
  );
  return policies.map(({ policyName = '', policyDocument }) => ({
    policy: 'logs',
    owner: policyName,
    document: parse(policyDocument),
  }));
}

async function readDestinations(port: AccountPort): Promise<readonly FoundResourcePolicy[]> {
  const destinations = await allTokens(
    (token) => port.call('DescribeDestinations', token),
    (page) => page.destinations,
  );
  return destinations.map(({ destinationName = '', accessPolicy }) => ({
    policy: 'logs-destination',
    owner: destinationName,
    document: parse(accessPolicy),
  }));
}

function parse(text: string | undefined): JsonDocument | undefined {
  return text === undefined || text === '' ? undefined : plainDocument(text);
}

/** Every item of every page of a listing of CloudWatch Logs, in order. */
async function allTokens<Output extends { readonly nextToken?: string | undefined }, Item>(
  read: (token: { readonly nextToken?: string }) => Promise<Output>,
  items: (page: Output) => readonly Item[] | undefined,
): Promise<readonly Item[]> {
  const all: Item[] = [];
  let token: { readonly nextToken?: string } | undefined = {};
  while (token !== undefined) {
    const page: Output = await read(token);
    all.push(...(items(page) ?? []));
    token = page.nextToken === undefined ? undefined : { nextToken: page.nextToken };
  }
  return all;
}
