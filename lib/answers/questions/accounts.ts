import { PLACEHOLDERS, type PlaceholderValues } from '../../iam/placeholders.ts';
import { listOf, textMatching } from '../json-schema.ts';
import { parseAccounts, parseCrossAccountLogs, writeCrossAccountLogs } from '../parse/accounts.ts';
import { parseText } from '../parse/basic.ts';
import { parsePlaceholderValues } from '../parse/placeholders.ts';
import { placeholderQuestion, type Question, question } from '../question.ts';
import { splitPullFrom } from './flag-values.ts';

/** What crosses accounts. */
export const accountQuestions = [
  question({
    name: 'crossAccountPull',
    flag: 'cross-account-pull',
    metavar: 'ACCOUNT,…',
    group: 'accounts',
    message: 'Accounts that may pull the image',
    explanation: "Accounts that may pull from this service's repository.",
    initial: [],
    parse: parseAccounts,
    schema: listOf(textMatching(PLACEHOLDERS.account.pattern)),
  }),
  placeholderQuestion({
    name: 'registryAccount',
    flag: 'pull-from',
    metavar: 'ACCOUNT[:REGION[:REPOSITORY]]',
    group: 'accounts',
    explanation: 'Pulls the image from the repository of another account.',
    fromFlag: splitPullFrom,
    parse: parsePullFrom,
  }),
  question({
    name: 'crossAccountLogs',
    flag: 'cross-account-logs',
    metavar: 'HOW,…',
    group: 'accounts',
    message: 'Logs across accounts',
    explanation:
      'to:ACCOUNT writes there by a role; from:ACCOUNT:LOGGROUP lets that account write here; ' +
      'destination:NAME takes subscriptions; resource-policy lets AWS services write to a log ' +
      "group here, and cannot let another account's tasks write.",
    initial: [],
    parse: parseCrossAccountLogs,
    schema: listOf({
      type: 'string',
      pattern: '^(to:\\d{12}|from:\\d{12}:.+|destination:.+|resource-policy)$',
    }),
    write: ({ crossAccountLogs }) => crossAccountLogs.map(writeCrossAccountLogs),
  }),
] as const satisfies readonly Question[];

function parsePullFrom(raw: unknown): PlaceholderValues {
  const entries = splitPullFrom(parseText(raw, 'ACCOUNT[:REGION[:REPOSITORY]]').trim());
  const values = entries.map(([[, placeholder = ''], value]) => [placeholder, value]);
  return parsePlaceholderValues(Object.fromEntries(values));
}
