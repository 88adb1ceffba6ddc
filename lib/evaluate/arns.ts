import { readTokens, type Syntax, type Token } from './wildcards.ts';

/** Partition, service, Region and account stand before it, and the word `arn`. */
const RESOURCE_PART = 5;

/**
 * Reads an ARN of a Resource element. A `*` that ends a part between colons may go beyond the
 * colon, any other `*` or `?` stays within its part (IAM User Guide:
 * reference_policies_elements_resource), and a variable before the fifth colon is mere text
 * (reference_policies_variables).
 */
export function readResource(text: string, syntax: Syntax): readonly Token[] {
  let colons = 0;
  const tokens = readTokens(text, syntax);
  return tokens.map((token, index): Token => {
    if (token.kind === 'text') {
      colons += token.text.split(':').length - 1;
      return token;
    }
    if (colons >= RESOURCE_PART) return token;
    if (token.kind === 'variable') return { kind: 'text', text: writtenVariable(token) };
    const endsItsPart = token.kind === 'many' && beginsWithColon(tokens[index + 1]);
    return endsItsPart ? token : { kind: token.kind, withinSegment: true };
  });
}

function beginsWithColon(token: Token | undefined): boolean {
  return token === undefined || (token.kind === 'text' && token.text.startsWith(':'));
}

function writtenVariable({ key, fallback }: Extract<Token, { kind: 'variable' }>): string {
  return fallback === undefined ? `\${${key}}` : `\${${key}, '${fallback}'}`;
}

/** The six parts of an ARN, the last with whatever colons it has; undefined when it is none. */
export function arnParts(arn: string): readonly string[] | undefined {
  const parts = arn.split(':');
  if (parts.length <= RESOURCE_PART || parts[0] !== 'arn') return undefined;
  return [...parts.slice(0, RESOURCE_PART), parts.slice(RESOURCE_PART).join(':')];
}

/** The account of an ARN; undefined when it names none. */
export function accountOf(arn: string): string | undefined {
  const account = arnParts(arn)?.[4];
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}

/** Tokens between the first five colons of a pattern, and those after them. */
export function splitPattern(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind !== 'text') {
      parts.at(-1)?.push(token);
      continue;
    }
    const pieces = token.text.split(':');
    const room = RESOURCE_PART + 2 - parts.length;
    const texts = [...pieces.slice(0, room - 1), pieces.slice(room - 1).join(':')];
    texts.slice(0, pieces.length).forEach((text, index) => {
      if (index > 0) parts.push([]);
      if (text !== '') parts.at(-1)?.push({ kind: 'text', text });
    });
  }
  return parts;
}
