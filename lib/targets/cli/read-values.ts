import { type SourceFile, unreadableAt } from '../source.ts';

/** The values of an environment by the names of their shell variables. */
export type VariableValues = Readonly<Record<string, string>>;

const ASSIGNMENT = /^(?:export )?([A-Za-z_][A-Za-z0-9_]*)=(.*)$/;

/** Single quotes, with a quote of the text as '\'', double quotes without expansion, or none. */
const WORD = /^(?:'[^']*'|\\'|"[^"$`\\]*"|[\w./:@%+,=-])*$/;

/**
 * Reads a file of `NAME=value` lines as the shell does, as far as values go: comments and blank
 * lines are passed over, nothing is executed.
 *
 * @throws UserError `UnreadableDefinition` for a line of any other kind.
 */
export function readValues({ path, contents }: SourceFile): VariableValues {
  const lines = contents
    .split(/\r?\n/)
    .map((text, index) => ({ text: text.trim(), line: index + 1 }));
  const entries = lines
    .filter(({ text }) => text !== '' && !text.startsWith('#'))
    .map(({ text, line }) => {
      const [, name, word = ''] = ASSIGNMENT.exec(text) ?? [];
      if (name !== undefined && WORD.test(word)) return [name, wordValue(word)] as const;
      throw unreadableAt(path, line, [
        'The line is no NAME=value.',
        "Write values as NAME='value', without variables or commands.",
      ]);
    });
  return Object.fromEntries(entries);
}

function wordValue(word: string): string {
  return word.replace(/'([^']*)'|\\'|"([^"]*)"/g, (quoted, single, double) =>
    quoted === "\\'" ? "'" : (single ?? double),
  );
}
