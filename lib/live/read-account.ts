import type { FoundAccount, FoundRole } from '../plan/found-account.ts';
import type { AccountPort } from './port.ts';
import { type Listing, listingIfAllowed } from './read-listing.ts';
import { readManagedPolicy, readProfile, readRole } from './read-role.ts';
import { hasServiceLinkedRole, readProvider, readResourcePolicies } from './read-shared.ts';

/** Names of everything that a plan reads. */
export interface ReadRequest {
  readonly account: string;
  readonly partition: string;
  readonly roles: readonly string[];
  /** ARNs of customer-managed policies, besides those attached to the roles. */
  readonly managedPolicies: readonly string[];
  readonly profiles: readonly string[];
  /** Service names. */
  readonly serviceLinkedRoles: readonly string[];
  /** ARNs. */
  readonly oidcProviders: readonly string[];
  /** Read the policies of these repositories and those of CloudWatch Logs. */
  readonly resourcePolicies?: { readonly repositories: readonly string[] };
  /** Read the instance profiles that hold each role, too. */
  readonly beforeRemoval: boolean;
}

/** From this many roles on, one listing of the account is faster than calls per role. */
export const LISTING_FROM = 50;

/**
 * Reads what the request names; roles and managed policies come from the listing where there is one.
 * Calls run in parallel: wrap the port in `limited`.
 */
export async function readAccount(
  port: AccountPort,
  request: ReadRequest,
  listing?: Listing,
): Promise<FoundAccount> {
  const [identity, profiles, linked, providers, policies] = await Promise.all([
    listing ?? readRoles(port, request),
    readMap(request.profiles, (name) => readProfile(port, name), lowerCase),
    readMap(request.serviceLinkedRoles, async (service) =>
      (await hasServiceLinkedRole(port, service)) ? service : undefined,
    ),
    readMap(request.oidcProviders, (arn) => readProvider(port, arn)),
    request.resourcePolicies && readResourcePolicies(port, request.resourcePolicies.repositories),
  ]);
  return {
    account: request.account,
    partition: request.partition,
    ...identity,
    profiles,
    serviceLinkedRoles: new Set(linked.keys()),
    oidcProviders: providers,
    resourcePolicies: policies ?? [],
  };
}

async function readRoles(port: AccountPort, request: ReadRequest): Promise<Listing> {
  const isMany = request.roles.length >= LISTING_FROM;
  return (isMany ? await listingIfAllowed(port) : undefined) ?? readEach(port, request);
}

async function readEach(port: AccountPort, request: ReadRequest): Promise<Listing> {
  const [roles, named] = await Promise.all([
    readMap(request.roles, (name) => readRole(port, name, request.beforeRemoval), lowerCase),
    readMap(request.managedPolicies, (arn) => readManagedPolicy(port, arn)),
  ]);
  const further = [...roles.values()].flatMap(ownPolicies).filter((arn) => !named.has(arn));
  const attached = await readMap(further, (arn) => readManagedPolicy(port, arn));
  return { roles, managedPolicies: new Map([...named, ...attached]) };
}

/** Attached policies named after the role: the only ones that can be ours. */
function ownPolicies({ name, attached }: FoundRole): readonly string[] {
  return attached.filter((arn) => arn.includes(`/${name}-`) && !arn.includes(':iam::aws:'));
}

async function readMap<Value>(
  names: readonly string[],
  read: (name: string) => Promise<Value | undefined>,
  keyOf: (name: string) => string = (name) => name,
): Promise<Map<string, Value>> {
  const entries = await Promise.all(
    [...new Set(names)].map(async (name) => [keyOf(name), await read(name)] as const),
  );
  return new Map(
    entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
}

function lowerCase(name: string): string {
  return name.toLowerCase();
}
