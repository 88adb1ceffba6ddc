import { fillWith, template } from './iam/template-string.ts';
import { shellVariable } from './shell.ts';

/** A value as the text of a JSON file: two spaces deep, one final newline. */
export function printJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/**
 * The same for a document of template strings: placeholders are written as the shell variables
 * `${NAME}`, which the scripts fill in. Plain ASCII, so that no locale can change it. Text that
 * looks like such a variable is written `\u0024{NAME}`.
 */
export function printJsonWithVariables(document: object): string {
  const named = mapText(document, (value) =>
    fillWith(template(value), {
      text: (text) => text.replace(/\$(?=\{[A-Z])/g, DOLLAR),
      placeholder: (placeholder) => `\${${shellVariable(placeholder)}}`,
    }),
  );
  return printJson(named)
    .replaceAll(DOLLAR, '\\u0024')
    .replace(/[^\n -~]/g, unicodeEscape);
}

/** Stands for a dollar sign of the text until JSON is written: no policy can hold this character. */
const DOLLAR = '\uE000';

/** A character as JSON, YAML and HCL escape it. */
export function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function mapText(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((item) => mapText(item, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [map(key), mapText(item, map)]),
  );
}
