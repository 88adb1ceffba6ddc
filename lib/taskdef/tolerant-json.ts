/** A string as JSON has it, or one that has no end: the reader says so. */
const STRING = /"(?:[^"\\\n]|\\.)*"?/y;
const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
/** A place of a template where JSON takes a value: `"cpu": ${cpu}`. */
const PLACE = /\$\{[^{}"\n]*\}|\{\{[^\n]*?\}\}|<[A-Za-z][\w .-]*>/y;
const TRAILING_COMMA = /,(?=\s*[}\]])/y;

/**
 * Task definitions as people keep them, made JSON: comments and trailing commas become blanks, so that
 * lines and columns stay those of the file; a template's place outside a string becomes a string.
 */
export function tolerantJson(text: string): string {
  return stripped(stripped(text, [COMMENT, PLACE]), [TRAILING_COMMA]);
}

function stripped(text: string, patterns: readonly RegExp[]): string {
  let written = '';
  for (let at = 0; at < text.length; ) {
    const string = matchAt(STRING, text, at);
    const found = string ?? patterns.map((one) => matchAt(one, text, at)).find(Boolean);
    written += string ?? (found === undefined ? text[at] : replaced(found));
    at += Math.max(1, found?.length ?? 1);
  }
  return written;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function replaced(found: string): string {
  return /^[,/]/.test(found) ? found.replace(/[^\n]/g, ' ') : JSON.stringify(found);
}
