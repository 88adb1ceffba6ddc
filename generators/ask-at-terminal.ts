import type { Prompt, Replies } from '../lib/answers/prompt.ts';
import { askChoice } from './ask-choice.ts';
import { askText } from './ask-text.ts';

/** Asks at this terminal, on stderr: stdout is for results. */
export async function askAtTerminal(prompts: readonly Prompt[]): Promise<Replies> {
  let replies: Replies = {};
  for (const prompt of prompts) {
    if (prompt.when?.(replies) === false) continue;
    replies = { ...replies, [prompt.name]: await askOne(prompt, replies) };
  }
  return replies;
}

async function askOne(prompt: Prompt, replies: Replies): Promise<unknown> {
  const { type, message, choices = [], pageSize = 12, help = '', validate } = prompt;
  const offered = typeof prompt.default === 'function' ? prompt.default(replies) : prompt.default;
  const explained = help || 'The documents in docs/ say more.';
  const context = { output: process.stderr };
  if (type === 'input') {
    const problemOf = (reply: string) => validate?.(reply, replies) ?? true;
    const told = validate?.('?', replies);
    const text = String(offered ?? '');
    const more = typeof told === 'string' && help === '' ? told : explained;
    return askText({ message, offered: text, help: more, problemOf }, context);
  }
  if (type === 'confirm') {
    const [reply] = await askChoice(
      {
        message,
        choices: [
          { value: 'yes', name: 'Yes', description: '' },
          { value: 'no', name: 'No', description: '' },
        ],
        isMultiple: false,
        offered: [offered === true ? 'yes' : 'no'],
        pageSize,
        help: explained,
        problemOf: () => true,
      },
      context,
    );
    return reply === 'yes';
  }
  const isMultiple = type === 'checkbox';
  const ticked = choices.filter(({ checked }) => checked).map(({ value }) => value);
  const values = await askChoice(
    {
      message,
      choices,
      isMultiple,
      offered: isMultiple ? ticked : [String(offered ?? '')],
      pageSize,
      help: explained,
      problemOf: (reply) => validate?.(isMultiple ? reply : reply[0], replies) ?? true,
    },
    context,
  );
  return isMultiple ? values : values[0];
}
