import { writeAnswersFile } from '../../lib/answers/answers-file.ts';
import { parseCommandLine } from '../../lib/answers/command-line.ts';
import { type Resolved, resolveAnswers, type Sources } from '../../lib/answers/resolve.ts';
import { QUESTION_FLAGS } from '../../lib/answers/run-flags.ts';
import { faultsOf, UserError } from '../../lib/errors.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';

/** Resolves a command line, and files given as objects. */
function resolve(
  words: readonly string[],
  files: { readonly answers?: object; readonly folder?: object } = {},
): Resolved {
  const { flags, faults } = parseCommandLine(words, QUESTION_FLAGS);
  const sources: Sources = { flags, faults, folderName: 'shop' };
  return resolveAnswers({
    ...sources,
    answersFile: files.answers && { name: 'given.json', text: JSON.stringify(files.answers) },
    folderFile: files.folder && { name: 'ecs-iam.json', text: JSON.stringify(files.folder) },
  });
}

function faultsFrom(
  words: readonly string[],
  files: Parameters<typeof resolve>[1] = {},
): readonly string[] {
  try {
    resolve(words, files);
  } catch (error) {
    if (error instanceof UserError) return faultsOf(error).map(({ message }) => message);
    throw error;
  }
  return [];
}

test('nothing said gives the defaults, and says which questions took them', () => {
  expect(resolve([])).toEqual({
    answers: DEFAULT_ANSWERS,
    defaulted: ['project', 'target', 'environments', 'grants', 'source', 'repositoryId', 'deploy'],
  });
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
  });
});

test.each([
  ['shop', 'shop'],
  ['My Café!', 'My-Cafe'],
  ['__weird--name__', 'weird-name'],
  ['日本', 'my-service'],
  ['x'.repeat(60), 'x'.repeat(35)],
])('folder %s makes project %s', (folderName, project) => {
  expect(resolveAnswers({ flags: {}, folderName }).answers.project).toBe(project);
});

test.each([
  ['ecs-exec', { exec: 'separate' }],
  ['codedeploy', { deploy: 'codedeploy' }],
])('naming role %s turns its feature on', (role, expected) => {
  expect(resolve(['--roles', `task,task-execution,${role}`]).answers).toMatchObject(expected);
});

test.each([
  [['--roles', 'ecs-exec', '--exec', 'off'], "Role ecs-exec is named, but exec is 'off'."],
  [
    ['--roles', 'codedeploy', '--deploy', 'build'],
    "Role codedeploy is named, but deploy is 'build'.",
  ],
  [
    ['--roles', 'codebuild', '--exec', 'task'],
    '--exec task is for role task, which is not among the roles.',
  ],
  [
    ['--roles', 'task', '--secrets', 'a'],
    '--secrets is for role task-execution, which is not among the roles.',
  ],
  [
    ['--source', 'ecr', '--deploy', 'build'],
    "Source ecr brings an image alone, and deploy kind 'build' needs taskdef.json from the source.",
  ],
  [['--option', 'anywhere.ecrPull'], "--option: Role anywhere has no option 'ecrPull'."],
])('%j is a contradiction or unknown', (words, message) => {
  expect(faultsFrom(words)).toEqual([message]);
});

test('all faults of all sources are reported at once, each with its place', () => {
  const faults = faultsFrom(['--account', '12', '--colour', 'red', '--tag', 'x'], {
    answers: { tags: { 'aws:a': 'b' }, environments: { dev: { region: 'x' } } },
    folder: { target: 'pulumi', deploy: 'by-hand' },
  });
  expect(faults).toEqual([
    "Unknown flag '--colour'.",
    "--tag: 'x' is not KEY=VALUE.",
    "ecs-iam.json: target: 'pulumi' is not a target.",
    "ecs-iam.json: deploy: 'by-hand' is not a kind of deployment.",
    expect.stringContaining("given.json: tags.aws:a: The tag key 'aws:a' is reserved"),
    expect.stringContaining("given.json: environments.dev.region: 'x' is not a value for region"),
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
    { name: 'db', account: '111122223333' },
  ]);
});

const KEY = 'key/1234abcd-12ab-34cd-56ef-1234567890ab';

test.each([
  [['--region', 'eu-west-1', '--partition', 'aws-cn'], 'not in partition aws-cn'],
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

test('answers that differ only in the order they were said in are the same bytes', () => {
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
