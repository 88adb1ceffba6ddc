import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { UserError } from '../errors.ts';
import { readJson } from '../json-text.ts';

/** A file of the repo: its path with '/', and its text. */
export interface SourceFile {
  readonly path: string;
  readonly contents: string;
}

/** A file as plain values. CloudFormation's short forms are in their long form. */
export interface Source {
  readonly path: string;
  readonly root: unknown;
  /** The line, from 1, on which an object or a list of `root` begins. */
  readonly lines: WeakMap<object, number>;
}

/**
 * Parses YAML 1.1 as CloudFormation reads it; JSON is YAML too.
 *
 * @throws UserError `BrokenYaml` with the line where the text is no YAML, or holds what
 * CloudFormation would read as something else.
 */
export function parseYaml({ path, contents }: SourceFile): Source {
  const counter = new LineCounter();
  const document = parseDocument(contents, {
    version: '1.1',
    lineCounter: counter,
    logLevel: 'silent',
    prettyErrors: false,
  });
  const [error] = document.errors;
  const lineAt = (offset: number) => counter.linePos(offset).line;
  if (error !== undefined) throw broken(path, lineAt(error.pos[0]), error.message);
  const lines = new WeakMap<object, number>();
  const root = plainValue(document.contents, { path, document, lines, lineAt });
  return { path, root, lines };
}

/**
 * Parses JSON.
 *
 * @throws UserError `BrokenJson`, `KeyTwice`.
 */
export function parseJson({ path, contents }: SourceFile): Source {
  const { value, lineOf } = readJson({ name: path, text: contents });
  const lines = new WeakMap<object, number>();
  const keepLines = (one: unknown, at: readonly string[]): void => {
    if (typeof one !== 'object' || one === null) return;
    lines.set(one, lineOf(at));
    for (const [key, item] of Object.entries(one)) keepLines(item, [...at, key]);
  };
  keepLines(value, []);
  return { path, root: value, lines };
}

interface Parsing {
  readonly path: string;
  readonly document: Document;
  readonly lines: WeakMap<object, number>;
  readonly lineAt: (offset: number) => number;
}

function plainValue(node: unknown, parsing: Parsing): unknown {
  if (isAlias(node)) return plainValue(node.resolve(parsing.document), parsing);
  const value = untagged(node, parsing);
  const { tag, line } = placeOf(node, parsing);
  if (typeof value === 'object' && value !== null) parsing.lines.set(value, line);
  if (!tag.startsWith('!')) return value;
  const call = longForm(tag, value);
  parsing.lines.set(call, line);
  return call;
}

function placeOf(node: unknown, { lineAt }: Parsing) {
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return { tag: '', line: 1 };
  return { tag: node.tag ?? '', line: lineAt(node.range?.[0] ?? 0) };
}

function untagged(node: unknown, parsing: Parsing): unknown {
  if (isMap(node)) {
    return Object.fromEntries(
      node.items.map(({ key, value }) => [
        String(plainValue(key, parsing)),
        value === null ? null : plainValue(value, parsing),
      ]),
    );
  }
  if (isSeq(node)) return node.items.map((item) => plainValue(item, parsing));
  if (!isScalar(node)) return null;
  const { value, source = '' } = node;
  // A date, and what only a part of the parsers of YAML 1.1 takes for a boolean.
  if (value instanceof Date || (typeof value === 'boolean' && /^[yn]$/i.test(source))) {
    return source;
  }
  if (typeof value === 'number' && String(value) !== source) {
    const { line } = placeOf(node, parsing);
    throw broken(
      parsing.path,
      line,
      `YAML reads ${source} as the number ${value}; put it in quotes.`,
    );
  }
  return value;
}

function longForm(tag: string, value: unknown): object {
  const name = tag.slice(1);
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name !== 'GetAtt' || typeof value !== 'string') return { [`Fn::${name}`]: value };
  const dot = value.indexOf('.');
  return { 'Fn::GetAtt': [value.slice(0, dot), value.slice(dot + 1)] };
}

function broken(path: string, line: number, what: string): UserError {
  return new UserError(
    'BrokenYaml',
    `${path}:${line}: ${what}`,
    'Mend the file, then run the command again.',
  );
}

/** A fault of a file that can be parsed: what is wrong near a value, and what to do. */
export function unreadable(
  { path, lines }: Source,
  near: object,
  message: readonly [what: string, hint: string],
): UserError {
  return unreadableAt(path, lines.get(near), message);
}

/** The same for a line that is known. */
export function unreadableAt(
  path: string,
  line: number | undefined,
  [what, hint]: readonly [what: string, hint: string],
): UserError {
  const place = line === undefined ? path : `${path}:${line}`;
  return new UserError('UnreadableDefinition', `${place}: ${what}`, hint);
}
