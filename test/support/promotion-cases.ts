import type { Answers } from '../../lib/answers/types.ts';
import { DEFAULT_ANSWERS } from './answers.ts';

/** dev and prod in two accounts, and the pipeline in a third that has no service. */
export const THREE_ACCOUNTS: Pick<Answers, 'home' | 'environments'> = {
  home: 'tools',
  environments: [
    { name: 'tools', service: false, values: { account: '111122223333' } },
    { name: 'dev', values: { account: '222222222222' } },
    { name: 'prod', values: { account: '333333333333' } },
  ],
};

/** A pipeline of its own for each of two environments. */
export const EACH: Pick<Answers, 'pipeline' | 'environments'> = {
  pipeline: 'each',
  environments: DEFAULT_ANSWERS.environments.map((one) => ({
    ...one,
    values: { ...one.values, branch: one.name },
  })),
};
