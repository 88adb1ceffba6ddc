import { crossesAccounts } from '../../lib/answers/accounts.ts';
import { writeAnswersFile } from '../../lib/answers/answers-file.ts';
import { formsOf } from '../../lib/answers/parse/forms.ts';
import { isOfHome } from '../../lib/answers/promotion.ts';
import { resolveAnswers } from '../../lib/answers/resolve.ts';
import { selectedRoles } from '../../lib/answers/selected-roles.ts';
import type { Answers } from '../../lib/answers/types.ts';
import { PLACEHOLDER_NAMES } from '../../lib/iam/placeholders.ts';
import { placeholdersIn } from '../../lib/iam/placeholders-in.ts';
import { ROLES } from '../../lib/roles/registry.ts';
import type { Role } from '../../lib/roles/types.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { faultsOfStep, resolvedWords } from '../support/faults.ts';

const CONNECTION =
  'arn:aws:codeconnections:eu-west-1:111122223333:connection/01234567-89ab-cdef-0123-456789abcdef';
const SPREAD = [
  '--home',
  'tools',
  '--set',
  'dev.account=222222222222',
  '--set',
  'prod.account=333333333333',
];

function answersOf(...words: readonly string[]): Answers {
  return resolvedWords(['--yes', ...words]).answers;
}

function accountsOf({ environments, values }: Answers) {
  return Object.fromEntries(
    environments.map((one) => [one.name, one.values.account ?? values.account]),
  );
}

test('a home that is no environment comes first and has no service, and stays so when it is read again', () => {
  const answers = answersOf(...SPREAD, '--set', 'tools.account=111122223333');
  const environments = answers.environments.map(({ name, service }) => [name, service ?? true]);
  expect(environments).toEqual([
    ['tools', false],
    ['dev', true],
    ['prod', true],
  ]);
  const text = writeAnswersFile(answers);
  const again = resolveAnswers({
    flags: {},
    folderFile: { name: 'ecs-iam.json', text },
    folderName: 'shop',
  });
  expect(again.answers).toEqual(answers);
});

test.each([
  [['--connection-arn', CONNECTION], { dev: '111122223333', prod: '111122223333' }],
  [
    [...SPREAD, '--connection-arn', CONNECTION],
    { tools: '111122223333', dev: '222222222222', prod: '333333333333' },
  ],
])('%j: the connection lies in the account of home', (words, accounts) => {
  expect(accountsOf(answersOf(...words))).toEqual(accounts);
});

test('what lies in home is compared with home alone', () => {
  const words = [...SPREAD, '--connection-arn', CONNECTION, '--ecr-repository'];
  const uri = (account: string) => `${account}.dkr.ecr.eu-west-1.amazonaws.com/shop`;
  expect(answersOf(...words, uri('111122223333')).values.repository).toBe('shop');
  expect(
    faultsOfStep(() => answersOf(...words, uri('222222222222'))).map(({ name }) => name),
  ).toEqual(['ArnElsewhere']);
});

test('a value with a place that only the roles of home name lies in home', () => {
  const namedBy = (isHome: boolean) =>
    new Set(placeholdersIn(ROLES.filter((role: Role) => (role.belongsTo === 'home') === isHome)));
  const [home, others] = [namedBy(true), namedBy(false)];
  const hasPlace = PLACEHOLDER_NAMES.filter((one) =>
    formsOf(one).some((form) => form.includes('<account>') && !form.includes('<registryAccount>')),
  );
  const apart = hasPlace.filter((one) => home.has(one) && !others.has(one));
  expect(apart.length).toBeGreaterThan(5);
  expect(apart.filter((one) => !isOfHome(one, DEFAULT_ANSWERS))).toEqual([]);
  const each: Answers = { ...DEFAULT_ANSWERS, pipeline: 'each' };
  expect(apart.filter((one) => isOfHome(one, each))).toEqual([]);
});

const ROLE = (account: string) => `arn:aws:iam::${account}:role/x`;

test.each([
  ['of home alone', ['--existing-role', `codebuild=${ROLE('111122223333')}`], false],
  [
    'of each environment',
    [
      '--existing-role',
      `dev.task=${ROLE('222222222222')}`,
      '--existing-role',
      `prod.task=${ROLE('333333333333')}`,
    ],
    true,
  ],
])('the accounts of existing roles %s tell whether several are served', (_, words, isSeveral) => {
  expect(crossesAccounts(answersOf(...words))).toBe(isSeveral);
});

test('an existing role is needed in the environments that have it, and compared with their accounts', () => {
  const tools = ['--set', 'tools.account=111122223333'];
  const of = (...roles: readonly string[]) =>
    faultsOfStep(() =>
      answersOf(
        ...SPREAD,
        ...tools,
        '--deploy',
        'build',
        ...roles.flatMap((one) => ['--existing-role', one]),
      ),
    ).map(({ name, message }) => `${name}: ${message}`);
  expect(of(`codebuild=${ROLE('111122223333')}`)).toEqual([]);
  expect(of(`codebuild=${ROLE('222222222222')}`)).toEqual([
    expect.stringMatching(/^ArnElsewhere: .*environment tools has 111122223333\.$/),
  ]);
  const deployers = [
    `dev.codebuild-deploy=${ROLE('222222222222')}`,
    `prod.codebuild-deploy=${ROLE('333333333333')}`,
  ];
  expect(of(...deployers)).toEqual([]);
  expect(of(...deployers.slice(0, 1))).toEqual([
    'ExistingRoleMissing: Role codebuild-deploy exists in some environments, and no ARN of it is given for prod.',
  ]);
});

const NAMED = 'task-execution,codebuild,codepipeline';

test.each([
  ['codebuild-validate', []],
  ['codebuild-validate', ['--environments', 'dev']],
  ['pipeline-deploy', []],
  ['codebuild-deploy', ['--deploy', 'build']],
] as const)('role %s may be named, though it follows (%j)', (role, words) => {
  const named = answersOf('--roles', `${NAMED},${role}`, ...words);
  expect(selectedRoles(named)).toEqual(selectedRoles(answersOf('--roles', NAMED, ...words)));
  expect(selectedRoles(named)).toContain(role);
});

test.each(['codebuild-validate', 'codebuild-deploy'] as const)(
  'without a pipeline role %s may be made for a project of somebody else',
  (role) => {
    const answers = answersOf('--roles', `task-execution,${role}`, '--deploy', 'none');
    expect(selectedRoles(answers)).toEqual(['task-execution', role]);
  },
);
