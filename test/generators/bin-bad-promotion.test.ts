import { readdirSync } from 'node:fs';
import { freshFolder, runBin } from '../support/built-bin.ts';

/* Answers that cannot be one pipeline, or several. */

const folder = freshFolder();
const CONNECTION =
  'arn:aws:codeconnections:eu-west-1:111122223333:connection/01234567-89ab-cdef-0123-456789abcdef';
const [TOOLS, DEV, PROD] = [
  'tools.account=111122223333',
  'dev.account=222222222222',
  'prod.account=333333333333',
];
const SPREAD = ['--home', 'tools', '--set', DEV, '--set', PROD];

/** Words, and the lines that answer them: the fault and the way out. */
const BAD: readonly (readonly [words: readonly string[], line: string, hint: string])[] = [
  [
    ['--pipeline', 'each'],
    "The pipelines of dev and prod would start from the same branch 'main' (the default).",
    'Give each its own, with --set prod.branch=…, or leave out --pipeline each: one pipeline deploys to both.',
  ],
  [
    ['--pipeline', 'each', '--set', 'branch=release'],
    "The pipelines of dev and prod would start from the same branch 'release' (--set).",
    'Give each its own, with --set prod.branch=…, or leave out --pipeline each: one pipeline deploys to both.',
  ],
  [
    [
      '--pipeline',
      'each',
      '--source',
      's3',
      '--set',
      'sourceBucket=ours',
      '--set',
      'sourceKey=a.zip',
    ],
    "The pipelines of dev and prod would start from the same object 'ours/a.zip' (--set).",
    'Give each its own, with --set prod.sourceKey=…, or leave out --pipeline each: one pipeline deploys to both.',
  ],
  [
    ['--set', 'dev.branch=develop', '--set', 'prod.branch=main'],
    "One pipeline starts from one branch, 'develop', but prod has 'main' (--set).",
    'Give --pipeline each, or one branch with --set branch=….',
  ],
  [
    ['--set', 'dev.region=eu-west-1', '--set', 'prod.region=us-east-1'],
    'One pipeline works in one Region, but dev is in eu-west-1 (--set) and prod in us-east-1 (--set).',
    'Give --pipeline each, with a branch for each environment.',
  ],
  [
    SPREAD,
    'The account of dev is given (--set), that of tools is not, and one pipeline serves both.',
    'Give it with --set tools.account=….',
  ],
  [
    ['--set', DEV],
    'The account of dev is given (--set), that of prod is not, and one pipeline serves both.',
    'Give it with --set prod.account=….',
  ],
  [
    ['--home', 'tools', '--set', PROD, '--connection-arn', CONNECTION],
    'The account of tools is given (--connection-arn), that of dev is not, and one pipeline serves both.',
    'Give it with --set dev.account=….',
  ],
  [
    ['--set', DEV, '--set', PROD, '--connection-arn', CONNECTION],
    `--connection-arn: '${CONNECTION}' has account 111122223333, but that of environment dev is 222222222222 (--set).`,
    'Correct one of the two.',
  ],
  [
    ['--region', 'us-east-1', '--connection-arn', CONNECTION],
    `--connection-arn: '${CONNECTION}' has region eu-west-1, but that of environment dev is us-east-1 (--region).`,
    'Correct one of the two.',
  ],
  [
    [...SPREAD, '--set', TOOLS, '--repository-id', 'shop'],
    "--repository-id: 'shop' is not a value for repositoryId: it takes owner/name, or its URL.",
    '',
  ],
  [
    ['--home', 'to ols'],
    "--home: 'to ols' is not a value for environment: it takes letters, digits, '-' and '_', beginning with a letter or digit, at most 38.",
    '',
  ],
  [
    ['--environments', 'dev', '--roles', 'task-execution,codebuild,codepipeline,pipeline-deploy'],
    'Role pipeline-deploy is among the roles (--roles), but no pipeline of these answers runs with it.',
    'Leave pipeline-deploy out of --roles: it is made where a pipeline needs it.',
  ],
  [
    ['--roles', 'task-execution,codebuild,codepipeline,codebuild-deploy'],
    'Role codebuild-deploy is among the roles (--roles), but no pipeline of these answers runs with it.',
    'Leave codebuild-deploy out of --roles: it is made where a pipeline needs it.',
  ],
  [
    ['--roles', 'task-execution,pipeline-deploy', '--deploy', 'none'],
    'Role pipeline-deploy is among the roles (--roles), but no pipeline of these answers runs with it.',
    'Leave pipeline-deploy out of --roles: it is made where a pipeline needs it.',
  ],
];

test.each(BAD)('%j is refused in one line, and nothing is written', (words, line, hint) => {
  const { status, stdout, stderr } = runBin(folder(), [
    'new',
    '--yes',
    '--project',
    'shop',
    ...words,
  ]);
  expect(stderr).toBe(`error: ${line}\n${hint && `  ${hint}\n`}`);
  expect([status, stdout]).toEqual([1, '']);
  expect(readdirSync(folder())).toEqual([]);
});
