import { policyKey } from '../plan/plan-shared.ts';
import type { FoundDocument, ResourcePolicyKind } from '../plan/types.ts';
import { plainDocument } from './decode.ts';
import { allItems } from './pages.ts';
import type { AccountPort } from './port.ts';
import { orAbsent } from './service-error.ts';

/** True when the service has its service-linked role: found by its path, the name's case aside. */
export async function hasServiceLinkedRole(port: AccountPort, service: string): Promise<boolean> {
  const roles = await allItems(
    (marker) => port.call('ListRoles', { PathPrefix: `/aws-service-role/${service}/`, ...marker }),
    (page) => page.Roles,
  );
  return roles.length > 0;
}

/** The audiences of an OIDC provider, or undefined when it is not there. */
export async function readProvider(
  port: AccountPort,
  arn: string,
): Promise<readonly string[] | undefined> {
  const found = await orAbsent(
    port.call('GetOpenIDConnectProvider', { OpenIDConnectProviderArn: arn }),
  );
  return found && (found.ClientIDList ?? []);
}

/** True when the ECR repository exists. */
export async function hasRepository(port: AccountPort, name: string): Promise<boolean> {
  const found = await orAbsent(
    port.call('DescribeRepositories', { repositoryNames: [name] }),
    'RepositoryNotFound',
  );
  return found !== undefined;
}

/** A shared policy to read. */
export interface PolicyName {
  readonly policy: ResourcePolicyKind;
  readonly owner: string;
}

/** Reads one shared policy; `exists` is false for a Logs destination that is not there. */
export async function readResourcePolicy(
  port: AccountPort,
  { policy, owner }: PolicyName,
): Promise<{
  readonly key: string;
  readonly document: FoundDocument | undefined;
  readonly exists: boolean;
}> {
  const key = policyKey(policy, owner);
  if (policy === 'logs-destination') {
    const text = await readDestination(port, owner);
    return { key, document: parse(text ?? undefined), exists: text !== undefined };
  }
  const text =
    policy === 'logs' ? await readLogsPolicy(port, owner) : await readRepositoryPolicy(port, owner);
  return { key, document: parse(text), exists: text !== undefined };
}

function parse(text: string | undefined): FoundDocument | undefined {
  return text === undefined || text === '' ? undefined : plainDocument(text);
}

async function readRepositoryPolicy(
  port: AccountPort,
  repositoryName: string,
): Promise<string | undefined> {
  const found = await orAbsent(
    port.call('GetRepositoryPolicy', { repositoryName }),
    'RepositoryNotFound',
    'RepositoryPolicyNotFound',
  );
  return found?.policyText;
}

async function readLogsPolicy(port: AccountPort, name: string): Promise<string | undefined> {
  let nextToken: string | undefined;
  do {
    const page = await port.call('DescribeResourcePolicies', nextToken ? { nextToken } : {});
    const found = page.resourcePolicies?.find(({ policyName }) => policyName === name);
    if (found !== undefined) return found.policyDocument;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return undefined;
}

/** The destination's policy: '' without one, undefined when the destination is not there. */
async function readDestination(port: AccountPort, name: string): Promise<string | undefined> {
  const { destinations } = await port.call('DescribeDestinations', { DestinationNamePrefix: name });
  const found = destinations?.find(({ destinationName }) => destinationName === name);
  return found && (found.accessPolicy ?? '');
}
