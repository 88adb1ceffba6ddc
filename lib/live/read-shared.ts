import type { FoundDocument, ResourcePolicyKind } from '../plan/types.ts';
import { plainDocument } from './decode.ts';
import { allItems } from './pages.ts';
import type { AccountPort } from './port.ts';
import { isCode, orAbsent } from './service-error.ts';

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

/** A shared policy to read. */
export interface PolicyName {
  readonly policy: ResourcePolicyKind;
  readonly owner: string;
}

/** A shared policy as it was found. */
export interface FoundPolicy extends PolicyName {
  readonly document: FoundDocument | undefined;
  /** False when the repository or destination is not there; of Logs policies: the policy. */
  readonly exists: boolean;
}

/** Reads one shared policy. */
export async function readResourcePolicy(
  port: AccountPort,
  { policy, owner }: PolicyName,
): Promise<FoundPolicy> {
  const text = await READ[policy](port, owner);
  return { policy, owner, document: parse(text), exists: text !== undefined };
}

/** The policy's text: '' without one, undefined when its owner is not there. */
const READ = {
  'ecr-repository': readRepositoryPolicy,
  logs: readLogsPolicy,
  'logs-destination': readDestination,
} as const;

function parse(text: string | undefined): FoundDocument | undefined {
  return text === undefined || text === '' ? undefined : plainDocument(text);
}

/** Tells whether the repository exists, too. */
async function readRepositoryPolicy(
  port: AccountPort,
  repositoryName: string,
): Promise<string | undefined> {
  try {
    return (await port.call('GetRepositoryPolicy', { repositoryName })).policyText;
  } catch (error) {
    if (isCode(error, 'RepositoryPolicyNotFound')) return '';
    if (isCode(error, 'RepositoryNotFound')) return undefined;
    throw error;
  }
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

async function readDestination(port: AccountPort, name: string): Promise<string | undefined> {
  const { destinations } = await port.call('DescribeDestinations', { DestinationNamePrefix: name });
  const found = destinations?.find(({ destinationName }) => destinationName === name);
  return found && (found.accessPolicy ?? '');
}
