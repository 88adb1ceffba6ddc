/** Placeholders of the data that never contain a slash. */
const NO_SLASH = new Set([
  'BucketName',
  'ClusterName',
  'ServiceName',
  'TaskDefinitionFamilyName',
  'TaskDefinitionRevisionNumber',
  'TableName',
  'LoadBalancerName',
]);

type Token =
  | { readonly kind: 'any'; readonly slash: boolean }
  | { readonly kind: 'one' }
  | { readonly kind: 'character'; readonly character: string };

/** True when some ARN matches both: a resource of a policy and a form of the data. */
export function arnsOverlap(resource: string, form: string): boolean {
  return overlap(tokensOf(resource), tokensOf(form));
}

function tokensOf(arn: string): readonly Token[] {
  return [...arn.matchAll(/\$\{([^}]+)\}|\*|\?|[\s\S]/g)].map(([text, placeholder]): Token => {
    if (placeholder !== undefined) return { kind: 'any', slash: !NO_SLASH.has(placeholder) };
    if (text === '*') return { kind: 'any', slash: true };
    return text === '?' ? { kind: 'one' } : { kind: 'character', character: text };
  });
}

function overlap(left: readonly Token[], right: readonly Token[]): boolean {
  const seen = new Map<number, boolean>();
  const from = (i: number, j: number): boolean => {
    const place = i * (right.length + 1) + j;
    const known = seen.get(place);
    if (known !== undefined) return known;
    seen.set(place, false);
    const answer = step(i, j);
    seen.set(place, answer);
    return answer;
  };
  const step = (i: number, j: number): boolean => {
    const [a, b] = [left[i], right[j]];
    if (a === undefined && b === undefined) return true;
    if (a?.kind === 'any') return from(i + 1, j) || (takes(a, b) && from(i, j + 1));
    if (b?.kind === 'any') return from(i, j + 1) || (takes(b, a) && from(i + 1, j));
    return isSame(a, b) && from(i + 1, j + 1);
  };
  return from(0, 0);
}

function takes(any: Token & { kind: 'any' }, token: Token | undefined): boolean {
  if (token === undefined) return false;
  return any.slash || token.kind !== 'character' || token.character !== '/';
}

function isSame(a: Token | undefined, b: Token | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  if (a.kind === 'one' || b.kind === 'one') return true;
  return a.kind === 'character' && b.kind === 'character' && a.character === b.character;
}
