import { policiesFor, sourceOf } from '../can/ask.ts';
import { contextSent } from '../can/context.ts';
import type { CanDocuments, CanRole } from '../can/documents.ts';
import { nameOf } from '../can/notes.ts';
import { compilePolicies, decide } from '../evaluate/decide.ts';
import { explainDenial } from '../evaluate/explain.ts';
import { listOf } from '../evaluate/lists.ts';
import type { AccessRequest, StatementReference } from '../evaluate/types.ts';
import type { AccountFacts } from '../iam/fill.ts';
import type { Diagnosis } from './diagnosis.ts';

/** What this repo says of the request that failed. */
export type Checked =
  | { readonly result: 'granted' | 'denied'; readonly role: string; readonly statement: string }
  /** A statement would allow it if its conditions held. */
  | {
      readonly result: 'granted-if';
      readonly role: string;
      readonly statement: string;
      readonly conditions: readonly string[];
    }
  | { readonly result: 'not-granted'; readonly role: string; readonly closest?: string }
  /** The trust policy, in words. */
  | { readonly result: 'trust'; readonly role: string; readonly trusts: readonly string[] }
  | { readonly result: 'no-such-role' };

/** Where a message is held against what a repo defines. */
export interface Here {
  readonly documents: CanDocuments;
  readonly facts: AccountFacts;
}

/** Checks whether this repo grants what was refused; undefined where no role of a repo was asked. */
export function checkHere(
  { role: asker, roleName, action, resource, kind }: Diagnosis,
  { documents, facts }: Here,
): Checked | undefined {
  if (asker === 'operator' || asker === 'none' || action === null) return undefined;
  if (kind === 'conflict' || kind === 'limit') return undefined;
  const role = documents.roles.find(({ name, id }) =>
    roleName !== undefined && documents.roles.some((one) => one.name === roleName)
      ? name === roleName
      : id === asker,
  );
  if (role === undefined) return { result: 'no-such-role' };
  if (kind === 'trust') return { result: 'trust', role: role.name, trusts: trustsOf(role) };
  const bare: AccessRequest = {
    principal: { kind: 'role', account: facts.account, name: role.name, arn: role.arn },
    action,
    resource: resource ?? '*',
    context: {},
  };
  const request = { ...bare, context: contextSent(bare, documents, facts) };
  const policies = policiesFor(documents, request, role);
  const layers = compilePolicies(policies);
  const decision = decide(layers, request);
  const named = (one: StatementReference) => {
    const { file, line } = sourceOf(policies, one);
    const place = file === undefined ? '' : ` (${file}${line === undefined ? '' : `:${line}`})`;
    return `${nameOf(one)}${place}`;
  };
  if (decision.result === 'allowed') {
    const own = decision.by.find(({ layer }) => layer === 'identity') ?? decision.by[0];
    return { result: 'granted', role: role.name, statement: own === undefined ? '' : named(own) };
  }
  if (decision.result === 'explicitDeny') {
    return { result: 'denied', role: role.name, statement: named(decision.by) };
  }
  const closest = explainDenial(layers, request, decision).find(
    ({ layer }) => layer === 'identity',
  )?.closest;
  const own = decision.lacking.includes('identity');
  if (!own) {
    const isIdentity = { result: 'granted', role: role.name } as const;
    return { ...isIdentity, statement: 'its identity policies' };
  }
  if (closest === undefined) return { result: 'not-granted', role: role.name };
  const conditions = closest.mismatches.flatMap((one) =>
    one.element === 'Condition' ? [`${one.key} ${one.operator} ${one.wanted.join(' or ')}`] : [],
  );
  const statement = named(closest.statement);
  return conditions.length === closest.mismatches.length && conditions.length > 0
    ? { result: 'granted-if', role: role.name, statement, conditions }
    : { result: 'not-granted', role: role.name, closest: statement };
}

function trustsOf({ trust }: CanRole): readonly string[] {
  return listOf(trust?.policy.Statement).map(({ Principal, Condition }) => {
    const who =
      Principal === undefined || Principal === '*'
        ? '*'
        : Object.values(Principal).flatMap(listOf).join(', ');
    const only = Object.entries(Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(
        ([key, values]) => `${key} (${operator}) ${listOf(values).join(' or ')}`,
      ),
    );
    return only.length === 0 ? who : `${who}, if ${only.join(' and ')}`;
  });
}
