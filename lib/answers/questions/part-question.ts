import { type OpenPart, partSpec } from '../../iam/parts.ts';
import { parsePart } from '../parse/parts.ts';
import type { PartQuestion } from '../question.ts';

type Given = Pick<PartQuestion, 'name' | 'flag' | 'metavar' | 'group'> &
  Partial<Omit<PartQuestion, 'kind'>>;

/** A row for one open part; what is not given follows from the part. */
export function partQuestion<const Name extends OpenPart>(
  row: Given & { readonly name: Name },
): PartQuestion & { readonly name: Name } {
  const { meaning, initial } = partSpec(row.name);
  const otherwise = initial === undefined ? '' : ` (else ${initial})`;
  return {
    kind: 'part',
    type: 'input',
    asked: 'never',
    message: meaning,
    explanation: `${meaning}${otherwise}.`,
    parse: (raw) => parsePart(row.name, raw),
    ...row,
  };
}
