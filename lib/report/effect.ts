import { UserError } from '../errors.ts';
import { compilePolicies, decide } from '../evaluate/decide.ts';
import { listOf } from '../evaluate/lists.ts';
import { type PolicyPlace, readPolicy } from '../evaluate/read-policy.ts';
import type { AccessRequest, Policy, PolicyStatement, Requester } from '../evaluate/types.ts';
import type { Change } from '../plan/change.ts';
import { conditionText, exampleContext, exampleOf, ROLE, requestersOf } from './example.ts';

/** What somebody can do by one document and not by the other, as sentences without a verb. */
export interface Effect {
  readonly grants: readonly string[];
  readonly takes: readonly string[];
}

const NONE: Effect = { grants: [], takes: [] };

/**
 * What a change of a policy grants and takes: the evaluator answers by the document before and by the
 * one after, for an example of each action, resource and principal that they write. Empty for changes
 * of anything else, and for documents that are no policies.
 */
export function effectOf(change: Change): Effect {
  const found = documentsOf(change);
  if (found === undefined) return NONE;
  try {
    const read = (value: unknown): Policy =>
      value === undefined ? NOTHING : readPolicy(value, { name: change.item, kind: found.kind });
    return compare(read(found.before), read(found.after));
  } catch (error) {
    if (error instanceof UserError) return NONE;
    throw error;
  }
}

const NOTHING: Policy = { Version: '2012-10-17', Statement: [] };

interface Documents {
  readonly kind: PolicyPlace['kind'];
  readonly before: unknown;
  readonly after: unknown;
}

function documentsOf(change: Change): Documents | undefined {
  const { before, after } = change;
  switch (change.kind) {
    case 'inline-policy':
      return { kind: 'identity', before, after };
    case 'managed-policy':
      return {
        kind: 'identity',
        before: change.before?.document,
        after: change.after?.document,
      };
    case 'trust-policy':
      return { kind: 'trust', before, after };
    case 'resource-policy':
      return {
        kind: 'resource',
        before: documentOf(change.before),
        after: documentOf(change.after),
      };
    default:
      return undefined;
  }
}

function documentOf(statements: readonly unknown[] | undefined): unknown {
  if (statements === undefined || statements.length === 0) return undefined;
  return { Version: '2012-10-17', Statement: statements };
}

/** One thing that a statement is about, and a request for it. */
interface Case {
  readonly action: string;
  /** As written, or the principal. */
  readonly on: string;
  /** Its conditions in half a sentence; may be empty. */
  readonly when: string;
  readonly request: AccessRequest;
}

function compare(before: Policy, after: Policy): Effect {
  const cases = [...casesOf(before), ...casesOf(after)];
  const [old, wanted] = [allowing(before), allowing(after)];
  const answers = cases.map((one) => ({
    ...one,
    before: old(one.request),
    after: wanted(one.request),
  }));
  const changed = (from: 'before' | 'after', to: 'before' | 'after') => {
    const differing = answers.filter((one) => !one[from] && one[to]);
    return sentences(
      differing.map((one) => {
        // The same is allowed under other conditions on both sides.
        const kept = answers.find(
          (other) => other.action === one.action && other.on === one.on && other[from] && other[to],
        );
        return { ...one, except: kept?.when };
      }),
    );
  };
  return { grants: changed('before', 'after'), takes: changed('after', 'before') };
}

function allowing(policy: Policy): (request: AccessRequest) => boolean {
  const isAboutPrincipals = listOf(policy.Statement).some(
    ({ Principal, NotPrincipal }) => Principal !== undefined || NotPrincipal !== undefined,
  );
  const own = { name: 'policy', policy };
  // The other side is taken to allow everything: what is asked is what this document decides.
  const layers = compilePolicies(
    isAboutPrincipals
      ? { identity: [allowAll({ Resource: '*' })], resource: [own] }
      : { identity: [own], resource: [allowAll({ Principal: { AWS: ROLE.account } })] },
  );
  return (request) => decide(layers, request).result === 'allowed';
}

function allowAll(elements: Pick<PolicyStatement, 'Principal' | 'Resource'>) {
  const Statement: PolicyStatement = { Effect: 'Allow', Action: '*', ...elements };
  return { name: 'everything', policy: { Version: '2012-10-17', Statement } as const };
}

function casesOf(policy: Policy): readonly Case[] {
  const statements = listOf(policy.Statement);
  const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
  return statements.flatMap((statement) => {
    const { Effect, Action, Resource, Condition = {} } = statement;
    const written = listOf(Resource ?? '*');
    // A denial on '*' is about whatever is allowed.
    const resources =
      Effect === 'Deny' && written.includes('*')
        ? [...written, ...allowed.flatMap((one) => listOf(one.Resource))]
        : written;
    const context = exampleContext(Condition);
    const when = conditionText(Condition);
    const requesters = requestersOf(statement);
    return listOf(Action).flatMap((action) =>
      resources.flatMap((resource) =>
        requesters.map(({ name, requester }) => ({
          action,
          on: placeText(resource, name),
          when,
          request: requestFor(requester, { action, resource, context }),
        })),
      ),
    );
  });
}

function placeText(resource: string, principal: string | undefined): string {
  const on = resource === '*' && principal !== undefined ? '' : ` on ${resource}`;
  return principal === undefined ? on : `${on} to ${principal}`;
}

function requestFor(
  principal: Requester,
  { action, resource, context }: Pick<AccessRequest, 'action' | 'context'> & { resource: string },
): AccessRequest {
  return { principal, action: exampleOf(action), resource: exampleOf(resource), context };
}

/** Puts the actions of one place and condition into one sentence. */
function sentences(
  rights: readonly (Case & { readonly except: string | undefined })[],
): readonly string[] {
  const byPlace = new Map<string, string[]>();
  for (const { action, on, when, except } of rights) {
    const end = `${on}${when === '' ? '' : ` when ${when}`}${except ? ` unless ${except}` : ''}`;
    const actions = byPlace.get(end) ?? [];
    if (!actions.includes(action)) byPlace.set(end, [...actions, action]);
  }
  return [...byPlace].map(([end, actions]) => `${actions.join(', ')}${end}`);
}
