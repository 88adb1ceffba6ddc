import { UserError } from '../../errors.ts';
import { LIMITS } from '../../iam/limits.ts';
import { placeholderSpec } from '../../iam/placeholders.ts';
import type { Answers } from '../types.ts';
import { badValue, collect, parseObject, parseText, shown } from './basic.ts';

/** Seconds, as a number or its digits. */
export function parseSessionDuration(raw: unknown): number {
  const { sessionDurationLeast: least, sessionDurationMost: most } = LIMITS;
  const seconds = typeof raw === 'string' && /^\d+$/.test(raw) ? Number(raw) : raw;
  if (
    typeof seconds === 'number' &&
    Number.isInteger(seconds) &&
    seconds >= least &&
    seconds <= most
  ) {
    return seconds;
  }
  throw badValue(raw, `a whole number of seconds from ${least} to ${most}`);
}

/** A path that begins and ends with '/'. */
export function parseRolePath(raw: unknown): string {
  const text = parseText(raw, 'a path');
  const { pattern, takes } = placeholderSpec('rolePath');
  if (text.length > LIMITS.path) {
    throw badValue(
      text,
      `a role path: it is ${text.length - LIMITS.path} characters over ${LIMITS.path}`,
    );
  }
  if (!pattern.test(text)) throw badValue(text, `a role path: it takes ${takes}`);
  return text;
}

// \p{Z} as IAM has it, without the line and paragraph separators.
const TAG_TEXT = /^[\p{L}\p{Zs}\p{N}_.:/=+\-@]*$/u;
const TAG_TAKES = 'letters, digits, blanks and _.:/=+-@ (what IAM allows)';

/** Tags by key. https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html */
export function parseTags(raw: unknown): Answers['tags'] {
  const pairs = Object.entries(parseObject(raw));
  const tags = collect(
    pairs.map(
      ([key, value]) =>
        () =>
          parseTag(key, value),
    ),
  );
  return Object.fromEntries(tags);
}

function parseTag(key: string, raw: unknown): readonly [string, string] {
  const value = parseText(raw, 'the value of a tag');
  checkTagText('key', key, LIMITS.tagKey);
  if (key === '') throw new UserError('BadTag', 'A tag has no key.', 'Write --tag key=value.');
  checkTagText('value', value, LIMITS.tagValue);
  if (/^(aws|ecs-iam):/i.test(key)) {
    const why = /^aws:/i.test(key) ? "AWS reserves 'aws:'" : "'ecs-iam:' marks the roles made here";
    throw new UserError(
      'ReservedTag',
      `The tag key ${shown(key)} is reserved: ${why}.`,
      'Choose another key.',
    );
  }
  return [key, value];
}

function checkTagText(what: string, text: string, most: number): void {
  if (!TAG_TEXT.test(text)) throw badValue(text, `a tag ${what}: it takes ${TAG_TAKES}`);
  const excess = [...text].length - most;
  if (excess > 0) throw badValue(text, `a tag ${what}: it is ${excess} characters over ${most}`);
}
