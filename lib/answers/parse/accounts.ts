import { UserError } from '../../errors.ts';
import type { CrossAccountLogs } from '../types.ts';
import { badValue, parseEach, parseItems, parseText } from './basic.ts';
import { parsePlaceholder } from './placeholders.ts';

/** Account IDs, each once. */
export function parseAccounts(raw: unknown): readonly string[] {
  return [...new Set(parseEach(parseItems(raw), parseAccount))];
}

function parseAccount(raw: unknown): string {
  return parsePlaceholder('account', raw).account ?? '';
}

/** What to arrange for logs across accounts, as `to:ACCOUNT` and its like. */
export function parseCrossAccountLogs(raw: unknown): readonly CrossAccountLogs[] {
  const all = parseEach(parseItems(raw), parseLogs);
  if (all.filter(({ kind }) => kind === 'from').length < 2) return all;
  throw new UserError(
    'TwoLogSources',
    "Two entries begin with 'from:'; the log role trusts one account.",
    'Keep one; make another service for the other account.',
  );
}

const FORMS = 'to:ACCOUNT, from:ACCOUNT:LOGGROUP, destination:NAME or resource-policy';

function parseLogs(raw: unknown): CrossAccountLogs {
  const text = parseText(raw, FORMS);
  const [kind, first = '', ...rest] = text.trim().split(':');
  if (kind === 'to' && rest.length === 0) return { kind, account: parseAccount(first) };
  if (kind === 'from' && rest.length > 0) {
    const { centralLogGroup = '' } = parsePlaceholder('centralLogGroup', rest.join(':'));
    return { kind, account: parseAccount(first), logGroup: centralLogGroup };
  }
  if (kind === 'destination') {
    const { destinationName = '' } = parsePlaceholder(
      'destinationName',
      [first, ...rest].join(':'),
    );
    return { kind, name: destinationName };
  }
  if (text === 'resource-policy') return { kind: 'resource-policy' };
  throw badValue(text, 'an arrangement for logs', `Write ${FORMS}.`);
}

/** An arrangement as it is written. */
export function writeCrossAccountLogs(logs: CrossAccountLogs): string {
  if (logs.kind === 'to') return `to:${logs.account}`;
  if (logs.kind === 'from') return `from:${logs.account}:${logs.logGroup}`;
  return logs.kind === 'destination' ? `destination:${logs.name}` : 'resource-policy';
}
