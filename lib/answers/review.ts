import { faultsOf, type UserError } from '../errors.ts';
import { isPlaceholder, type Placeholder, placeholderSpec } from '../iam/placeholders.ts';
import { attempt } from './parse/basic.ts';
import { parsePlaceholder } from './parse/placeholders.ts';
import { MORE, type Prompt, type Replies } from './prompt.ts';
import { shortMessage } from './question.ts';
import { QUESTIONS } from './questions.ts';

/** The name of the review's prompt. */
export const REVIEW = 'review';

/** The choice that ends the review. */
export const WRITE = 'write';

/** A question with its reply, or with what the repo has. */
interface Listed {
  readonly prompt: Prompt;
  readonly value: unknown;
}

/** The question before writing: write, or change one of the replies. */
export function reviewPrompt(
  prompts: readonly Prompt[],
  replies: Replies,
  isPreview = false,
): Prompt {
  const names = new Set<string>();
  const listed = prompts.flatMap((prompt): readonly Listed[] => {
    const { name, known } = prompt;
    if (name === MORE || names.has(name)) return [];
    const value = name in replies ? replies[name] : known?.holds(replies) ? known.value : undefined;
    if (value === undefined) return [];
    names.add(name);
    return [{ prompt, value }];
  });
  return {
    type: 'select',
    name: REVIEW,
    message: 'Go on with these answers?',
    default: WRITE,
    pageSize: 12,
    choices: [
      {
        value: WRITE,
        name: 'Yes',
        description: isPreview
          ? 'Shows what would be written, and writes nothing.'
          : 'Writes the files; nothing is made in AWS by this.',
      },
      ...listed.map(({ prompt, value }) => ({
        value: prompt.name,
        name: changeText(prompt, value),
        description: 'Asks this question again, and what follows from it.',
      })),
      ...(prompts.some(({ name }) => name === MORE)
        ? [{ value: MORE, name: 'Set something else', description: 'What has a default so far.' }]
        : []),
    ],
  };
}

function changeText(prompt: Prompt, value: unknown): string {
  const [, another] = /^Another one\? (.*)$/.exec(shortMessage(prompt.message)) ?? [];
  if (another !== undefined && (value === 'none' || value === '')) return `Add: ${another}`;
  return `Change: ${another ?? shortMessage(prompt.message)} [${shownReply(prompt, value)}]`;
}

/** The question that mends a fault: the one that the fault names, else the project's. */
export function mendingPrompt(fault: UserError, prompts: readonly Prompt[]): Prompt | undefined {
  const texts = faultsOf(fault).map(({ message, hint }) => `${message} ${hint}`);
  const named = prompts.filter(({ name }) => {
    const row = QUESTIONS.find((one) => one.name === name);
    return (
      row !== undefined && texts.some((text) => text.includes(`'${shortMessage(row.message)}'`))
    );
  });
  const flagged = prompts.filter(({ name }) => {
    const flag = QUESTIONS.find((one) => one.name === name)?.flag;
    return flag !== undefined && texts.some((text) => text.includes(`--${flag} `));
  });
  return named[0] ?? flagged[0] ?? prompts.find(({ name }) => name === 'project');
}

/** One input for each value that a fault misses. */
export function missingPrompts(fault: UserError): readonly Prompt[] {
  const missing = faultsOf(fault).flatMap(({ name, cause }) => {
    const placeholder: unknown = Object(cause).placeholder;
    const isKnown = typeof placeholder === 'string' && isPlaceholder(placeholder);
    return name === 'ValueMissing' && isKnown ? [placeholder] : [];
  });
  return [...new Set(missing)].map(valuePrompt);
}

/** The name of the prompt for a value that is in no question of the table. */
export function valuePromptName(placeholder: Placeholder): string {
  return `value:${placeholder}`;
}

function valuePrompt(placeholder: Placeholder): Prompt {
  const { meaning, takes } = placeholderSpec(placeholder);
  return {
    type: 'input',
    name: valuePromptName(placeholder),
    message: meaning,
    validate: (value) => {
      if (value === '') return `It is needed, and takes ${takes}.`;
      const faults: UserError[] = [];
      attempt(() => parsePlaceholder(placeholder, value), faults);
      return faults[0]?.message ?? true;
    },
  };
}

function shownReply({ choices }: Prompt, reply: unknown): string {
  const titleOf = (value: unknown) =>
    (choices?.find((one) => one.value === value)?.name ?? String(value)).replace(
      ' (recommended)',
      '',
    );
  const texts = [reply].flat().map(titleOf).join(', ');
  if (texts === '') return 'none';
  return texts.length > 60 ? `${texts.slice(0, 57)}...` : texts;
}
