/** What a command may use of the process: a test gives its own. */
export interface CommandIo {
  /** Results. */
  readonly out: (text: string) => void;
  /** Progress, questions, errors. */
  readonly err: (text: string) => void;
  /** Somebody is there to answer. */
  readonly isTerminal: boolean;
  readonly isColoured: boolean;
  /** Asks for a line of text. */
  readonly ask: (question: string) => Promise<string>;
  /** Calls back at Ctrl-C until the returned function is called. */
  readonly onInterrupt: (callback: () => void) => () => void;
}

/** Exit codes of every command. */
export const EXIT = { done: 0, error: 1, differences: 2, interrupted: 130 } as const;
