import { requireAction } from '../authorization/actions.ts';
import { fitOfResource } from '../authorization/resources.ts';
import { didYouMean } from '../did-you-mean.ts';
import { UserError } from '../errors.ts';
import { accountOf } from '../evaluate/arns.ts';
import { compilePolicies, decide } from '../evaluate/decide.ts';
import { explainDenial } from '../evaluate/explain.ts';
import { readRequester } from '../evaluate/requester.ts';
import type { AccessRequest, Policies, Requester, StatementReference } from '../evaluate/types.ts';
import { matchesPattern } from '../evaluate/wildcards.ts';
import type { AccountFacts } from '../iam/fill.ts';
import type { CanAnswer, CanQuestion } from './answer.ts';
import { contextSent } from './context.ts';
import type { CanDocuments, CanRole, SourcedPolicy, StatementSource } from './documents.ts';
import { notesOn } from './notes.ts';

/**
 * Answers whether somebody can do something, from documents alone. @throws UserError UnknownAction,
 * UnknownRole, UnknownPrincipal
 */
export function askCan(
  documents: CanDocuments,
  question: CanQuestion,
  facts: AccountFacts,
): CanAnswer {
  const action = requireAction(question.action);
  const { role, requester } = principalOf(documents, question.principal, facts);
  const asked = resourceOf(documents, question.resource ?? '*');
  // AWS asks such an action on '*', whatever the caller has in mind.
  const takesNone = fitOfResource(action, asked).fit === 'takes-none';
  const { resourceAccount } = question;
  const bare: AccessRequest = {
    principal: requester,
    action: action.action,
    resource: takesNone ? '*' : asked,
    ...(resourceAccount !== undefined && { resourceAccount }),
    context: question.context ?? {},
  };
  const filledIn = contextSent(bare, documents, facts);
  const request = { ...bare, context: { ...filledIn, ...bare.context } };
  const policies = policiesFor(documents, request, role);
  const layers = compilePolicies(policies);
  const decision = decide(layers, request);
  const withSource = (one: StatementReference) => ({ ...one, ...sourceOf(policies, one) });
  const lacking = explainDenial(layers, request, decision).map(({ layer, closest }) => ({
    layer,
    ...(closest && { closest: { ...closest, statement: withSource(closest.statement) } }),
  }));
  const answer = {
    result: decision.result,
    principal: role?.name ?? question.principal,
    action: action.action,
    resource: asked,
    context: bare.context,
    filledIn,
    statements: statementsOf(decision).map(withSource),
    lacking,
  };
  const notes = notesOn({ answer, action, policies, ...(role && { role }) });
  return { ...answer, notes };
}

interface Asking {
  readonly role?: CanRole;
  readonly requester: Requester;
}

function principalOf(documents: CanDocuments, text: string, facts: AccountFacts): Asking {
  const role = findRole(documents, text);
  if (role !== undefined) {
    return {
      role,
      requester: { kind: 'role', account: facts.account, name: role.name, arn: role.arn },
    };
  }
  if (/[:.*]/.test(text)) return ofSession(documents, readRequester(text));
  throw unknownRole(documents, text);
}

/** The role of a name, an id or an ARN. @throws UserError UnknownRole, with the role that was meant */
export function requireRole(documents: CanDocuments, text: string): CanRole {
  const role = findRole(documents, text);
  if (role === undefined) throw unknownRole(documents, text);
  return role;
}

function findRole({ roles }: CanDocuments, text: string): CanRole | undefined {
  return roles.find(({ name, id, arn }) => [name, id, arn].includes(text));
}

function unknownRole(documents: CanDocuments, text: string): UserError {
  const known = documents.roles.flatMap(({ name, id }) => [
    name,
    ...(id === undefined ? [] : [id]),
  ]);
  const hint = didYouMean(
    text,
    known,
    `The roles are ${documents.roles.map(({ name }) => name).join(', ')}.`,
  );
  return new UserError('UnknownRole', `There is no role '${text}'.`, hint);
}

/** A session of a role that the documents have; another account may have a role of the same name. */
function ofSession({ roles }: CanDocuments, requester: Requester): Asking {
  if (requester.kind !== 'role') return { requester };
  const { account, name } = requester;
  const role = roles.find((one) => one.name === name && accountOf(one.arn) === account);
  if (role === undefined) return { requester };
  return { role, requester: { ...requester, arn: role.arn } };
}

/** A role may be named instead of its ARN. */
function resourceOf({ roles }: CanDocuments, text: string): string {
  return roles.find(({ name, id }) => name === text || id === text)?.arn ?? text;
}

/** The documents that bear on a request: a resource without any known has no such layer. */
export function policiesFor(
  { roles, resources, scps, rcps }: CanDocuments,
  { resource = '*' }: AccessRequest,
  role: CanRole | undefined,
): Policies {
  const own = [
    ...resources
      .filter(({ arn }) => matchesPattern(arn, resource))
      .flatMap(({ policies }) => policies),
    ...roles.flatMap(({ arn, trust }) => (arn === resource && trust !== undefined ? [trust] : [])),
  ];
  return {
    identity: role?.identity ?? [],
    ...(role?.boundary && { boundary: role.boundary }),
    ...(role?.session && { session: role.session }),
    ...(own.length > 0 && { resource: own }),
    ...(scps && { scps }),
    ...(rcps && { rcps }),
  };
}

function statementsOf(decision: ReturnType<typeof decide>): readonly StatementReference[] {
  if (decision.result === 'implicitDeny') return [];
  return decision.result === 'allowed' ? decision.by : [decision.by];
}

/** What is known of a statement besides its place in the documents. */
export function sourceOf(
  policies: Policies,
  { layer, policy, index }: StatementReference,
): StatementSource {
  const lists: Record<StatementReference['layer'], readonly SourcedPolicy[]> = {
    identity: policies.identity ?? [],
    resource: policies.resource ?? [],
    session: policies.session ?? [],
    boundary: policies.boundary === undefined ? [] : [policies.boundary],
    scp: (policies.scps ?? []).flat(),
    rcp: policies.rcps ?? [],
  };
  const found = lists[layer].find(({ name }) => name === policy);
  return found?.statements?.[index] ?? {};
}
