import type { Flag } from './command-line.ts';

/** A flag of a run that needs a value. */
export function valueFlag(name: string, metavar: string, explanation: string): Flag {
  return { name, takes: 'value', metavar, group: 'run', explanation };
}

/** A flag of a run that takes no value. */
export function plainFlag(name: string, explanation: string): Flag {
  return { name, takes: 'none', group: 'run', explanation };
}

/** The flags that every command ends with. */
export const LAST_FLAGS: readonly Flag[] = [
  plainFlag('debug', 'Shows the stack of an error.'),
  { ...plainFlag('help', 'Shows this help.'), short: 'h' },
  { ...plainFlag('version', 'Shows the version.'), short: 'V' },
];
