import { type OpenString, segments, spell } from '../../iam/open.ts';
import type { OpenPart } from '../../iam/parts.ts';
import { separateWords } from '../../names.ts';
import { type Expression, line } from './hcl.ts';

/** What the provider finds out itself, and the local value that holds it. */
const LOCALS: Partial<Record<OpenPart, string>> = {
  partition: 'partition',
  account: 'account_id',
  region: 'region',
  dnsSuffix: 'dns_suffix',
};

/** True for a part that is an input variable. */
export function isVariable(part: OpenPart): boolean {
  return LOCALS[part] === undefined;
}

/** `artifactBucket` → `artifact_bucket` */
export function variableName(part: OpenPart): string {
  return separateWords(part, '_');
}

/** A part as an expression: `var.cluster`, `local.region`. */
export function reference(part: OpenPart): string {
  const local = LOCALS[part];
  return local === undefined ? `var.${variableName(part)}` : `local.${local}`;
}

/** Text as a string literal: nothing in it is special to HCL. */
export function text(value: string): Expression {
  return line(`"${escapeText(value)}"`);
}

/** An open string: a bare reference where it is one part, else a template. */
export function openText(value: OpenString): Expression {
  return template(value, escapeText);
}

/**
 * An open string for `aws_iam_policy_document`, which turns `&{…}` into IAM's policy variable `${…}`.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document#context-variable-interpolation
 */
export function documentText(value: OpenString): Expression {
  return template(value, (piece) => escapeText(piece.replaceAll('${', '&{')));
}

function template(value: OpenString, write: (piece: string) => string): Expression {
  const [first, second] = segments(value);
  if (first?.kind === 'part' && second === undefined) return line(reference(first.part));
  const inside = spell(value, {
    // Before a place, a bare '$' would make an escape of it.
    text: (piece) => write(piece).replace(/\$$/, '\\u0024'),
    part: (part) => `\${${reference(part)}}`,
  });
  return line(`"${inside}"`);
}

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeText(value: string): string {
  return (
    value
      .replace(/[\\"]/g, '\\$&')
      .replace(/[$%]\{/g, (start) => start.charAt(0) + start)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: HCL takes them escaped alone.
      .replace(/[\u0000-\u001f\u007f-\u00a0\u00ad]/g, (c) => SHORT[c] ?? unicodeEscape(c))
  );
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
