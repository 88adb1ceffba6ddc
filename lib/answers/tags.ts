import { UserError } from '../errors.ts';
import { type Entry, placeOf } from './sources.ts';
import type { Answers } from './types.ts';

/**
 * One fault for each two tag keys that differ by case alone: IAM takes them for one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
 */
export function tagFaults({ tags }: Answers, entries: readonly Entry[]): readonly UserError[] {
  const seen = new Map<string, string>();
  return Object.keys(tags).flatMap((key) => {
    const other = seen.get(key.toLowerCase());
    seen.set(key.toLowerCase(), other ?? key);
    if (other === undefined) return [];
    const at = (one: string) => `'${one}' (${placeOf(entries, ['tags', one])})`;
    const message = `The tag keys ${at(other)} and ${at(key)} differ by case alone, and IAM takes them for one key.`;
    return [new UserError('TagTwice', message, 'Keep one of them.')];
  });
}
