import type { Placeholder } from '../iam/placeholders.ts';
import { fillWith, type TemplateString, template } from '../iam/template-string.ts';
import { separateWords } from '../names.ts';

/** The variable that holds a placeholder in the scripts: `artifactBucketPrefix` → `ARTIFACT_BUCKET_PREFIX`. */
export function shellVariable(placeholder: Placeholder): string {
  return separateWords(placeholder, '_').toUpperCase();
}

/** A template string as one shell word: text literally, placeholders as variables. */
export function shellWord(value: TemplateString): string {
  const inside = fillWith(value, {
    text: (text) => text.replace(/[\\"$`]/g, '\\$&'),
    placeholder: (placeholder) => `\${${shellVariable(placeholder)}}`,
  });
  return /^[\w./:@=+,-]+$/.test(inside) ? inside : `"${inside}"`;
}

/** A value as one shell word in which nothing is special. */
export function shellLiteral(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}

/**
 * A document as JSON whose placeholders are `${NAME}` places, which `fill.awk` fills in. Plain ASCII, so
 * that no locale can change it. Text that looks like a place is written `\u0024{NAME}`.
 */
export function documentWithPlaces(document: object): string {
  const places = mapText(document, (value) =>
    fillWith(template(value), {
      text: (text) => text.replace(/\$(?=\{[A-Z])/g, DOLLAR),
      placeholder: (placeholder) => `\${${shellVariable(placeholder)}}`,
    }),
  );
  const json = JSON.stringify(places, null, 2).replaceAll(DOLLAR, '\\u0024');
  return `${json.replace(/[^\n -~]/g, unicodeEscape)}\n`;
}

/** Stands for a dollar sign of the text until JSON is written: no policy can hold this character. */
const DOLLAR = '\uE000';

function unicodeEscape(character: string): string {
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
