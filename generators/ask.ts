import { sourceFromFile } from '../lib/answers/answers-file.ts';
import { sourceFromFlags } from '../lib/answers/flags-source.ts';
import type { Prompt, Replies } from '../lib/answers/prompt-types.ts';
import {
  type BeforeAsking,
  namedSources,
  promptQuestions,
  sourceFromReplies,
} from '../lib/answers/prompts.ts';
import { type Resolved, resolveAnswers, type Sources } from '../lib/answers/resolve.ts';
import { NOTHING_WRITTEN, saysOfInterrupt } from './interrupt.ts';

/** Puts questions to a person. An interruption says `interrupted`, else that nothing was written. */
export type Ask = (prompts: readonly Prompt[], interrupted?: string) => Promise<Replies>;

/** Answers after asking, and the grants left out because a value was left empty. */
export interface Asked extends Resolved {
  readonly leftOut: readonly string[];
}

/**
 * Asks what flags and `--answers` left open. What they got wrong is reported before anyone is asked.
 *
 * @throws UserError with every fault.
 */
export async function askAnswers(sources: Sources, ask: Ask): Promise<Asked> {
  const { answers: offered } = resolveAnswers(sources);
  const { flags, answersFile } = sources;
  const given = [...sourceFromFlags(flags), ...(answersFile ? sourceFromFile(answersFile) : [])];
  const before: BeforeAsking = { offered, sources: namedSources(given) };
  const { source, leftOut } = sourceFromReplies(await ask(promptQuestions(before)), before);
  const { answers } = resolveAnswers({ ...sources, prompted: source });
  // Whoever pressed Enter has seen the default.
  return { answers, defaulted: [], leftOut };
}

/** Asks on a terminal, on stderr: stdout is for results. */
export async function askOnTerminal(
  prompts: readonly Prompt[],
  interrupted = NOTHING_WRITTEN,
): Promise<Replies> {
  const { TerminalAdapter } = await import('@yeoman/adapter');
  const adapter = new TerminalAdapter({ stdout: process.stderr });
  // Yeoman's types want mutable lists.
  return adapter.prompt<Replies>(prompts as never).catch(saysOfInterrupt(interrupted));
}
