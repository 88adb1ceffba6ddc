import { shown } from './parse/basic.ts';

/** Where JSON is broken, and how. */
export interface JsonFault {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** Half a sentence. */
  readonly what: string;
}

/** A place to stop at: thrown within this file alone. */
interface Stop {
  readonly at: number;
  readonly what: string;
}

/**
 * Finds the first fault of a JSON text, a key given twice included; undefined when there is none.
 * JSON.parse says where only sometimes, and takes the last of two equal keys without a word.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  const scanner = scannerOf(text);
  const stop = scanner.document();
  if (stop === undefined) return undefined;
  const before = text.slice(0, stop.at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, what: stop.what };
}

const BLANK = /[ \t\r\n]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON bans them from strings.
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
const DEEPEST = 200;

function scannerOf(text: string) {
  let at = 0;

  function take(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  }

  function next(): string {
    take(BLANK);
    return text[at] ?? '';
  }

  function expected(what: string): Stop {
    const found = text[at];
    if (found === undefined) return { at, what: `the text ends where ${what} should stand` };
    return { at, what: `${shown(found)} stands where ${what} should` };
  }

  function value(depth: number): Stop | undefined {
    const first = next();
    if (depth > DEEPEST) return { at, what: 'it is nested too deeply' };
    if (first === '{') return members(depth);
    if (first === '[') return items(depth);
    if (first === '"') return take(STRING) === undefined ? brokenString() : undefined;
    return take(SCALAR) === undefined ? expected('a value') : undefined;
  }

  function brokenString(): Stop {
    const start = at;
    for (at += 1; at < text.length && text[at] !== '"'; at += 1) {
      if ((text[at] ?? '') < ' ') return { at, what: 'a string runs past the end of its line' };
      if (text[at] !== '\\') continue;
      if (!/^\\(["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(at, at + 6))) {
        return { at, what: 'a backslash stands before what it cannot escape' };
      }
      at += 1;
    }
    return { at: start, what: 'a string has no end' };
  }

  function members(depth: number): Stop | undefined {
    const keys = new Set<string>();
    at += 1;
    if (next() === '}') {
      at += 1;
      return undefined;
    }
    for (;;) {
      const stop = member(depth, keys);
      if (stop !== undefined) return stop;
      const mark = next();
      if (mark === '}') {
        at += 1;
        return undefined;
      }
      if (mark !== ',') return expected("',' or '}'");
      at += 1;
    }
  }

  function member(depth: number, keys: Set<string>): Stop | undefined {
    if (next() !== '"') return expected('a key in double quotes');
    const start = at;
    const written = take(STRING);
    if (written === undefined) return brokenString();
    const key = String(JSON.parse(written));
    if (keys.has(key)) return { at: start, what: `the key ${written} is given twice` };
    keys.add(key);
    if (next() !== ':') return expected("':'");
    at += 1;
    return value(depth + 1);
  }

  function items(depth: number): Stop | undefined {
    at += 1;
    if (next() === ']') {
      at += 1;
      return undefined;
    }
    for (;;) {
      const stop = value(depth + 1);
      if (stop !== undefined) return stop;
      const mark = next();
      if (mark === ']') {
        at += 1;
        return undefined;
      }
      if (mark !== ',') return expected("',' or ']'");
      at += 1;
    }
  }

  function document(): Stop | undefined {
    const stop = value(0);
    if (stop !== undefined) return stop;
    next();
    return at < text.length ? expected('the end') : undefined;
  }

  return { document };
}
