import { listOf, recordOf } from '../../iam/equality.ts';
import { documentSize, LIMITS } from '../../iam/limits.ts';
import { ServiceError } from '../responses.ts';
import { limitExceeded, noSuchEntity, validationError } from './handlers.ts';
import type { MemoryState, StoredPolicy, StoredRole } from './state.ts';

/** Managed policies that one role may hold; the default can be raised. */
export function attachedPoliciesQuota({ attachedPoliciesQuota: raised }: MemoryState): number {
  return raised ?? LIMITS.attachedPolicies;
}

function malformed(message: string): ServiceError {
  return new ServiceError('MalformedPolicyDocumentException', message, 400);
}

/** Names: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export function checkName(name: string | undefined, what: string, most: number): string {
  if (name === undefined || !/^[\w+=,.@-]+$/.test(name) || name.length > most) {
    throw validationError(
      `1 validation error detected: Value '${name}' at '${what}' failed to satisfy constraint: Member must have length less than or equal to ${most} and match [\\w+=,.@-]+`,
    );
  }
  return name;
}

/** Paths begin and end with '/'. */
export function checkPath(path: string | undefined): string {
  const checked = path ?? '/';
  if (checked.length > LIMITS.path || !/^(\/|\/[\u0021-\u007e]+\/)$/.test(checked)) {
    throw validationError(`The specified value for path is invalid: '${checked}'.`);
  }
  return checked;
}

/** The size and the form of a policy document; gives it parsed. */
export function checkDocument(text: string | undefined, most: number): Record<string, unknown> {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: tab, LF and CR are what IAM accepts.
  if (text === undefined || !/^[\u0009\u000a\u000d\u0020-\u00ff]+$/.test(text)) {
    throw validationError('The policy document holds characters that IAM does not accept.');
  }
  const document = parse(text);
  const statements = listOf(document.Statement).map(recordOf);
  if (statements.length === 0 || !statements.every(({ Effect }) => isEffect(Effect))) {
    throw malformed('Syntax errors in policy.');
  }
  checkSids(statements);
  if (documentSize(document) > most) {
    throw limitExceeded(`Cannot exceed quota for PolicySize: ${most}`);
  }
  return document;
}

function isEffect(value: unknown): boolean {
  return value === 'Allow' || value === 'Deny';
}

function parse(text: string): Record<string, unknown> {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === 'object' && document !== null && !Array.isArray(document)) {
      return document as Record<string, unknown>;
    }
  } catch {
    // Answered below, as anything else that is no object.
  }
  throw malformed('This policy contains invalid Json');
}

function checkSids(statements: readonly Readonly<Record<string, unknown>>[]): void {
  const sids = statements.flatMap(({ Sid }) =>
    typeof Sid === 'string' && Sid !== '' ? [Sid] : [],
  );
  if (sids.some((sid) => !/^[A-Za-z0-9]*$/.test(sid))) {
    throw malformed('Statement IDs (SID) must be alpha-numeric.');
  }
  if (new Set(sids).size !== sids.length) {
    throw malformed('Statement IDs (SID) in a single policy must be unique.');
  }
}

/** An identity policy names actions and resources and no principal. */
export function checkIdentityDocument(text: string | undefined, most: number): void {
  for (const statement of listOf(checkDocument(text, most).Statement).map(recordOf)) {
    if ('Principal' in statement)
      throw malformed('Policy document should not specify a principal.');
    if (!('Action' in statement || 'NotAction' in statement)) {
      throw malformed('Policy statement must contain actions.');
    }
    if (!('Resource' in statement || 'NotResource' in statement)) {
      throw malformed('Policy statement must contain resources.');
    }
  }
}

/**
 * A trust policy names principals, which must exist where IAM can see them, and no resource.
 * Gives the text with ARNs of roles here replaced by their IDs, as IAM stores it.
 */
export function checkTrust(state: MemoryState, text: string | undefined): string {
  const document = checkDocument(text, LIMITS.trustPolicy);
  for (const statement of listOf(document.Statement).map(recordOf)) {
    if ('Resource' in statement) throw malformed('Has prohibited field Resource');
    if (!('Principal' in statement)) throw malformed('Missing required field Principal');
    checkPrincipal(state, recordOf(statement.Principal));
  }
  return (text ?? '').replace(/"(arn:[^"]+:role\/[^"]+)"/g, (whole, arn: string) => {
    const role = findByArn(state, arn);
    return role === undefined ? whole : `"${role.id}"`;
  });
}

function findByArn(state: MemoryState, arn: string): StoredRole | undefined {
  const role = state.roles[arn.slice(arn.lastIndexOf('/') + 1).toLowerCase()];
  return role !== undefined && roleArn(state, role) === arn ? role : undefined;
}

function checkPrincipal(state: MemoryState, principal: Readonly<Record<string, unknown>>): void {
  for (const [type, value] of Object.entries(principal)) {
    for (const one of listOf(value).map(String)) {
      const here = one.startsWith(`arn:${state.partition}:iam::${state.account}:role/`);
      const isService = /^[a-z0-9.-]+\.(amazonaws\.com|amazon\.com)(\.cn)?$/.test(one);
      if (
        (type === 'AWS' && here && !findByArn(state, one)) ||
        (type === 'Service' && !isService)
      ) {
        throw malformed(`Invalid principal in policy: "${type}":"${one}"`);
      }
    }
  }
}

/** A trust policy as IAM shows it: an ID whose role is gone stays an ID. */
export function shownTrust(state: MemoryState, { trust }: StoredRole): string {
  return trust.replace(/"(AROA[A-Z0-9]+)"/g, (whole, id: string) => {
    const role = Object.values(state.roles).find((one) => one.id === id);
    return role === undefined ? whole : `"${roleArn(state, role)}"`;
  });
}

/** A document as the API gives it: percent-encoded after RFC 3986. */
export function encoded(document: string): string {
  return encodeURIComponent(document).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The ARN of a role in the embedded account. */
export function roleArn({ partition, account }: MemoryState, role: StoredRole): string {
  return `arn:${partition}:iam::${account}:role${role.path}${role.name}`;
}

/** The role of a name, in whatever case. */
export function findRole(state: MemoryState, name: string | undefined): StoredRole {
  const role = state.roles[(name ?? '').toLowerCase()];
  if (role === undefined) throw noSuchEntity(`The role with name ${name}`);
  return role;
}

/** A role that may be changed: not a service-linked one. */
export function findOwnRole(state: MemoryState, name: string | undefined): StoredRole {
  const role = findRole(state, name);
  if (!role.path.startsWith('/aws-service-role/')) return role;
  throw new ServiceError(
    'UnmodifiableEntityException',
    `Cannot perform the operation on the protected role '${role.name}' - this role is only modifiable by AWS`,
  );
}

/** The customer-managed policy of an ARN. */
export function findPolicy(state: MemoryState, arn: string | undefined): StoredPolicy {
  const policy = state.policies[arn ?? ''];
  if (policy === undefined) throw noSuchEntity(`Policy ${arn}`);
  return policy;
}
