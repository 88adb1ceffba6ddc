import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from 'yaml';
import { throwFaults, UserError } from './errors.ts';
import type { TextFile } from './json-text.ts';

/** A YAML text, where its values stand, and the document itself, which keeps comments. */
export interface YamlText {
  readonly value: unknown;
  /** The line of the key or the item at the end of a path, or of the nearest one above it; from 1. */
  readonly lineOf: (path: readonly string[]) => number;
  readonly document: Document;
}

/** A fault, and the line where it is; from 1. */
export interface PlacedFault {
  readonly line: number;
  readonly fault: UserError;
}

/**
 * Reads a YAML text. Keys that are given twice are handed to whoever takes them, and the later one
 * holds.
 *
 * @throws UserError `BrokenYaml` or, where nobody takes them, `KeyTwice` for each fault, with file and line.
 */
export function readYaml(
  { name, text }: TextFile,
  takeTwice?: (fault: PlacedFault) => void,
): YamlText {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  throwFaults(
    document.errors.flatMap(({ code, message, pos: [offset] }) => {
      const { line } = counter.linePos(offset);
      const place = `${name}:${line}`;
      if (code === 'DUPLICATE_KEY') {
        const key = /^[^\s:]+/.exec(text.slice(offset))?.[0] ?? '';
        const what = `${place}: '${key}' is given twice.`;
        const fault = new UserError('KeyTwice', what, 'Keep one of them.');
        if (takeTwice === undefined) return fault;
        takeTwice({ line, fault });
        return [];
      }
      if (code === 'MULTIPLE_DOCS') {
        const hint = 'Keep one; a file for each of the others.';
        return new UserError('BrokenYaml', `${place}: A second document begins here.`, hint);
      }
      const [first = ''] = message.split('\n');
      const what = first.replace(/ at line \d+, column \d+:?$/, '').replace(/\.?$/, '.');
      return new UserError('BrokenYaml', `${place}: ${what}`, 'Correct the YAML there.');
    }),
  );
  const offsets = new Map<string, number>();
  const broken: UserError[] = [];
  const onBroken = (source: string, node: Node) => {
    const place = `${name}:${counter.linePos(node.range?.[0] ?? 0).line}`;
    const message = `${place}: There is no '&${source}' that ends before '*${source}'.`;
    const hint = 'Write the anchor above, at what is meant.';
    broken.push(new UserError('BrokenYaml', message, hint));
  };
  const walk = { document, offsets, within: new Set<unknown>(), onBroken };
  const value = plainValue(document.contents, [], walk);
  throwFaults(broken);
  const lineOf = (path: readonly string[]): number => {
    const offset = offsets.get(path.join('\0'));
    if (offset === undefined && path.length > 0) return lineOf(path.slice(0, -1));
    return counter.linePos(offset ?? 0).line;
  };
  return { value, lineOf, document };
}

interface Walk {
  readonly document: Document;
  readonly offsets: Map<string, number>;
  /** The nodes around the one that is read. */
  readonly within: Set<unknown>;
  /** Called with an alias without an anchor, or within its own. */
  readonly onBroken: (source: string, node: Node) => void;
}

/** The plain value of a node; the place of each key and item is noted on the way. */
function plainValue(node: unknown, path: readonly string[], walk: Walk): unknown {
  if (isAlias(node)) {
    const target = node.resolve(walk.document);
    if (target !== undefined && !walk.within.has(target)) return plainValue(target, path, walk);
    walk.onBroken(node.source, node);
    return undefined;
  }
  walk.within.add(node);
  try {
    return ownValue(node, path, walk);
  } finally {
    walk.within.delete(node);
  }
}

function ownValue(node: unknown, path: readonly string[], walk: Walk): unknown {
  const note = (at: readonly string[], place: unknown) => {
    const [offset] = (place as Node | null)?.range ?? [];
    if (offset !== undefined) walk.offsets.set(at.join('\0'), offset);
  };
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }): readonly [string, unknown] => {
      const name = String(isScalar(key) ? key.value : key);
      note([...path, name], key);
      return [name, plainValue(value, [...path, name], walk)];
    });
    return Object.fromEntries(entries);
  }
  if (isSeq(node)) {
    return node.items.map((item, index) => {
      note([...path, String(index)], item);
      return plainValue(item, [...path, String(index)], walk);
    });
  }
  return isScalar(node) ? node.value : undefined;
}
