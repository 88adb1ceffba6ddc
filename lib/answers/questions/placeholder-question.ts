import { type Placeholder, placeholderSpec } from '../../iam/placeholders.ts';
import { parsePlaceholder } from '../parse/placeholders.ts';
import type { PlaceholderQuestion } from '../question.ts';

type Row = Pick<PlaceholderQuestion, 'name' | 'flag' | 'metavar' | 'group'> &
  Partial<Omit<PlaceholderQuestion, 'kind'>>;

/** A row for one placeholder; what is not given follows from the placeholder. */
export function placeholderQuestion<const Name extends Placeholder>(
  row: Row & { readonly name: Name },
): PlaceholderQuestion & { readonly name: Name } {
  const { meaning, initial } = placeholderSpec(row.name);
  const otherwise = initial === undefined ? '' : ` (else ${initial})`;
  return {
    kind: 'placeholder',
    type: 'input',
    asked: 'never',
    message: meaning,
    explanation: `${meaning}${otherwise}.`,
    parse: (raw) => parsePlaceholder(row.name, raw),
    ...row,
  };
}
