import type { Ask, Prompt, Replies } from './prompt.ts';

/** What goes with asking: words between the questions, and the replies so far. */
export interface Walk {
  readonly ask: Ask;
  /** Shows a line between questions. */
  readonly say?: ((text: string) => void) | undefined;
  /** Keeps the replies so far, so that an interruption loses none. */
  readonly keep?: ((replies: Replies) => void) | undefined;
}

/** How a question says that it can wait. */
const LATER = ' (Enter: later)';

/** What an interruption is reported as once there are replies that were kept. */
export const KEPT = 'Interrupted; nothing was written. The next start offers what you answered.';

/** Asks one question after the other, those that the replies do not answer; gives all replies. */
export async function walk(
  prompts: readonly Prompt[],
  answered: Replies,
  { ask, say, keep }: Walk,
): Promise<Replies> {
  let replies = answered;
  let last: string | undefined;
  let begun = 0;
  for (const [index, asked] of prompts.entries()) {
    if (!isOpen(asked, replies)) continue;
    const { when: _, section, known: __, under: ___, ...prompt } = asked;
    if (section !== last && section !== undefined) {
      const ahead = prompts.slice(index).filter((one) => isOpen(one, replies));
      const left = new Set(ahead.flatMap((one) => one.section ?? [])).size;
      begun += 1;
      say?.(`\n${begun}/${begun - 1 + left} ${section}\n`);
      last = section;
    }
    const isKept = keep !== undefined && Object.keys(replies).length > 0;
    const one = bound(prompt, replies);
    replies = { ...replies, ...(await ask([one], isKept ? KEPT : undefined)) };
    keep?.(replies);
  }
  return replies;
}

/** True of a question that is to be asked: what the repo has is, where somebody ticks or changes it. */
function isOpen({ name, when, known, under }: Prompt, replies: Replies): boolean {
  const isKnown = known !== undefined && under === undefined;
  return !(name in replies) && !isKnown && when?.(replies) !== false;
}

/** The replies to questions that still concern; each is judged by the replies before it. */
export function concerning(prompts: readonly Prompt[], replies: Replies): Replies {
  const known = new Set(prompts.map(({ name }) => name));
  const others = Object.entries(replies).filter(([name]) => !known.has(name));
  let kept: Replies = Object.fromEntries(others);
  for (const { name, when } of prompts) {
    if (name in replies && when?.(kept) !== false) kept = { ...kept, [name]: replies[name] };
  }
  return kept;
}

/** A prompt that offers what was replied to it before. */
export function offering(prompt: Prompt, reply: unknown): Prompt {
  const { choices } = prompt;
  if (reply === undefined) return prompt;
  if (!Array.isArray(reply)) return { ...prompt, default: reply };
  const ticked = (choices ?? []).map((one) => ({ ...one, checked: reply.includes(one.value) }));
  return { ...prompt, choices: ticked };
}

/** The prompt alone: what depended on other replies is bound to them. */
function bound(prompt: Prompt, replies: Replies): Prompt {
  const { validate, choices, needs, default: offered, ...plain } = prompt;
  const isMade = typeof offered === 'function';
  return {
    ...plain,
    ...(needs?.(replies) && { message: plain.message.replace(LATER, '') }),
    ...(offered !== undefined && { default: offered }),
    ...(choices && { choices: choices.filter(({ when }) => when?.(replies) !== false) }),
    ...(isMade && { default: offered(replies) }),
    ...(validate && { validate: (value: unknown) => validate(value, replies) }),
  };
}
