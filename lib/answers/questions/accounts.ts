import { PLACEHOLDERS } from '../../iam/placeholders.ts';
import { listOf, textMatching } from '../json-schema.ts';
import { parseAccounts, parseCrossAccountLogs, writeCrossAccountLogs } from '../parse/accounts.ts';
import { parseText } from '../parse/basic.ts';
import { parsePlaceholder } from '../parse/placeholders.ts';
import type { AnswerQuestion, Question } from '../question.ts';
import { splitPullFrom } from './flag-values.ts';
import { placeholderQuestion } from './placeholder-question.ts';

/** What crosses accounts. */
export const accountQuestions = [
  {
    kind: 'answer',
    name: 'crossAccountPull',
    flag: 'cross-account-pull',
    metavar: 'ACCOUNT,…',
    group: 'accounts',
    type: 'input',
    message: 'Accounts that may pull the image',
    explanation: "Accounts that may pull from this service's repository.",
    asked: 'never',
    initial: [],
    depth: 0,
    parse: parseAccounts,
    schema: listOf(textMatching(PLACEHOLDERS.account.pattern)),
  } satisfies AnswerQuestion<'crossAccountPull'>,
  placeholderQuestion({
    name: 'registryAccount',
    flag: 'pull-from',
    metavar: 'ACCOUNT[:REGION[:REPOSITORY]]',
    group: 'accounts',
    explanation: 'Pulls the image from the repository of another account.',
    fromFlag: splitPullFrom,
    parse: (raw) =>
      Object.assign(
        {},
        ...splitPullFrom(parseText(raw, 'ACCOUNT[:REGION[:REPOSITORY]]')).map(
          ([[, placeholder], value]) => parsePlaceholder(placeholder as 'registryAccount', value),
        ),
      ),
  }),
  {
    kind: 'answer',
    name: 'crossAccountLogs',
    flag: 'cross-account-logs',
    metavar: 'HOW,…',
    group: 'accounts',
    type: 'input',
    message: 'Logs across accounts',
    explanation:
      'to:ACCOUNT writes there by a role; from:ACCOUNT:LOGGROUP lets that account write here; ' +
      'destination:NAME takes subscriptions; resource-policy lets AWS services write to a log ' +
      "group here, and cannot let another account's tasks write.",
    asked: 'never',
    initial: [],
    depth: 0,
    parse: parseCrossAccountLogs,
    schema: listOf({
      type: 'string',
      pattern: '^(to:\\d{12}|from:\\d{12}:.+|destination:.+|resource-policy)$',
    }),
    write: ({ crossAccountLogs }) => crossAccountLogs.map(writeCrossAccountLogs),
  } satisfies AnswerQuestion<'crossAccountLogs'>,
] as const satisfies readonly Question[];
