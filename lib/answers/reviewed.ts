import { UserError } from '../errors.ts';
import type { Prompt, Replies } from './prompt.ts';
import { mendingPrompt, missingPrompts, REVIEW, reviewPrompt } from './review.ts';
import type { Answers } from './types.ts';
import { concerning, KEPT, offering, type Walk, walk } from './walk.ts';

interface Reviewing<Settled> extends Walk {
  readonly settle: (replies: Replies) => Settled;
  readonly check: (answers: Answers) => Promise<void>;
  readonly isPreview: boolean;
}

/** An adapter that answers by program would mend the same fault for ever. */
const MOST_ROUNDS = 20;

/** Shows what the replies make until it is to be written; a fault asks its question again. */
export async function reviewed<Settled extends { readonly answers: Answers }>(
  questions: readonly Prompt[],
  before: Replies,
  { settle, check, isPreview, ...walking }: Reviewing<Settled>,
): Promise<Settled> {
  let prompts = questions;
  let replies = before;
  for (let round = 0; ; round += 1) {
    let changed: Prompt | undefined;
    try {
      const asked = settle(replies);
      await check(asked.answers);
      const prompt = reviewPrompt(prompts, replies, isPreview);
      const isKept = walking.keep !== undefined;
      const { [REVIEW]: chosen } = await walking.ask([prompt], isKept ? KEPT : undefined);
      changed = prompts.find(({ name }) => name === chosen);
      if (changed === undefined) return asked;
    } catch (error) {
      if (!(error instanceof UserError) || round >= MOST_ROUNDS) throw error;
      walking.say?.(`\n${error.message}${error.hint ? `\n  ${error.hint}` : ''}\n`);
      const missing = missingPrompts(error).filter(({ name }) => !(name in replies));
      prompts = [...prompts, ...missing];
      if (missing.length === 0) {
        changed = mendingPrompt(error, prompts);
        if (changed === undefined) throw error;
      }
    }
    replies = await askAgain(prompts, replies, { ...walking, changed });
  }
}

/** Asks one question again, offering its reply, and what is open after it. */
async function askAgain(
  prompts: readonly Prompt[],
  replies: Replies,
  { changed, ...walking }: Walk & { readonly changed: Prompt | undefined },
): Promise<Replies> {
  let known = replies;
  if (changed !== undefined) {
    const { name, under } = changed;
    const { when: _, section: __, known: ___, ...prompt } = offering(changed, replies[name]);
    const { [name]: ____, ...others } = replies;
    const ticked = under && { [under]: [...new Set([replies[under] ?? [], name].flat())] };
    known = { ...replies, ...ticked, ...(await walk([prompt], others, walking)), ...ticked };
  }
  return walk(prompts, concerning(prompts, known), { ...walking, say: undefined });
}
