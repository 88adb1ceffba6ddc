/** A piece of a policy's string: text, a wildcard or a policy variable. */
export type Token =
  | { readonly kind: 'text'; readonly text: string }
  | Wildcard
  | { readonly kind: 'variable'; readonly key: string; readonly fallback?: string };

interface Wildcard {
  /** `*`: any text; `?`: any character. */
  readonly kind: 'many' | 'one';
  /** It stays between two colons. */
  readonly withinSegment?: true;
  /** It is no `*`. */
  readonly isNoWildcard?: true;
}

/** What a document lets its strings hold. */
export interface Syntax {
  readonly wildcards: boolean;
  /** From Version 2012-10-17 (IAM User Guide: reference_policies_elements_version). */
  readonly variables: boolean;
}

const VARIABLE = /\$\{([^{}]*)\}/.source;
const WILDCARD = /[*?]/.source;
const WITH_DEFAULT = /^([^,]*\S)\s*,\s*'(.*)'$/s;

/**
 * Reads a string of a policy. `${*}`, `${?}` and `${$}` stand for the characters themselves, and
 * `${key, 'text'}` has a default (IAM User Guide: reference_policies_variables).
 */
export function readTokens(text: string, { wildcards, variables }: Syntax): readonly Token[] {
  const kinds = [...(variables ? [VARIABLE] : []), ...(wildcards ? [WILDCARD] : [])];
  if (kinds.length === 0) return [{ kind: 'text', text }];
  const tokens: Token[] = [];
  let from = 0;
  for (const match of text.matchAll(new RegExp(kinds.join('|'), 'g'))) {
    const [written, inside] = match;
    addText(tokens, text.slice(from, match.index));
    from = match.index + written.length;
    // A wildcard has no inside; without variables there is no group at all.
    if (inside === undefined) tokens.push({ kind: written === '*' ? 'many' : 'one' });
    else if (inside === '*' || inside === '?' || inside === '$') addText(tokens, inside);
    else tokens.push(readVariable(inside));
  }
  addText(tokens, text.slice(from));
  return tokens;
}

function readVariable(inside: string): Token {
  const [, key, fallback] = WITH_DEFAULT.exec(inside) ?? [];
  if (key === undefined || fallback === undefined) return { kind: 'variable', key: inside.trim() };
  return { kind: 'variable', key: key.trim(), fallback };
}

function addText(tokens: Token[], text: string): void {
  const last = tokens.at(-1);
  if (last?.kind === 'text') tokens[tokens.length - 1] = { kind: 'text', text: last.text + text };
  else if (text !== '') tokens.push({ kind: 'text', text });
}

/** Gives the single value that a request has for a key, in whatever case; undefined without one. */
export type Lookup = (key: string) => string | undefined;

/** Puts values in place of the variables; undefined when one has neither a value nor a default. */
export function fillTokens(tokens: readonly Token[], lookup: Lookup): readonly Token[] | undefined {
  const filled: Token[] = [];
  for (const token of tokens) {
    if (token.kind !== 'variable') {
      filled.push(token);
      continue;
    }
    const text = lookup(token.key) ?? token.fallback;
    if (text === undefined) return undefined;
    // A wildcard in a request's value is no wildcard of the policy's author.
    if (text !== '') filled.push({ kind: 'text', text });
  }
  return filled;
}

/** True when there is nothing but text. */
export function isPlain(tokens: readonly Token[]): boolean {
  return tokens.every(({ kind }) => kind === 'text');
}

/** The text of tokens that are plain. */
export function textOf(tokens: readonly Token[]): string {
  return tokens.map((token) => (token.kind === 'text' ? token.text : '')).join('');
}

interface Retry {
  readonly token: number;
  readonly withinSegment: boolean;
  at: number;
}

/** True when tokens without variables match a whole value. */
export function matchTokens(tokens: readonly Token[], value: string): boolean {
  let retries: Retry[] = [];
  let index = 0;
  let at = 0;
  for (;;) {
    const token = tokens[index];
    if (token === undefined && at === value.length) return true;
    if (token?.kind === 'many') {
      const withinSegment = token.withinSegment === true;
      // What an earlier '*' could still take, this one can take as well.
      if (!withinSegment) retries = [];
      index += 1;
      if (!withinSegment && index === tokens.length) return true;
      retries.push({ token: index, withinSegment, at });
      continue;
    }
    const length = token === undefined ? 0 : lengthAt(token, value, at);
    if (length > 0) {
      index += 1;
      at += length;
      continue;
    }
    const retry = nextRetry(retries, value);
    if (retry === undefined) return false;
    index = retry.token;
    at = retry.at;
  }
}

const PATTERN: Syntax = { wildcards: true, variables: false };

/** True when a pattern (`*`: any text, `?`: any character) matches a whole text. */
export function matchesPattern(pattern: string, text: string): boolean {
  // Most have no wildcard: comparing is many times quicker than reading pieces.
  if (!/[*?]/.test(pattern)) return pattern === text;
  return matchTokens(readTokens(pattern, PATTERN), text);
}

/** True when every text that `value`, itself a pattern, matches is matched by a pattern too. */
export function coversPattern(pattern: string, value: string): boolean {
  // A '*' of the value is a character that only a '*' can match.
  const tokens = readTokens(pattern, PATTERN).map(
    (token): Token => (token.kind === 'one' ? { ...token, isNoWildcard: true } : token),
  );
  return matchTokens(tokens, value);
}

/** How many characters of the value a text or `?` takes; 0 when it does not fit. */
function lengthAt(token: Token, value: string, at: number): number {
  if (token.kind === 'text') return value.startsWith(token.text, at) ? token.text.length : 0;
  if (token.kind !== 'one' || at >= value.length) return 0;
  if (token.withinSegment && value[at] === ':') return 0;
  return token.isNoWildcard && value[at] === '*' ? 0 : 1;
}

/** Lets the last '*' that still can take one character more. */
function nextRetry(retries: Retry[], value: string): Retry | undefined {
  for (let retry = retries.at(-1); retry !== undefined; retry = retries.at(-1)) {
    const next = value[retry.at];
    if (next !== undefined && !(retry.withinSegment && next === ':')) {
      retry.at += 1;
      return retry;
    }
    retries.pop();
  }
  return undefined;
}
