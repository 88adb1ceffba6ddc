import type { AccountFacts } from '../iam/fill.ts';
import type { CanAnswer, CanQuestion } from './answer.ts';
import { askCan } from './ask.ts';
import type { CanDocuments } from './documents.ts';

/** The answers for every role, in the order of the documents. */
export interface WhoAnswer {
  readonly action: string;
  readonly resource: string;
  readonly answers: readonly CanAnswer[];
}

/** Answers for every role whether it can do something. @throws UserError UnknownAction */
export function whoCan(
  documents: CanDocuments,
  question: Omit<CanQuestion, 'principal'>,
  facts: AccountFacts,
): WhoAnswer {
  const answers = documents.roles.map(({ arn }) =>
    askCan(documents, { ...question, principal: arn }, facts),
  );
  const [first] = answers;
  const { action, resource = '*' } = question;
  return { action: first?.action ?? action, resource: first?.resource ?? resource, answers };
}
