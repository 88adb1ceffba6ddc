/** The headings of help, in order. */
export const FLAG_GROUPS = {
  main: 'Main questions',
  application: 'What the application uses',
  roles: 'Roles and policies',
  pipeline: 'Source and pipeline',
  values: 'Names and values',
  accounts: 'Other accounts',
  run: 'This run',
} as const;

/** Where a flag stands in help. */
export type FlagGroup = keyof typeof FLAG_GROUPS;

/** A flag of the command line, whether of a question or of the run. */
export interface Flag {
  /** Without the leading `--`. */
  readonly name: string;
  /** One letter. */
  readonly short?: string;
  /** 'value' needs one; 'yes-no' may have one and has a `--no-` form; 'none' takes none. */
  readonly takes: 'value' | 'yes-no' | 'none';
  readonly metavar?: string;
  readonly repeatable?: true;
  /** The only values it takes. */
  readonly choices?: readonly string[];
  readonly group: FlagGroup;
  readonly explanation: string;
}
