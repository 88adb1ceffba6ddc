import { PLACEHOLDER_NAMES, placeholderSpec } from '../../iam/placeholders.ts';
import { placeholdersOf, template } from '../../iam/template-string.ts';
import { shellVariable } from '../../shell.ts';
import { parseJson, type Source, type SourceFile, unreadable, unreadableAt } from '../source.ts';
import type { VariableValues } from './read-values.ts';

/** What only the account knows stays a placeholder: variable → placeholder. */
const ACCOUNT_VARIABLES = new Map(
  PLACEHOLDER_NAMES.filter((name) => placeholderSpec(name).atDeploy).map((name) => [
    shellVariable(name),
    `<${name}>`,
  ]),
);

/** Variables that may be empty: the setting is then absent. */
const OPTIONAL_VARIABLES = new Set(
  PLACEHOLDER_NAMES.filter((name) => placeholderSpec(name).optional).map(shellVariable),
);

/**
 * Fills the variables of a JSON file as the scripts do: `${NAME}` in capitals, in the text of the
 * file, so that `\u0024{NAME}` stays as it is.
 *
 * @throws UserError `BrokenJson`, `KeyTwice`; `UnreadableDefinition` for a
 * variable without a value, or for what looks like a placeholder of ours.
 */
export function fillVariables({ path, contents }: SourceFile, values: VariableValues): Source {
  const written = parseJson({ path, contents });
  requireNoPlaceholder(written.root, {}, written);
  const filled = contents.replace(/\$\{([A-Z][A-Z0-9_]*)\}/g, (_, name: string, at: number) => {
    const value = values[name] || ACCOUNT_VARIABLES.get(name);
    if (value !== undefined) return JSON.stringify(value).slice(1, -1);
    if (OPTIONAL_VARIABLES.has(name)) return '';
    throw unreadableAt(path, contents.slice(0, at).split('\n').length, [
      `\${${name}} has no value in this environment.`,
      'Add it to the values of the environment, or correct its name.',
    ]);
  });
  return parseJson({ path, contents: filled });
}

/** Members whose text nobody fills in: prose, and the key of a tag. */
const PLAIN_TEXT = new Set(['Description', 'Key']);

function requireNoPlaceholder(value: unknown, near: object, source: Source): void {
  if (typeof value === 'string') {
    const [placeholder] = placeholdersOf(template(value));
    if (placeholder === undefined) return;
    throw unreadable(source, near, [
      `<${placeholder}> has no meaning to AWS.`,
      `Write the value, or a variable such as \${${shellVariable(placeholder)}}.`,
    ]);
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (!PLAIN_TEXT.has(key)) requireNoPlaceholder(item, value, source);
  }
}
