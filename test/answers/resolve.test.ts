import { writeAnswersFile } from '../../lib/answers/answers-file.ts';
import { parseCommandLine } from '../../lib/answers/command-line.ts';
import type { Resolved } from '../../lib/answers/complete.ts';
import { NEW_FLAGS } from '../../lib/answers/flags.ts';
import { resolveAnswers, type Sources } from '../../lib/answers/resolve.ts';
import { faultsOf, UserError } from '../../lib/errors.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { faultsOfStep } from '../support/faults.ts';

/** Resolves a command line, and files given as objects. */
function resolve(
  words: readonly string[],
  files: { readonly answers?: object; readonly folder?: object } = {},
): Resolved {
  const { flags, faults } = parseCommandLine(words, NEW_FLAGS);
  const sources: Sources = { flags, faults, folderName: 'shop' };
  return resolveAnswers({
    ...sources,
    answersFile: files.answers && {
      name: 'given.json',
      text: JSON.stringify(files.answers, null, 2),
    },
    folderFile: files.folder && {
      name: 'ecs-iam.json',
      text: JSON.stringify(files.folder, null, 2),
    },
  });
}

/** Message and hint of each fault. */
function refusals(
  words: readonly string[],
  files: Parameters<typeof resolve>[1] = {},
): readonly (readonly [message: string, hint: string])[] {
  return faultsOfStep(() => resolve(words, files)).map((one) => [one.message, one.hint]);
}

