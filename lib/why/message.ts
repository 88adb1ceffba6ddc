import { type CloudTrailRecord, recordsIn } from './json-message.ts';

/** A message as it was pasted, made readable. */
export interface Message {
  /** On one line, with plain quotes. */
  readonly text: string;
  /** Where it is a record of CloudTrail, or a decoded authorization message. */
  readonly record?: CloudTrailRecord;
}

/** Reads what somebody pasted: from a terminal, a console, a log, or as JSON. */
export function readMessage(pasted: string): Message {
  const { strings, record } = recordsIn(pasted);
  const text = oneLine(strings === undefined ? pasted : strings.join('\n'));
  return { text, ...(record && { record }) };
}

/** Colours, boxes of Terraform, typographic quotes, entities and line breaks become plain text. */
function oneLine(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one.
      .replace(/\u001b\[[\d;]*m/g, '')
      .replace(/[│╷╵┃]/g, ' ')
      .replace(/[‘’]|&#39;|&apos;/g, "'")
      .replace(/[“”]|&quot;/g, '"')
      .replace(/&amp;/g, '&')
      .replace(/\\r|\\n|\\t/g, ' ')
      .replace(/\\+"/g, '"')
      .replace(/\u00a0/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
  );
}
