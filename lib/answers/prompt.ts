/** Replies by the name of the prompt. */
export type Replies = Readonly<Record<string, unknown>>;

/** A choice as inquirer takes it. */
interface PromptChoice {
  readonly value: string;
  readonly name: string;
  readonly description: string;
  readonly checked?: boolean;
  /** It is offered after these replies; absent: always. */
  readonly when?: (replies: Replies) => boolean;
}

/** A question as inquirer (and so Yeoman's adapter) takes it. */
export interface Prompt {
  readonly type: 'input' | 'confirm' | 'select' | 'checkbox';
  readonly name: string;
  readonly message: string;
  /** The title above it and its neighbours. */
  readonly section?: string;
  readonly default?: unknown;
  readonly choices?: readonly PromptChoice[];
  readonly pageSize?: number;
  /** The longer text that is shown to whoever wants it. */
  readonly help?: string;
  readonly when?: (replies: Replies) => boolean;
  /** After these replies nothing works without an answer. */
  readonly needs?: (replies: Replies) => boolean;
  /** It is asked where its name is ticked in that prompt. */
  readonly under?: typeof MORE;
  /** What the repo has: the review shows it, and it is asked where somebody changes it. */
  readonly known?: Known;
  readonly validate?: (value: unknown, replies?: Replies) => true | string;
}

interface Known {
  readonly value: unknown;
  /** It still concerns after these replies. */
  readonly holds: (replies: Replies) => boolean;
}

/** The name of the checkbox of questions that have a default which works. */
export const MORE = 'more';

/** Asks a person. An interruption is reported as `interrupted`, else as that nothing was written. */
export type Ask = (prompts: readonly Prompt[], interrupted?: string) => Promise<Replies>;
