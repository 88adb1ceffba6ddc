import type { Answers } from '../../lib/answers/types.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../support/answers.ts';

/** One kind of answer that every way of deploying must turn into the same account. */
export interface ParityCase {
  readonly name: string;
  readonly answers: Answers;
}

const BOUNDARY = 'arn:aws:iam::123456789012:policy/team-boundary';

/** The matrix: the first is run by `npm test`, all of them by `npm run test:parity`. */
export const PARITY_CASES: readonly ParityCase[] = [
  { name: 'the defaults', answers: DEFAULT_ANSWERS },
  { name: 'every role and option', answers: everythingAnswers() },
  {
    name: 'AWS managed policies',
    answers: { ...DEFAULT_ANSWERS, policies: 'aws-managed', exec: 'separate' },
  },
  {
    name: 'customer-managed policies',
    answers: { ...DEFAULT_ANSWERS, policies: 'customer-managed', exec: 'task' },
  },
  {
    name: 'a boundary in one environment, a path, tags, a session duration',
    answers: {
      ...DEFAULT_ANSWERS,
      environments: [
        { name: 'dev', values: { permissionsBoundary: BOUNDARY } },
        { name: 'prod', values: {} },
      ],
      rolePath: '/team/shop/',
      tags: { team: 'orders', 'cost-center': '0042' },
      maxSessionDuration: 7200,
    },
  },
  {
    name: 'the build deploys, another account pulls',
    answers: { ...DEFAULT_ANSWERS, deploy: 'build', crossAccountPull: ['444455556666'] },
  },
];
