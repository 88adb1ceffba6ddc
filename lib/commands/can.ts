import type { CanAnswer } from '../can/answer.ts';
import { askCan, requireRole } from '../can/ask.ts';
import { listRights } from '../can/list.ts';
import { listText } from '../can/list-text.ts';
import { canText, whoText } from '../can/text.ts';
import { whoCan } from '../can/who.ts';
import { throwFaults } from '../errors.ts';
import { type CanOptions, canOptions } from './can-flags.ts';
import { ownSubject } from './can-own.ts';
import { repoSubject } from './can-repo.ts';
import type { Subject } from './can-subject.ts';
import { EXIT } from './exit.ts';
import type { Invocation } from './invocation.ts';

/**
 * Answers a question about the roles of a repo, or about documents of somebody's own. Gives the exit
 * code: 0 when it is allowed, 2 when it is denied.
 *
 * @throws UserError for everything that keeps it from an answer.
 */
export async function runCan({ line, from, io }: Invocation): Promise<number> {
  throwFaults(line.faults);
  const options = canOptions(line);
  const subject = options.hasOwn ? ownSubject(options, from) : await repoSubject(options, from);
  const { text, json, isAllowed } = answerFor(options, subject);
  const { environment, facts, assumptions } = subject;
  const { account, region, partition } = facts;
  const place = { ...(environment !== undefined && { environment }), account, region, partition };
  io.out(
    options.json
      ? `${JSON.stringify({ version: 1, ...place, ...json, assumptions }, null, 2)}\n`
      : `${text}${assumptions.map((one) => `Note: ${one}\n`).join('')}`,
  );
  return isAllowed ? EXIT.done : EXIT.differences;
}

interface Answered {
  readonly text: string;
  readonly json: object;
  readonly isAllowed: boolean;
}

function answerFor(
  options: CanOptions,
  { documents, facts, principal, resource }: Subject,
): Answered {
  const { question, context } = options;
  if (question.kind === 'list') {
    const rights = listRights(documents, requireRole(documents, principal()));
    return { text: listText(rights), json: { question: 'list', ...rights }, isAllowed: true };
  }
  const { kind, ...typed } = question;
  const asked = { ...typed, ...(resource !== undefined && { resource }) };
  if (kind === 'who') {
    const who = whoCan(documents, { ...asked, context }, facts);
    const isAllowed = who.answers.some(({ result }) => result === 'allowed');
    const answers = who.answers.map(withVerdict);
    return { text: whoText(who), json: { question: 'who', ...who, answers }, isAllowed };
  }
  const answer = askCan(documents, { ...asked, context, principal: principal() }, facts);
  return {
    text: canText(answer),
    json: { question: 'can', ...withVerdict(answer) },
    isAllowed: answer.result === 'allowed',
  };
}

function withVerdict(answer: CanAnswer): CanAnswer & { readonly allowed: boolean } {
  return { allowed: answer.result === 'allowed', ...answer };
}
