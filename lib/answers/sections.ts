import type { FlagGroup } from './command-line.ts';

/** The titles of the sections, by the group of their questions. */
export const SECTIONS: Readonly<Record<FlagGroup, string>> = {
  main: 'Service',
  application: 'Application',
  pipeline: 'Pipeline',
  roles: 'Roles',
  values: 'Values',
  accounts: 'Accounts',
  run: 'Run',
};
