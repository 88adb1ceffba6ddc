import { UserError } from '../errors.ts';
import { parseText } from './parse/basic.ts';
import type { Question } from './question.ts';

/** Questions whose answers are a value for each key. */
const NAMES = ['tags', 'options', 'rolePolicies', 'roleNames', 'existingRoles'];

/** True where one line holds the answer as `KEY=VALUE` pairs with commas between them. */
export function isPairs({ name }: Pick<Question, 'name'>): boolean {
  return NAMES.includes(name);
}

/** The pairs of such a line. @throws UserError `MalformedPair`. */
export function pairsOf(raw: unknown): Readonly<Record<string, string>> {
  const items = parseText(raw, 'a text')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  return Object.fromEntries(
    items.map((item) => {
      const at = item.indexOf('=');
      if (at > 0) return [item.slice(0, at), item.slice(at + 1)];
      throw new UserError('MalformedPair', `'${item}' is no pair.`, 'Write KEY=VALUE,KEY=VALUE.');
    }),
  );
}

/** The answer as such a line; undefined where it has no pair. */
export function pairsText(pairs: Readonly<Record<string, unknown>>): string | undefined {
  const all = Object.entries(pairs).map(([key, value]) => `${key}=${value}`);
  return all.length === 0 ? undefined : all.join(',');
}
