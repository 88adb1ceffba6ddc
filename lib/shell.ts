import type { Placeholder } from './iam/placeholders.ts';
import { fillWith, type TemplateString } from './iam/template-string.ts';
import { separateWords } from './names.ts';

/** What a shell word may hold without quotes. */
const PLAIN = /^[\w./:@=+,-]+$/;

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
  return PLAIN.test(inside) ? inside : `"${inside}"`;
}

/** Text as one shell word in which nothing is special, quoted only where it has to be. */
export function shellText(value: string): string {
  return PLAIN.test(value) ? value : shellLiteral(value);
}

/** Text as one shell word in single quotes, for a place where every value has them. */
export function shellLiteral(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}
