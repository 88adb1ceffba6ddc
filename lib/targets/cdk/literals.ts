import type { Placeholder } from '../../iam/placeholders.ts';
import { segments, type TemplateString } from '../../iam/template-string.ts';

/** Text as a string literal, single-quoted unless double quotes need fewer escapes. */
export function stringLiteral(text: string): string {
  const quote = count(text, "'") > count(text, '"') ? '"' : "'";
  return (
    quote + escapeControl(text.replaceAll('\\', '\\\\')).replaceAll(quote, `\\${quote}`) + quote
  );
}

/** A template string as an expression: a literal, the name of a placeholder, or a template literal of both. */
export function templateLiteral(
  value: TemplateString,
  nameOf: (placeholder: Placeholder) => string,
): string {
  const pieces = segments(value);
  const [first, ...others] = pieces;
  if (first === undefined) return "''";
  if (first.kind === 'placeholder' && others.length === 0) return nameOf(first.placeholder);
  if (pieces.every((piece) => piece.kind === 'text')) return stringLiteral(value);
  const inside = pieces.map((piece) =>
    piece.kind === 'text' ? templateText(piece.text) : `\${${nameOf(piece.placeholder)}}`,
  );
  return `\`${inside.join('')}\``;
}

/** A property's name: bare where it may be, and never one that sets the prototype. */
export function propertyName(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : stringLiteral(name);
}

function templateText(text: string): string {
  return escapeControl(text.replace(/\\|`|\$(?=\{)|\$$/g, '\\$&'));
}

/** Line ends, and what an editor would not show, as escapes. */
function escapeControl(text: string): string {
  return text.replace(/[^ -~¡-¬®-ÿ]/g, (character) => {
    const code = character.charCodeAt(0).toString(16);
    return `\\u${code.padStart(4, '0')}`;
  });
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
