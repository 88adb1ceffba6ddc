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

/** The process itself. `NO_COLOR` is honoured (https://no-color.org). */
export function processIo(): CommandIo {
  // A reader that goes away (`| head`) must not end a run half-way.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const isTerminal = process.stdin.isTTY === true && process.stderr.isTTY === true;
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isTerminal,
    isColoured: process.stdout.isTTY === true && !process.env.NO_COLOR,
    ask: async (question) => {
      const { createInterface } = await import('node:readline/promises');
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return await lines.question(question);
      } finally {
        lines.close();
      }
    },
    onInterrupt: (callback) => {
      process.on('SIGINT', callback);
      return () => void process.off('SIGINT', callback);
    },
  };
}
