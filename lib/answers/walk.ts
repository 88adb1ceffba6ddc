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
  const sections = [...new Set(prompts.flatMap(({ section }) => section ?? []))];
  let replies = answered;
  let last: string | undefined;
  for (const { when, section, known, under, ...prompt } of prompts) {
    // What the repo has is asked where somebody says so: ticks it, or changes it in the review.
    const isKnown = known !== undefined && under === undefined;
    if (prompt.name in replies || isKnown || when?.(replies) === false) continue;
    if (section !== last && section !== undefined) {
      say?.(`\n${sections.indexOf(section) + 1}/${sections.length} ${section}\n`);
      last = section;
    }
    const isKept = keep !== undefined && Object.keys(replies).length > 0;
    const one = bound(prompt, replies);
    replies = { ...replies, ...(await ask([one], isKept ? KEPT : undefined)) };
    keep?.(replies);
  }
  return replies;
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
