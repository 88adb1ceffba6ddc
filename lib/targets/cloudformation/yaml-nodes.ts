import { Document, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';

/** A value in the template. */
export type YamlNode = Scalar | YamlMapping | YamlList;
export type YamlMapping = YAMLMap<Scalar, YamlNode>;
export type YamlList = YAMLSeq<YamlNode>;

/** A key with its value, and what stands above it. */
export interface EntryNotes {
  readonly comment?: string;
  readonly blankBefore?: boolean;
}

const NOT_ASCII = /[^\x20-\x7e]/;
/** YAML 1.1's own scalar '=', which Python refuses, and what begins and ends documents. */
const MARK = /^(=|---|\.\.\.)$/;

/** Text exactly as it is, quoted where YAML would read something else into it. */
export function text(value: string): Scalar<string> {
  const node = new Scalar(value);
  if (NOT_ASCII.test(value)) node.type = Scalar.QUOTE_DOUBLE;
  else if (MARK.test(value)) node.type = Scalar.QUOTE_SINGLE;
  return node;
}

/** A whole number. */
export function integer(value: number): Scalar<number> {
  return new Scalar(value);
}

/** `true` or `false`. */
export function boolean(value: boolean): Scalar<boolean> {
  return new Scalar(value);
}

/** The short form of an intrinsic function of one string: `!Ref`, `!Sub`, `!GetAtt`. */
export function tagged(tag: '!Ref' | '!Sub' | '!GetAtt', value: string): Scalar<string> {
  const node = text(value);
  node.tag = tag;
  return node;
}

/** The short form of an intrinsic function of a list, on one line. */
export function taggedList(
  tag: '!If' | '!Not' | '!Equals' | '!Join',
  items: readonly YamlNode[],
): YamlList {
  const node = list(items);
  node.tag = tag;
  node.flow = true;
  return node;
}

/** A list, one item a line. */
export function list(items: readonly YamlNode[]): YamlList {
  const node = new YAMLSeq<YamlNode>();
  node.items = [...items];
  return node;
}

/** A mapping's key with its value. */
export function entry(
  key: string,
  value: YamlNode,
  { comment, blankBefore }: EntryNotes = {},
): Pair<Scalar, YamlNode> {
  const keyNode = text(key);
  if (comment) keyNode.commentBefore = commentLines(comment);
  if (blankBefore) keyNode.spaceBefore = true;
  return new Pair<Scalar, YamlNode>(keyNode, value);
}

/** A mapping with its keys in this order. */
export function mapping(entries: readonly Pair<Scalar, YamlNode>[]): YamlMapping {
  const node = new YAMLMap<Scalar, YamlNode>();
  node.items = [...entries];
  return node;
}

/** A mapping of plain keys. */
export function mappingOf(values: Readonly<Record<string, YamlNode>>): YamlMapping {
  return mapping(Object.entries(values).map(([key, value]) => entry(key, value)));
}

const COMMENT_COLUMNS = 84;

/** Text as the lines of a comment, broken between words. */
export function commentLines(comment: string): string {
  const lines = [''];
  for (const word of comment.split(/\s+/).filter((one) => one !== '')) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length + 1 > COMMENT_COLUMNS) lines.push(` ${word}`);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.join('\n');
}

/**
 * Prints a template under a comment. Strings that only YAML 1.1 reads as something else ('yes',
 * '0123', '1:30') are quoted: CloudFormation and its tools read 1.1. Values are ASCII with escapes,
 * so that they do not depend on the locale in which the AWS CLI reads the file.
 */
export function printYaml(comment: string, root: YamlMapping): string {
  const document = new Document(root, { compat: 'yaml-1.1' });
  document.commentBefore = commentLines(comment);
  const printed = document.toString({
    lineWidth: 0,
    singleQuote: true,
    flowCollectionPadding: false,
  });
  return printed.split('\n').map(escapeLine).join('\n');
}

function escapeLine(line: string): string {
  if (/^\s*#/.test(line)) return line;
  return line.replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