function thrownBy(step: () => unknown): UserError {
  try {
    step();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

function faultsFrom(...given: Parameters<typeof refusals>): readonly string[] {
  return refusals(...given).map(([message]) => message);
}

test('without any source all questions take their defaults, and are listed', () => {
  expect(resolve([])).toEqual({
    answers: { ...DEFAULT_ANSWERS, id: '' },
    defaulted: ['project', 'target', 'environments', 'grants', 'deploy', 'repositoryId'],
  });
});

test.each([
  ['--repository-id', 'shop', 'acme/shop'],
  ['--project', 'a b', 'shop'],
  ['--environments', 'a b', 'dev,prod'],
])('%s that is given twice is one fault, whatever its values are', (flag, ...values) => {
  for (const [one, other] of [values, values.toReversed()]) {
    expect(refusals([flag, String(one), flag, String(other)])).toEqual([
      [`${flag} is given twice: '${one}', '${other}'.`, 'Give it once.'],
    ]);
  }
});

test('what is wrong beside a flag that is given twice is told, too', () => {
  expect(faultsFrom(['--project', 'a b', '--project', 'c', '--target', 'x'])).toEqual([
    "--project is given twice: 'a b', 'c'.",
    "--target: 'x' is not a target.",
  ]);
});

test('flags win over --answers, which wins over the folder, which wins over defaults', () => {
  const { answers } = resolve(['--project', 'a'], {
    answers: { project: 'b', target: 'cdk' },
    folder: { project: 'c', target: 'cli', deploy: 'build' },
  });
  expect(answers).toMatchObject({
    project: 'a',
    target: 'cdk',
    deploy: 'build',
    source: 'codeconnections',
  });
});

test('maps are merged key by key, lists are replaced', () => {
  const { answers } = resolve(['--tag', 'team=a', '--secrets', 'x'], {
    folder: { tags: { team: 'b', cost: '1' }, secrets: ['y', 'z'] },
  });
  expect(answers.tags).toEqual({ cost: '1', team: 'a' });
  expect(answers.secrets).toEqual([{ name: 'x' }]);
});

test('environments keep their values when a flag names them again', () => {
  const { answers } = resolve(['--environments', 'prod,qa', '--set', 'qa.cluster=q'], {
    folder: { environments: { dev: {}, prod: { cluster: 'p' } } },
  });
  expect(answers.environments).toEqual([
    { name: 'prod', values: { cluster: 'p' } },
    { name: 'qa', values: { cluster: 'q' } },
  ]);
});

test('a value for every environment hides weaker values of single ones', () => {
  const folder = { environments: { dev: { cluster: 'd', service: 's' } } };
  expect(resolve(['--cluster', 'main'], { folder }).answers).toMatchObject({
    values: { cluster: 'main' },
    environments: [{ name: 'dev', values: { service: 's' } }],
  });
});

test('the connection of a flag brings its service with it', () => {
  const id = '11111111-2222-3333-4444-555555555555';
  const arn = `arn:aws:codeconnections:eu-west-1:111122223333:connection/${id}`;
  const folder = { values: { connectionService: 'codestar-connections' } };
  expect(resolve(['--connection-arn', arn], { folder }).answers.values).toEqual({
    connectionId: id,
    connectionService: 'codeconnections',
    region: 'eu-west-1',
    account: '111122223333',
  });
});

test.each([
  ['My Café!', 'My-Cafe'],
  ['shop.api', 'shop-api'],
  ['__weird--name__', 'weird-name'],
  ['サービス', 'NAME'],
  ['', 'NAME'],
  ['x'.repeat(60), 'x'.repeat(35)],
  ['x'.repeat(37), 'x'.repeat(35)],
])('folder %j is refused with the proposal %s', (folderName, project) => {
  const [fault] = faultsOf(thrownBy(() => resolveAnswers({ flags: {}, folderName })));
  expect(fault).toMatchObject({
    name: 'FolderNameIllegal',
    hint: `Name the project: --project ${project}.`,
  });
});

test.each(['shop', 'Shop--api_2', 'x'.repeat(35)])('folder %s is the project', (folderName) => {
  expect(resolveAnswers({ flags: {}, folderName }).answers.project).toBe(folderName);
});

test.each([
  [['--tag', 'Owner=x', '--tag', 'owner=y'], {}, "'owner' (--tag) and 'Owner' (--tag)"],
  [
    ['--tag', 'OWNER=x'],
    { tags: { owner: 'y' } },
    "'owner' (ecs-iam.json:3: tags.owner) and 'OWNER' (--tag)",
  ],
])('%j with %j has one key of IAM twice', (words, folder, keys) => {
  expect(faultsFrom(words, { folder })).toEqual([
    `The tag keys ${keys} differ by case alone, and IAM takes them for one key.`,
  ]);
});

test.each([
  ['ecs-exec', { exec: 'separate' }],
  ['codedeploy', { deploy: 'codedeploy' }],
])('naming role %s turns its feature on', (role, expected) => {
  expect(resolve(['--roles', `task,task-execution,${role}`]).answers).toMatchObject(expected);
});

test.each([
  [
    ['--roles', 'task-execution,ecs-exec', '--exec', 'off'],
    "Role ecs-exec is among the roles (--roles), but exec is 'off' (--exec).",
    'Give --exec separate, or leave ecs-exec out of --roles.',
  ],
  [
    ['--roles', 'task-execution,codedeploy'],
    "Role codedeploy is among the roles (--roles), but deploy is 'build' (ecs-iam.json:3: deploy).",
    'Give --deploy codedeploy, or leave codedeploy out of --roles.',
  ],
  [
    ['--source', 'ecr'],
    "Source ecr (--source) brings an image alone, and deploy kind 'build' (ecs-iam.json:3: deploy) needs taskdef.json from the source.",
    'Give --deploy pipeline, or another --source.',
  ],
])('%j contradicts another answer: both are named with their places', (words, message, hint) => {
  expect(refusals(words, { folder: { exec: 'off', deploy: 'build' } })).toEqual([[message, hint]]);
});

const GITHUB = ['--deploy', 'github', '--repository-id', 'example/shop'];

test.each([
  [
    [...GITHUB, '--roles', 'task-execution,codebuild'],
    "Role codebuild is among the roles (--roles), but with deploy kind 'github' (--deploy) GitHub Actions builds and deploys.",
    'Leave codebuild out of --roles, or give another --deploy.',
  ],
  [
    [...GITHUB, '--source', 's3'],
    "Source s3 (--source) is for a pipeline of AWS, but with deploy kind 'github' (--deploy) the source is the repository on GitHub.",
    'Leave out --source, or give another --deploy.',
  ],
  [
    [...GITHUB, '--approval', 'yes'],
    "Approval 'yes' (--approval) is for a stage of a pipeline of AWS, and deploy kind 'github' (--deploy) makes none.",
    'Leave out --approval, and give the GitHub environment required reviewers.',
  ],
  [
    ['--deploy', 'none', '--approval', 'no'],
    "Approval 'no' (--approval) is for a stage of a pipeline of AWS, and deploy kind 'none' (--deploy) makes none.",
    'Leave out --approval, or give another --deploy.',
  ],
  [
    ['--deploy', 'github'],
    "Deploy kind 'github' (--deploy) needs the repository on GitHub whose workflow may deploy.",
    'Give it with --repository-id OWNER/NAME.',
  ],
  [
    ['--deploy', 'github', '--repository-id', 'group/sub/shop'],
    "Deploy kind 'github' (--deploy) needs the repository on GitHub whose workflow may deploy.",
    'Give it with --repository-id OWNER/NAME.',
  ],
])('%j asks for what there is without a pipeline of AWS', (words, message, hint) => {
  expect(refusals(words)).toEqual([[message, hint]]);
});

test.each([
  [['--set', 'githubOwner=octocat@1', '--set', 'githubRepository=shop@2']],
  [['--repository-id', 'octocat/shop', '--roles', 'all']],
  [['--repository-id', 'octocat/shop', '--roles', 'task-execution,codedeploy']],
])('deploy kind github goes with %j', (words) => {
  expect(resolve(['--deploy', 'github', ...words]).answers.deploy).toBe('github');
});

describe('a role that something is for is not made:', () => {
  const ROLES = ['--roles', 'task-execution,codebuild,codepipeline'];
  const WAY_OUT = 'Add it: --roles task-execution,task,codebuild,codepipeline.';

  test.each([
    [['--exec', 'task'], {}, "exec 'task' (--exec)"],
    [['--grant', 'xray'], {}, 'grants (--grant)'],
    [[], { exec: 'task' }, "exec 'task' (ecs-iam.json:2: exec)"],
    [
      [],
      { taskStatements: [{ sid: 'A', actions: 's3:GetObject', resources: 'arn:aws:s3:::b/*' }] },
      'taskStatements (ecs-iam.json:2: taskStatements)',
    ],
    [
      ['--cross-account-logs', 'to:111122223333'],
      {},
      "crossAccountLogs 'to:…' (--cross-account-logs)",
    ],
  ])(
    '%j with %j and no task role is refused, and the way out is adding it',
    (words, folder, what) => {
      const message = `The answer ${what} is for role task, which is not among the roles (--roles).`;
      expect(refusals([...ROLES, ...words], { folder })).toEqual([[message, WAY_OUT]]);
    },
  );

  test('an option of a role that is not made is refused', () => {
    const hint = 'Add it: --roles task-execution,task,codebuild,codepipeline,container-instance.';
    expect(refusals(['--option', 'container-instance.createCluster'])).toEqual([
      [
        'The answer option container-instance.createCluster (--option) is for role container-instance, which is not among the roles (the default).',
        hint,
      ],
    ]);
  });

  test('without grants and Exec nobody needs a task role', () => {
    expect(resolve(ROLES).answers.roles).toEqual(['task-execution', 'codebuild', 'codepipeline']);
  });

  test.each([
    [['--roles', 'task,codebuild'], {}, '--roles'],
    [[], { roles: ['task', 'codebuild'] }, 'ecs-iam.json:2: roles'],
  ])('%j with %j has no execution role and is refused', (words, folder, place) => {
    const message = `${place}: Role task-execution is not among the roles; ECS needs it to pull the image and write logs.`;
    expect(refusals(words, { folder })).toEqual([
      [
        message,
        'Add it: --roles task-execution,task,codebuild. Where it exists: --existing-role task-execution=ARN.',
      ],
    ]);
  });
});

test('all faults of all sources are reported at once, each with its place', () => {
  const faults = faultsFrom(['--account', '12', '--colour', 'red', '--tag', 'x'], {
    answers: { tags: { 'aws:a': 'b' }, environments: { dev: { region: 'x' } } },
    folder: { target: 'pulumi', deploy: 'by-hand' },
  });
  expect(faults).toEqual([
    "Unknown flag '--colour'.",
    "--tag: 'x' is not KEY=VALUE.",
    expect.stringContaining("given.json:3: tags.aws:a: The tag key 'aws:a' is reserved"),
    expect.stringContaining("given.json:7: environments.dev.region: 'x' is not a value for region"),
    "ecs-iam.json:2: target: 'pulumi' is not a target.",
    "ecs-iam.json:3: deploy: 'by-hand' is not a kind of deployment.",
  ]);
});

test.each([
  ['a newer version', '{"version":2}', 'version 2'],
  [
    'a broken line',
    '{\n  "project": "shop",\n  target: "cdk"\n}',
    "ecs-iam.json:3:3: 't' stands where",
  ],
  ['an open end', '{"project": "shop"', 'ecs-iam.json:1:19: the text ends'],
  [
    'a key twice',
    '{"project":"a","project":"b"}',
    'ecs-iam.json:1:16: the key "project" is given twice',
  ],
  ['an unknown key', '{"projet":"a"}', "Unknown key 'projet' in ecs-iam.json."],
  ['a list', '[]', 'does not hold an object'],
  ['nothing', '', 'ecs-iam.json:1:1: the text ends'],
])('an answers file with %s is refused', (_, text, message) => {
  expect(() => resolveAnswers({ flags: {}, folderFile: { name: 'ecs-iam.json', text } })).toThrow(
    message,
  );
});

test('a secret keeps an account and Region only where they are not its own', () => {
  const arn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf';
  const place = ['--region', 'eu-west-1', '--account', '444455556666'];
  expect(resolve(['--secrets', arn, ...place]).answers.secrets).toEqual([
    { name: 'db', suffix: 'AbCdEf', account: '111122223333' },
  ]);
});

const KEY = 'key/1234abcd-12ab-34cd-56ef-1234567890ab';

test.each([
  [['--region', 'eu-west-1', '--partition', 'aws-cn'], 'not in partition aws-cn (--partition)'],
  [['--set', 'prod.region=us-gov-west-1', '--partition', 'aws'], 'not in partition aws'],
  [
    ['--region', 'eu-west-1', '--kms-key', `arn:aws:kms:us-east-1:111122223333:${KEY}`],
    'has region us-east-1',
  ],
  [
    ['--account', '444455556666', '--kms-key', `arn:aws:kms:us-east-1:111122223333:${KEY}`],
    'has account',
  ],
  [
    [
      '--region',
      'cn-north-1',
      '--secrets',
      'arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-AbCdEf',
    ],
    'has partition aws',
  ],
  [
    ['--account', '444455556666', '--permissions-boundary', 'arn:aws:iam::111122223333:policy/b'],
    'has account',
  ],
])('%j names another place', (words, message) => {
  const faults = faultsFrom(words);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain(message);
});

test('answers that differ only in the order of the flags are the same bytes', () => {
  const one = resolve([
    '--tag',
    'b=1',
    '--tag',
    'a=2',
    '--service',
    's',
    '--cluster',
    'c',
    '--roles',
    'task,task-execution',
  ]);
  const other = resolve([
    '--roles',
    'task-execution,task',
    '--cluster',
    'c',
    '--service',
    's',
    '--tag',
    'a=2',
    '--tag',
    'b=1',
  ]);
  expect(writeAnswersFile(one.answers)).toBe(writeAnswersFile(other.answers));
});
