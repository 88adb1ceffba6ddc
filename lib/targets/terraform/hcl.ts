/** An expression: one line of HCL, a list, an object with quoted keys, or one of these within a line. */
export type Expression =
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly members: readonly Member[] }
  | {
      readonly kind: 'within';
      readonly before: string;
      readonly inner: Expression;
      readonly after: string;
    };

/** A member of an object; its key is an expression too. */
export type Member = readonly [key: string, value: Expression];

/** What stands in a file or in a block. */
export type Item =
  | { readonly kind: 'attribute'; readonly name: string; readonly value: Expression }
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'gap' }
  | Block;

export interface Block {
  readonly kind: 'block';
  /** The block's type and labels as they stand before the brace. */
  readonly head: string;
  readonly items: readonly Item[];
  /** Stands above the block. */
  readonly comment?: string;
}

/** An expression that is written as it is given: a reference, a number, a call. */
export function line(text: string): Expression {
  return { kind: 'line', line: text };
}

/** `[…]`: on one line where there is room. */
export function list(items: readonly Expression[]): Expression {
  return { kind: 'list', items };
}

/** `before inner after`: such as a call whose argument is a list. */
export function within(before: string, inner: Expression, after: string): Expression {
  return { kind: 'within', before, inner, after };
}

/** `{…}`; its keys are written as they are given. */
export function object(members: readonly Member[]): Expression {
  return { kind: 'object', members };
}

/** `name = value` */
export function attribute(name: string, value: Expression): Item {
  return { kind: 'attribute', name, value };
}

/** A blank line. */
export const gap: Item = { kind: 'gap' };

/** `# text`, wrapped. */
export function comment(text: string): Item {
  return { kind: 'comment', text };
}

/** `type "label" … { items }` with an optional comment above it. */
export function block(
  [type, ...labels]: readonly [string, ...string[]],
  items: readonly Item[],
  above = '',
): Block {
  const head = [type, ...labels.map((label) => `"${label}"`)].join(' ');
  return { kind: 'block', head, items, ...(above && { comment: above }) };
}
