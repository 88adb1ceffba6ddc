/** Replies by the name of the prompt. */
export type Replies = Readonly<Record<string, unknown>>;

/** A choice as inquirer takes it. */
export interface PromptChoice {
  readonly value: string;
  readonly name: string;
  readonly description: string;
  readonly checked?: boolean;
}

/** A question as inquirer (and so Yeoman's adapter) takes it. */
export interface Prompt {
  readonly type: 'input' | 'confirm' | 'select' | 'checkbox';
  readonly name: string;
  readonly message: string;
  readonly default?: unknown;
  readonly choices?: readonly PromptChoice[];
  readonly pageSize?: number;
  readonly when?: (replies: Replies) => boolean;
  readonly validate?: (value: unknown) => true | string;
}
