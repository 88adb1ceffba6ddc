import { policiesFor } from '../can/ask.ts';
import { contextSent } from '../can/context.ts';
import type { CanDocuments, CanRole } from '../can/documents.ts';
import { accountOf } from '../evaluate/arns.ts';
import { compilePolicies, decide } from '../evaluate/decide.ts';
import { listOf } from '../evaluate/lists.ts';
import { readRequester } from '../evaluate/requester.ts';
import type { AccessRequest, PolicyStatement, Requester } from '../evaluate/types.ts';
import type { AccountFacts } from '../iam/fill.ts';
import { exampleRequest } from '../validation/examples.ts';

/** What one environment defines, and where. */
export interface MapPart {
  readonly environment: string;
  readonly documents: CanDocuments;
  readonly facts: AccountFacts;
}

/** A request as the map asks it. */
export interface MapRequest {
  /** ARN or host name. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: AccessRequest['context'];
}

/**
 * True where the evaluator allows a request, by the documents of one environment and the policies of
 * whoever asks, who may be a role of another.
 */
export function allows(
  { documents, facts }: MapPart,
  { principal, action, resource, context }: MapRequest,
  everyone: readonly CanRole[] = documents.roles,
): boolean {
  const role = everyone.find(({ arn }) => arn === principal);
  const requester: Requester =
    role === undefined
      ? readRequester(principal)
      : {
          kind: 'role',
          account: accountOf(role.arn) ?? facts.account,
          name: role.name,
          arn: role.arn,
        };
  const bare: AccessRequest = {
    principal: requester,
    action,
    resource: example(resource),
    context,
  };
  const request = { ...bare, context: { ...contextSent(bare, documents, facts), ...context } };
  const layers = compilePolicies(policiesFor(documents, request, role));
  return decide(layers, request).result === 'allowed';
}

/** The context that a statement asks for; none where an example cannot meet it. */
export function contextOf(
  { Condition }: PolicyStatement,
  resource: string,
): AccessRequest['context'] {
  const conditions = Object.fromEntries(
    Object.entries(Condition ?? {}).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys).map(([key, values]) => [key, listOf(values).map(String)]),
      ),
    ]),
  );
  const example = exampleRequest(resource, conditions as never);
  return Object.fromEntries(
    (example?.context ?? [])
      // Who asks is no matter of choice.
      .filter(({ ContextKeyName }) => !/^aws:Principal/.test(ContextKeyName))
      .map(({ ContextKeyName, ContextKeyValues }) => [ContextKeyName, ContextKeyValues]),
  );
}

/** An action in place of a pattern. */
export function exampleAction(action: string): string {
  return action.replace(/\*/g, 'Example');
}

/** A resource in place of a pattern. */
export function example(resource: string): string {
  return exampleRequest(resource)?.resource ?? resource;
}
