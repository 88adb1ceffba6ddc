import { type Document, parseDocument } from 'yaml';
import { attempt } from '../answers/parse/basic.ts';
import { readJson, type TextFile } from '../json-text.ts';
import { inLineEndingsOf, withLf } from '../starter/marker.ts';
import { readYaml } from '../yaml-text.ts';
import { keepLines } from './keep-lines.ts';

/**
 * The text of a manifest after an edit of its document; comments, and lines that the edit is not about,
 * stay as they are.
 *
 * @throws UserError `BrokenYaml`, `KeyTwice`, and what the edit throws.
 */
export function editManifest(file: TextFile, edit: (document: Document) => void): string {
  const { document } = readYaml(file);
  const text = withLf(file.text);
  const print = () => document.toString({ lineWidth: 0, ...styleOf(text) });
  const before = print();
  edit(document);
  if (isJson(text)) return inLineEndingsOf(file.text, asJson(text, document.toJS()));
  const after = print();
  const kept = keepLines(text, before, after);
  return inLineEndingsOf(file.text, means(kept) === means(after) ? kept : after);
}

/** YAML may be written as JSON, and stays so. */
function isJson(text: string): boolean {
  return (
    text.trimStart().startsWith('{') &&
    attempt(() => readJson({ name: '', text }), []) !== undefined
  );
}

/** The value as JSON, in lines where the text has them. */
function asJson(text: string, value: unknown): string {
  const indent = /\n([ \t]+)"/.exec(text)?.[1];
  return `${JSON.stringify(value, null, indent)}\n`;
}

function means(text: string): string {
  const document = parseDocument(text);
  return document.errors.length > 0 ? text : JSON.stringify(document.toJS());
}

/** How lines are written that are new, where the printer has a choice. */
function styleOf(text: string) {
  const [, indent = '  '] = /^[\w"-]+:[^\S\n]*(?:#.*)?\n(?:\s*#.*\n)*( +)[^\s#-]/m.exec(text) ?? [];
  return {
    indent: indent.length,
    flowCollectionPadding: !/\{(?! |\}|\s*$)/m.test(text),
    indentSeq: !/^( *)[\w"-]+:\n\1- /m.test(text),
  };
}
