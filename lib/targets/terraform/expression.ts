import { fillWith, segments, type TemplateString } from '../../iam/template-string.ts';
import { type Expression, line } from './hcl.ts';
import { reference } from './names.ts';

/** Text as a string literal: nothing in it is special to HCL. */
export function text(value: string): Expression {
  return line(`"${escapeText(value)}"`);
}

/** Text in quotes: a literal, or the key of a map. */
export function quotedKey(key: string): string {
  return `"${escapeText(key)}"`;
}

/** Text as the key of a map, in quotes where it is no name. */
export function mapKey(key: string): string {
  const isName = /^[A-Za-z_][\w-]*$/.test(key) && !/^(for|if|null|true|false)$/.test(key);
  return isName ? key : quotedKey(key);
}

/** A template string: a bare reference where it is one placeholder, else a template. */
export function templateText(value: TemplateString): Expression {
  return template(value, escapeText);
}

/**
 * A template string for `aws_iam_policy_document`, which turns `&{…}` into IAM's policy variable `${…}`.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document#context-variable-interpolation
 */
export function documentText(value: TemplateString): Expression {
  return template(value, (piece) => escapeText(piece.replaceAll('${', '&{')));
}

function template(value: TemplateString, write: (piece: string) => string): Expression {
  const [first, second] = segments(value);
  if (first?.kind === 'placeholder' && second === undefined)
    return line(reference(first.placeholder));
  const inside = fillWith(value, {
    // Before a place, a bare '$' would make an escape of it.
    text: (piece) => write(piece).replace(/\$$/, '\\u0024'),
    placeholder: (placeholder) => `\${${reference(placeholder)}}`,
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
