import { listOf } from './lists.ts';
import type { PolicyPrincipal, PolicyStatement, Requester, RoleRequester } from './types.ts';

/**
 * How a policy names a requester. `direct`: itself, its session, or everybody. `role`: the role of
 * its session, or the user it was federated by. `account`: its whole account, which delegates.
 */
export type Naming = 'direct' | 'role' | 'account';

/** A name that a policy may know a requester by. */
export interface Identity {
  readonly type: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';
  readonly name: string;
  readonly naming: Naming;
}

/** Lists every name that a policy may know a requester by (IAM User Guide: reference_policies_elements_principal). */
export function identitiesOf(requester: Requester): readonly Identity[] {
  switch (requester.kind) {
    case 'role':
      return [accountName(requester), ...namesOfRole(requester)];
    case 'user':
      return [accountName(requester), { type: 'AWS', name: requester.arn, naming: 'direct' }];
    case 'federated-user': {
      const { arn, user } = requester;
      const own: Identity = { type: 'AWS', name: arn, naming: 'direct' };
      const federatedBy: Identity = { type: 'AWS', name: user ?? '', naming: 'role' };
      return [accountName(requester), own, ...(user === undefined ? [] : [federatedBy])];
    }
    case 'root':
      return [{ ...accountName(requester), naming: 'direct' }];
    case 'service':
      return [{ type: 'Service', name: requester.service, naming: 'direct' }];
    case 'federated':
      return [{ type: 'Federated', name: requester.provider, naming: 'direct' }];
    case 'canonical-user':
      return [{ type: 'CanonicalUser', name: requester.id, naming: 'direct' }];
    case 'anonymous':
      return [];
  }
}

function accountName({ account }: { readonly account: string }): Identity {
  return { type: 'AWS', name: account, naming: 'account' };
}

function namesOfRole({ account, name, arn, session }: RoleRequester): readonly Identity[] {
  const role: Identity = { type: 'AWS', name: arn ?? withoutPath(account, name), naming: 'role' };
  if (session === undefined) return [role];
  return [role, { type: 'AWS', name: session, naming: 'direct' }];
}

/** Stands for a role whose path is not known: an account has one role of a name, whatever the path. */
function withoutPath(account: string, name: string): string {
  return `${account} role ${name}`;
}

/** Gives how a statement of a resource policy names a requester; undefined when it does not. */
export type PrincipalMatch = (identities: readonly Identity[]) => Naming | undefined;

/** Compiles Principal or NotPrincipal; a statement with neither names nobody. */
export function compilePrincipal(statement: PolicyStatement): PrincipalMatch {
  const { Effect, Principal, NotPrincipal } = statement;
  if (Principal !== undefined) return compileNames(Principal);
  if (NotPrincipal !== undefined) return compileExceptions(NotPrincipal, Effect);
  return () => undefined;
}

const STRENGTHS = ['direct', 'role', 'account'] as const satisfies readonly Naming[];

function compileNames(principal: PolicyPrincipal): PrincipalMatch {
  const { everybody, has } = namesIn(principal);
  if (everybody) return () => 'direct';
  return (identities) => {
    const found = identities.filter(has);
    return STRENGTHS.find((naming) => found.some((one) => one.naming === naming));
  };
}

/**
 * A Deny spares whoever is named at every level: AWS may look at the account, then at the role, then
 * at the session, and asks for the ARNs of all of them. An Allow leaves out whoever is named at
 * one (IAM User Guide: reference_policies_elements_notprincipal).
 */
function compileExceptions(
  exceptions: PolicyPrincipal,
  effect: PolicyStatement['Effect'],
): PrincipalMatch {
  const { everybody, has } = namesIn(exceptions);
  if (everybody) return () => undefined;
  return (identities) => {
    const named = identities.filter(has);
    // A role acts through a session, whose name must be among the exceptions too.
    const isWhole =
      named.length === identities.length && named.some(({ naming }) => naming === 'direct');
    const isSpared = effect === 'Deny' ? isWhole : named.length > 0;
    return isSpared ? undefined : 'direct';
  };
}

interface Names {
  readonly everybody: boolean;
  readonly has: (identity: Identity) => boolean;
}

/** `"*"` and `{"AWS": "*"}` are equivalent; a `*` within a name is no wildcard. */
function namesIn(principal: PolicyPrincipal): Names {
  if (principal === '*') return { everybody: true, has: () => true };
  const names = new Map(
    Object.entries(principal).map(([type, values]) => [
      type,
      new Set(listOf(values).flatMap(namesFor)),
    ]),
  );
  return {
    everybody: names.get('AWS')?.has('*') ?? false,
    has: ({ type, name }) => names.get(type)?.has(name) ?? false,
  };
}

/** What a written name stands for: an account's ARN and its ID mean the same. */
function namesFor(name: string): readonly string[] {
  const [, account, kind = '', path = ''] =
    /^arn:[\w-]+:iam::(\d{12}):(root$|role\/)(.*)$/.exec(name) ?? [];
  if (account === undefined) return [name];
  return kind === 'root' ? [account] : [name, withoutPath(account, path.split('/').at(-1) ?? '')];
}
