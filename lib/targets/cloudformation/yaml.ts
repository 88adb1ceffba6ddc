import { Document, isMap, isScalar, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { unicodeEscape } from '../../json.ts';
import { wrapWords } from '../../wrap.ts';
import { COMMENT, type Mapping, type Value } from './values.ts';

type YamlNode = Scalar | YamlMapping | YAMLSeq<YamlNode>;
type YamlMapping = YAMLMap<Scalar<string>, YamlNode>;

/**
 * Prints a template under a comment: short forms of functions, a blank line before every section and
 * between resources. Strings that only YAML 1.1 reads as something else ('yes', '0123', '1:30') are
 * quoted: CloudFormation and its tools read 1.1. Values are ASCII with escapes, so that they do not
 * depend on the locale in which the AWS CLI reads the file.
 */
export function printTemplate(comment: string, template: Mapping): string {
  const head = commentText(comment).replace(/^/gm, '#');
  const parts = Object.entries(template).map(([name, value]) => {
    const isPlain = typeof value !== 'object' || isList(value) || shortForm(value) !== undefined;
    return isPlain ? printed({ [name]: value }) : section(name, value);
  });
  return `${head}\n\n${parts.join('')}`;
}

/** A blank line, the name, and the entries; between resources stands a blank line too. */
function section(name: string, entries: Mapping): string {
  const texts = Object.entries(entries).map(([key, value]) => entryText(key, value));
  if (texts.length === 0) return `\n${printed({ [name]: entries })}`;
  return `\n${name}:\n${texts.join(name === 'Resources' ? '\n' : '')}`;
}

/** What was printed before: services of a fleet have most of their entries in common. */
const known = new Map<string, string>();
const MOST_KNOWN = 500;

/** One resource, parameter or other entry, below the name of its section. */
function entryText(name: string, value: Value): string {
  const key = `${name} ${contentOf(value)}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const whole = printed({ _: { [name]: value } });
  const text = whole.slice(whole.indexOf('\n') + 1);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, text);
  return text;
}

/** All that a value prints, its comments too. */
function contentOf(value: Value): string {
  if (typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(contentOf).join(',')}]`;
  const comment = value[COMMENT] === undefined ? '' : JSON.stringify(value[COMMENT]);
  const fields = Object.entries(value).map(([key, item]) => `${key}:${contentOf(item)}`);
  return `${comment}{${fields.join(',')}}`;
}

function printed(values: Mapping): string {
  const root = mappingNode(values);
  for (const { value: entries } of root.items) {
    for (const entry of childrenOf(entries)) for (const part of childrenOf(entry)) compactIn(part);
  }
  const text = new Document(root, { compat: 'yaml-1.1' }).toString({
    lineWidth: 0,
    singleQuote: true,
    flowCollectionPadding: false,
  });
  return text.split('\n').map(escapeLine).join('\n');
}

function nodeOf(value: Value): YamlNode {
  if (typeof value === 'string') return textNode(value);
  if (typeof value !== 'object') return new Scalar(value);
  if (isList(value)) return listNode(value);
  return shortForm(value) ?? mappingNode(value);
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** Text of several lines, such as JSON, which is ASCII but for what somebody put into a name. */
const LINES = /^[\x20-\x7e]+\n[\n\x20-\x7e]*$/;
const NOT_ASCII = /[^\x20-\x7e]/;
/**
 * YAML 1.1's own scalar '=' and a '?' between braces, which Python refuses, and what begins and ends
 * documents.
 */
const MARK = /^(=|---|\.\.\.)$|\?/;

function textNode(value: string): Scalar<string> {
  const node = new Scalar(value);
  if (LINES.test(value)) node.type = Scalar.BLOCK_LITERAL;
  else if (NOT_ASCII.test(value)) node.type = Scalar.QUOTE_DOUBLE;
  else if (MARK.test(value)) node.type = Scalar.QUOTE_SINGLE;
  return node;
}

function listNode(values: readonly Value[]): YAMLSeq<YamlNode> {
  const node = new YAMLSeq<YamlNode>();
  node.items = values.map((value) => {
    const item = nodeOf(value);
    const comment = commentOf(value);
    if (comment !== undefined) item.commentBefore = commentText(comment);
    return item;
  });
  return node;
}

function mappingNode(values: Mapping): YamlMapping {
  const node: YamlMapping = new YAMLMap();
  node.items = Object.entries(values).map(([key, value]) => {
    const keyNode = textNode(key);
    const comment = commentOf(value);
    if (comment !== undefined) keyNode.commentBefore = commentText(comment);
    return new Pair(keyNode, nodeOf(value));
  });
  return node;
}

/** `!Ref X` for `{ Ref: X }`. A function of a function keeps its long form: a node has one tag. */
function shortForm(value: Mapping): YamlNode | undefined {
  const [[name, argument] = ['', ''], ...others] = Object.entries(value);
  if (others.length > 0 || (name !== 'Ref' && !name.startsWith('Fn::'))) return undefined;
  const node = argumentNode(name, argument);
  if (node.tag !== undefined || isMap(node)) return undefined;
  node.tag = `!${name.replace('Fn::', '')}`;
  return node;
}

/** A list of nothing but scalars, conditions and such lists stands on one line. */
function argumentNode(name: string, argument: Value): YamlNode {
  if (!isList(argument) || typeof argument === 'string') return nodeOf(argument);
  if (name === 'Fn::GetAtt') return textNode(argument.join('.'));
  const node = listNode(argument);
  node.flow = node.items.every(isShort);
  return node;
}

function isShort(node: YamlNode): boolean {
  if (isScalar(node)) return true;
  if (isMap(node)) return node.items.length === 1 && childrenOf(node).every(isScalar);
  return node.flow === true || node.items.every(isShort);
}

/** Puts what is small on one line, inside a resource or a parameter. */
function compactIn(node: YamlNode | null): void {
  for (const child of childrenOf(node)) {
    compactIn(child);
    if (isSmall(child)) child.flow = true;
  }
}

function childrenOf(node: YamlNode | null): readonly YamlNode[] {
  if (node === null || isScalar(node)) return [];
  if (!isMap<Scalar<string>, YamlNode>(node)) return node.items;
  return node.items.flatMap(({ value }) => value ?? []);
}

/** What a flow collection may be long, and how many members it may have. */
const SMALL = { columns: 80, members: 4 } as const;

/** One item, or a few members, without a comment; a function in its long form stays on lines of its own. */
function isSmall(node: YamlNode): node is Exclude<YamlNode, Scalar> {
  if (isScalar(node) || !childrenOf(node).every(isOnOneLine)) return false;
  const keys = isMap<Scalar<string>>(node) ? node.items.map(({ key }) => key) : [];
  if (keys.some(({ value, commentBefore }) => commentBefore || value.startsWith('Fn::')))
    return false;
  if (node.items.length > (isMap(node) ? SMALL.members : 1)) return false;
  return columnsOf(node) <= SMALL.columns;
}

function isOnOneLine(node: YamlNode): boolean {
  if (node.commentBefore) return false;
  return isScalar(node) ? node.type !== Scalar.BLOCK_LITERAL : node.flow === true;
}

function columnsOf(node: YamlNode): number {
  const own = (node.tag?.length ?? 0) + 2;
  if (isScalar(node)) return own + String(node.value).length;
  const keys = isMap<Scalar<string>>(node) ? node.items.map(({ key }) => key) : [];
  return [...keys, ...childrenOf(node)].reduce((sum, one) => sum + columnsOf(one), own);
}

function commentOf(value: Value): string | undefined {
  return typeof value === 'object' && !isList(value) ? value[COMMENT] : undefined;
}

const COMMENT_COLUMNS = 83;

function commentText(comment: string): string {
  return wrapWords(comment, COMMENT_COLUMNS)
    .map((line) => ` ${line}`)
    .join('\n');
}

function escapeLine(line: string): string {
  return /^\s*#/.test(line) ? line : line.replace(/[^\x20-\x7e]/g, unicodeEscape);
}
