import { shown, UserError } from './errors.ts';

/** A file as it was read. */
export interface TextFile {
  /** As messages show it. */
  readonly name: string;
  readonly text: string;
}

/** A JSON text, and where its values stand. */
interface JsonText {
  readonly value: unknown;
  /** The line of the key or the item at the end of a path, or of the nearest one above it; from 1. */
  readonly lineOf: (path: readonly string[]) => number;
  /** The same as `LINE:COLUMN`, both from 1. */
  readonly placeOf: (path: readonly string[]) => string;
}

/**
 * Reads a JSON text. JSON.parse names the place of a fault only sometimes, knows no lines, and takes
 * the last of two equal keys without a word.
 *
 * @throws UserError `BrokenJson` or `KeyTwice` with file, line and column (UTF-16 units, from 1).
 */
export function readJson({ name, text }: TextFile): JsonText {
  const json = text.replace(/^\uFEFF/, '');
  const offsets = scanJson(json, (fault) => {
    const place = `${name}:${lineAndColumn(json, fault.offset)}`;
    const code = fault.isKeyTwice ? 'KeyTwice' : 'BrokenJson';
    const hint = 'Correct the JSON there and run again.';
    return new UserError(code, `${place}: ${fault.what}.`, hint);
  });
  const offsetOf = (path: readonly string[]): number => {
    const offset = offsets.get(JSON.stringify(path));
    if (offset === undefined && path.length > 0) return offsetOf(path.slice(0, -1));
    return offset ?? 0;
  };
  return {
    value: JSON.parse(json),
    lineOf: (path) => json.slice(0, offsetOf(path)).split('\n').length,
    placeOf: (path) => lineAndColumn(json, offsetOf(path)),
  };
}

function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

interface Fault {
  readonly isKeyTwice: boolean;
  /** In UTF-16 units, from 0. */
  readonly offset: number;
  /** Half a sentence. */
  readonly what: string;
}

const BLANK = /[ \t\r\n]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON bans them from strings.
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
const DEEPEST = 200;

/** The offset of every key and item, by its path as JSON; throws what `faultOf` makes of the first fault. */
function scanJson(text: string, faultOf: (fault: Fault) => UserError): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>();
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

  function broken(what: string, offset = at): UserError {
    return faultOf({ isKeyTwice: false, offset, what });
  }

  function expected(what: string): UserError {
    const found = text[at];
    if (found === undefined) return broken(`the text ends where ${what} should stand`);
    if ('}]'.includes(found) && text.slice(0, at).trimEnd().endsWith(',')) {
      return broken(`a comma stands before ${shown(found)}, and JSON has none after the last one`);
    }
    const isComment = /^\/[/*]/.test(text.slice(at, at + 2));
    if (isComment) return broken('a comment stands here, and JSON has none');
    return broken(`${shown(found)} stands where ${what} should`);
  }

  function value(path: readonly string[]): void {
    const first = next();
    if (path.length > DEEPEST) throw broken('it is nested too deeply');
    if (first === '{') object(path);
    else if (first === '[') list(path);
    else if (first === '"') string();
    else if (take(SCALAR) === undefined) throw expected('a value');
  }

  function object(path: readonly string[]): void {
    const keys = new Set<string>();
    sequence('}', () => {
      if (next() !== '"') throw expected('a key in double quotes');
      const offset = at;
      const written = string();
      const key = String(JSON.parse(written));
      if (keys.has(key)) {
        throw faultOf({ isKeyTwice: true, offset, what: `the key ${written} is given twice` });
      }
      keys.add(key);
      offsets.set(JSON.stringify([...path, key]), offset);
      if (next() !== ':') throw expected("':'");
      at += 1;
      value([...path, key]);
    });
  }

  function list(path: readonly string[]): void {
    sequence(']', (index) => {
      const inner = [...path, String(index)];
      next();
      offsets.set(JSON.stringify(inner), at);
      value(inner);
    });
  }

  /** What stands between brackets, separated by commas. */
  function sequence(end: string, element: (index: number) => void): void {
    at += 1;
    if (next() !== end) element(0);
    for (let index = 1; next() !== end; index += 1) {
      if (text[at] !== ',') throw expected(`',' or '${end}'`);
      at += 1;
      element(index);
    }
    at += 1;
  }

  function string(): string {
    const whole = take(STRING);
    if (whole !== undefined) return whole;
    const start = at;
    for (at += 1; at < text.length && text[at] !== '"'; at += 1) {
      if ((text[at] ?? '') < ' ') throw broken('a string runs past the end of its line');
      if (text[at] !== '\\') continue;
      if (!/^\\(["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(at, at + 6))) {
        throw broken('a backslash stands before what it cannot escape');
      }
      at += 1;
    }
    throw broken('a string has no end', start);
  }

  value([]);
  if (next() !== '') throw expected('the end');
  return offsets;
}
