/** Exit codes of every command. */
export const EXIT = { done: 0, error: 1, differences: 2, interrupted: 130 } as const;
