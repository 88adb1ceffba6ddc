import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveAnswers } from '../../lib/answers/resolve.ts';
import type { Answers } from '../../lib/answers/types.ts';
import { deriveAnswers } from '../../lib/taskdef/derive.ts';
import { readTaskDefinition } from '../../lib/taskdef/read.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../support/answers.ts';
import { MOTO_ACCOUNT, MOTO_REGION } from '../support/moto.ts';

/** One kind of answer that every way of deploying must turn into the same account. */
export interface ParityCase {
  readonly name: string;
  readonly answers: Answers;
}

const BOUNDARY = 'arn:aws:iam::123456789012:policy/team-boundary';

/** Answers that follow from a task definition, registered in the emulator's account and Region. */
function fromTaskDefinition(name: string): ParityCase {
  const text = readFileSync(join(import.meta.dirname, '../taskdef/cases', name), 'utf8')
    .replaceAll('111122223333', MOTO_ACCOUNT)
    .replaceAll('eu-west-1', MOTO_REGION);
  const { entries } = deriveAnswers([readTaskDefinition({ name, text })], {
    placeOf: () => ({ account: MOTO_ACCOUNT, region: MOTO_REGION }),
    chosen: () => undefined,
    has: () => false,
  });
  const { answers } = resolveAnswers({ flags: {}, derived: entries, folderName: 'given' });
  return { name: `the task definition ${name}`, answers: { ...answers, id: DEFAULT_ANSWERS.id } };
}

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
  ...['04-parameters.json', '07-firelens-options.json', '09-efs-mounts.json'].map(
    fromTaskDefinition,
  ),
];
