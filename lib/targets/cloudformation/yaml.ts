import { unicodeEscape } from '../../json.ts';
import { wrapWords } from '../../wrap.ts';
import { COMMENT, type Mapping, type Value } from './values.ts';
import {
  commentLines,
  entryText,
  INDENT,
  isOfSeveralLines,
  mappingText,
  type Part,
} from './yaml-parts.ts';

/**
 * Prints a template under a comment: short forms of functions, a blank line before every section and
 * between resources. Strings that only YAML 1.1 reads as something else ('yes', '0123', '1:30') are
 * quoted: CloudFormation and its tools read 1.1. Values are ASCII with escapes, so that they do not
 * depend on the locale in which the AWS CLI reads the file.
 */
export function printTemplate(comment: string, template: Mapping): string {
  const parts = Object.entries(template).map(([name, value]) => {
    if (!isMapping(value) || shortForm(value, 0) !== undefined) {
      return `${mappingText(mappingPart({ [name]: value }, DEPTH.value + 1), '')}\n`;
    }
    return section(name, value);
  });
  const text = parts.join('').split('\n').map(escapeLine).join('\n');
  return `${commentLines(wrapped(comment), '')}\n${text}`;
}

/** Levels above which nothing stands on one line: of an entry of a section, and of another value. */
const DEPTH = { entry: 2, value: 3 } as const;

/** A blank line, the name, and the entries; between resources stands a blank line too. */
function section(name: string, entries: Mapping): string {
  const texts = Object.entries(entries).map(
    ([key, value]) => INDENT + entryText(key, commented(value, DEPTH.entry), INDENT),
  );
  if (texts.length === 0) return `\n${name}: {}\n`;
  return `\n${name}:\n${texts.join(name === 'Resources' ? '\n\n' : '\n')}\n`;
}

/** Makes a value's part; from `depth` levels below it on, what is small stands on one line. */
function partOf(value: Value, depth: number): Part {
  if (typeof value !== 'object') return { ...PLAIN, scalar: value };
  if (isList(value)) return listPart(value, depth);
  return shortForm(value, depth) ?? mappingPart(value, depth);
}

/** Every part has all its members, in one order: the engine then takes a shorter way. */
const PLAIN: Part = {
  scalar: undefined,
  keys: undefined,
  items: [],
  tag: undefined,
  comment: undefined,
  flow: false,
};

function listPart(values: readonly Value[], depth: number): Part {
  return compacted({ ...PLAIN, items: values.map((value) => commented(value, depth - 1)) }, depth);
}

function mappingPart(values: Mapping, depth: number): Part {
  const keys = Object.keys(values);
  const items = keys.map((key) => commented(values[key] ?? '', depth - 1));
  return compacted({ ...PLAIN, keys, items }, depth);
}

function commented(value: Value, depth: number): Part {
  const part = partOf(value, depth);
  const comment = isMapping(value) ? value[COMMENT] : undefined;
  return comment === undefined ? part : { ...part, comment: wrapped(comment) };
}

/** `!Ref X` for `{ Ref: X }`. A function of a function keeps its long form: a part has one tag. */
function shortForm(value: Mapping, depth: number): Part | undefined {
  const [name = '', ...others] = Object.keys(value);
  if (others.length > 0 || (name !== 'Ref' && !name.startsWith('Fn::'))) return undefined;
  const part = argumentPart(name, value[name] ?? '', depth);
  if (part.tag !== undefined || part.keys !== undefined) return undefined;
  return compacted({ ...part, tag: `!${name.replace('Fn::', '')}` }, depth);
}

/** A list of nothing but scalars, conditions and such lists stands on one line. */
function argumentPart(name: string, argument: Value, depth: number): Part {
  if (!isList(argument)) return partOf(argument, depth);
  if (name === 'Fn::GetAtt') return { ...PLAIN, scalar: argument.join('.') };
  const items = argument.map((value) => commented(value, depth - 1));
  return { ...PLAIN, items, flow: items.every(isShort) };
}

function isShort({ scalar, keys, items }: Part): boolean {
  if (scalar !== undefined) return !isOfSeveralLines(scalar);
  if (keys === undefined) return items.every(isShort);
  return items.length === 1 && items.every((item) => item.scalar !== undefined && isShort(item));
}

/** Puts what is small on one line, inside a resource or a parameter. */
function compacted(part: Part, depth: number): Part {
  return depth <= 0 && !part.flow && isSmall(part) ? { ...part, flow: true } : part;
}

/** What a flow collection may be long, and how many members it may have. */
const SMALL = { columns: 80, members: 4 } as const;

/** One item, or a few members, without a comment; a function in its long form stays on lines of its own. */
function isSmall(part: Part): boolean {
  const { scalar, keys, items } = part;
  if (scalar !== undefined || items.length > (keys === undefined ? 1 : SMALL.members)) return false;
  if (keys?.some((key) => key.startsWith('Fn::'))) return false;
  return items.every(isOnOneLine) && columnsOf(part) <= SMALL.columns;
}

function isOnOneLine({ scalar, comment, flow }: Part): boolean {
  if (comment !== undefined) return false;
  return scalar === undefined ? flow : !isOfSeveralLines(scalar);
}

function columnsOf({ scalar, keys = [], items, tag = '' }: Part): number {
  const own = tag.length + 2;
  if (scalar !== undefined) return own + String(scalar).length;
  const ofKeys = keys.reduce((sum, key) => sum + key.length + 2, own);
  return items.reduce((sum, item) => sum + columnsOf(item), ofKeys);
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function isMapping(value: Value): value is Mapping {
  return typeof value === 'object' && !isList(value);
}

const COMMENT_COLUMNS = 83;

function wrapped(comment: string): string {
  return wrapWords(comment, COMMENT_COLUMNS)
    .map((line) => ` ${line}`)
    .join('\n');
}

function escapeLine(line: string): string {
  return /^\s*#/.test(line) ? line : line.replace(/[^\x20-\x7e]/g, unicodeEscape);
}
