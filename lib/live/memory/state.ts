/** Everything that the embedded account holds: plain data that can be kept in a file. */
export interface MemoryState {
  readonly version: 1;
  readonly account: string;
  readonly partition: string;
  readonly region: string;
  /** Managed policies that a role may hold, where it is not the default. */
  readonly attachedPoliciesQuota?: number;
  /** Roles that the account may hold, where it is not the default. */
  readonly rolesQuota?: number;
  /** The number of IDs made so far. */
  serial: number;
  readonly roles: Record<string, StoredRole>;
  readonly policies: Record<string, StoredPolicy>;
  readonly profiles: Record<string, StoredProfile>;
  readonly providers: Record<string, StoredProvider>;
  readonly repositories: Record<string, StoredRepository>;
  readonly logsPolicies: Record<string, string>;
  readonly destinations: Record<string, { policy?: string }>;
}

/** Keyed by name in lower case. Documents are texts as they were sent. */
export interface StoredRole {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly created: string;
  description: string;
  maxSessionDuration: number;
  boundary?: string;
  readonly tags: Record<string, string>;
  trust: string;
  readonly inline: Record<string, string>;
  readonly attached: string[];
}

/** Keyed by ARN. */
export interface StoredPolicy {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  defaultVersion: string;
  /** The number of the newest version ever made. */
  latest: number;
  readonly versions: Record<string, string>;
}

/** Keyed by name in lower case. */
export interface StoredProfile {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  roles: string[];
}

/** Keyed by ARN. */
export interface StoredProvider {
  readonly url: string;
  audiences: string[];
}

export interface StoredRepository {
  readonly scanOnPush: boolean;
  readonly tagMutability: string;
  lifecycle?: string;
  policy?: string;
}

/** An account with nothing in it. */
export function emptyState(where: {
  readonly account: string;
  readonly partition: string;
  readonly region: string;
}): MemoryState {
  return {
    version: 1,
    ...where,
    serial: 0,
    roles: {},
    policies: {},
    profiles: {},
    providers: {},
    repositories: {},
    logsPolicies: {},
    destinations: {},
  };
}

/** A unique ID as IAM makes it, such as AROA…; the same calls give the same IDs. */
export function nextId(state: MemoryState, prefix: string): string {
  state.serial += 1;
  return prefix + state.serial.toString(32).toUpperCase().padStart(17, '0');
}
