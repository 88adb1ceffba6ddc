import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder, type Outcome, runBin, tree } from '../support/built-bin.ts';

const folder = freshFolder();

function ecsIam(...words: readonly string[]): Outcome {
  return runBin(folder(), words);
}

function write(name: string, text: string): void {
  writeFileSync(join(folder(), name), text);
}

const LONG = 'x'.repeat(38);
const UUID = '11111111-2222-3333-4444-555555555555';
const NAME_TAKES =
  "it takes letters, digits, '-' and '_', beginning with a letter or digit, at most";

/** Words, the one line that answers them, and the hint under it. */
const BAD: readonly (readonly [words: readonly string[], line: string, hint?: string])[] = [
  [['--project', 'my shop'], `--project: 'my shop' is not a value for project: ${NAME_TAKES} 38.`],
  [['--project', '-shop'], `--project: '-shop' is not a value for project: ${NAME_TAKES} 38.`],
  [['--project', "a'b"], `--project: 'a'b' is not a value for project: ${NAME_TAKES} 38.`],
  [['--project', 'a\nb'], `--project: 'a\\nb' is not a value for project: ${NAME_TAKES} 38.`],
  [['--project', '$(id)'], `--project: '$(id)' is not a value for project: ${NAME_TAKES} 38.`],
  [
    ['--environments', 'dev,pröd'],
    `--environments: 'pröd' is not a value for environment: ${NAME_TAKES} 38.`,
  ],
  [
    ['--environments', 'dev,dev'],
    "--environments: Environment 'dev' is named twice.",
    'Name each environment once.',
  ],
  [
    ['--environments', 'dev,DEV'],
    "--environments: Environments 'dev' and 'DEV' would have the same names in AWS.",
    "Names that differ only by case, or by '-' and '_', are the same there; rename one.",
  ],
  [['--roles', 'task,taks'], "--roles: There is no role 'taks'.", "Did you mean 'task'?"],
  [['--target', 'teraform'], "--target: 'teraform' is not a target.", "Did you mean 'terraform'?"],
  [['--grant', 's3Rad'], "--grant: There is no grant 's3Rad'.", "Did you mean 's3Read'?"],
  [
    ['--grant', 's3Read,bucket=x'],
    "--grant: Grant s3Read has no placeholder 'bucket'.",
    "Did you mean 'bucketName'?",
  ],
  [['--projct', 'x'], "Unknown flag '--projct'.", "Did you mean '--project'?"],
  [['--set', 'clutser=x'], "--set: There is no placeholder 'clutser'.", "Did you mean 'cluster'?"],
  [['--set', 'prd.cluster=x'], "--set: There is no environment 'prd'.", "Did you mean 'prod'?"],
  [
    ['--option', 'codebuild.vcp'],
    "--option: Role codebuild has no option 'vcp'.",
    "Did you mean 'vpc'?",
  ],
  [['--account', '12345'], "--account: '12345' is not a value for account: it takes 12 digits."],
  [
    ['--region', 'eu-west-1', '--partition', 'aws-cn'],
    "Region 'eu-west-1' (--region) is not in partition aws-cn (--partition).",
    'It lies in aws: give --partition aws, or leave the partition out.',
  ],
  [
    ['--permissions-boundary', 'arn:aws:iam:policy/x'],
    "--permissions-boundary: 'arn:aws:iam:policy/x' is not a complete ARN: it has fewer than six fields.",
    'An ARN is arn:partition:service:region:account:resource.',
  ],
  [
    ['--permissions-boundary', 'arn:aws:s3:::x'],
    "--permissions-boundary: 'arn:aws:s3:::x' is an ARN of 's3', not of iam.",
    'Copy the ARN of the right resource.',
  ],
  [
    ['--permissions-boundary', 'arn:aws-x:iam::111122223333:policy/x'],
    "--permissions-boundary: 'arn:aws-x:iam::111122223333:policy/x' names partition 'aws-x', which does not exist.",
    'Partitions are aws, aws-cn, aws-us-gov, aws-iso, aws-iso-b, aws-iso-e, aws-iso-f or aws-eusc.',
  ],
  [
    ['--secrets', '*'],
    "--secrets: '*' holds a wildcard; a secret is named in full.",
    'Name each secret, separated by commas.',
  ],
  [
    ['--source', 'codecomit'],
    "--source: 'codecomit' is not a kind of source.",
    "Did you mean 'codecommit'?",
  ],
  [
    ['--deploy', 'manual'],
    "--deploy: 'manual' is not a kind of deployment.",
    'Choose pipeline, build, codedeploy, github or none.',
  ],
  [
    ['--connection-arn', 'github'],
    "--connection-arn: 'github' is not a value for connectionId: it takes a UUID, or its ARN.",
    '',
  ],
  [
    ['--connection-arn', 'arn:aws:codeconnections:eu-west-1:1:connection/x'],
    "--connection-arn: 'arn:aws:codeconnections:eu-west-1:1:connection/x' is not a complete ARN: its account is not 12 digits.",
    'An ARN is arn:partition:service:region:account:resource.',
  ],
  [
    [
      '--region',
      'eu-west-1',
      '--environments',
      'dev',
      '--connection-arn',
      `arn:aws:codeconnections:us-east-1:111122223333:connection/${UUID}`,
    ],
    `--connection-arn: 'arn:aws:codeconnections:us-east-1:111122223333:connection/${UUID}' has region us-east-1, but that of environment dev is eu-west-1 (--region).`,
    'Correct one of the two.',
  ],
  [
    ['--repository-id', 'shop'],
    "--repository-id: 'shop' is not a value for repositoryId: it takes owner/name, or its URL.",
  ],
  [
    ['--artifact-bucket', 'Shop_1'],
    "--artifact-bucket: 'Shop_1' is not a value for artifactBucket: it takes 3 to 63 lower-case letters, digits, '.' and '-', or its ARN.",
  ],
  [
    ['--cluster', '`id`'],
    `--cluster: '\`id\`' is not a value for cluster: ${NAME_TAKES} 255, or its ARN.`,
  ],
  [
    ['--tag', 'team=a"b'],
    `--tag: 'a"b' is not a tag value: it takes letters, digits, blanks and _.:/=+-@ (what IAM allows).`,
  ],
  [
    ['--answers', 'nope.json'],
    "--answers: 'nope.json' cannot be read (ENOENT).",
    'Check the path and its permissions.',
  ],
  [
    ['--roles', 'task,codebuild,codepipeline'],
    '--roles: Role task-execution is not among the roles; ECS needs it to pull the image and write logs.',
    'Add it: --roles task-execution,task,codebuild,codepipeline. Where it exists: --existing-role task-execution=ARN.',
  ],
  [
    ['--roles', 'task-execution,codebuild', '--exec', 'task'],
    "The answer exec 'task' (--exec) is for role task, which is not among the roles (--roles).",
    'Add it: --roles task-execution,task,codebuild.',
  ],
  [
    ['--project', 'shop', '--source', 's3', '--set', 'sourceKey=a.zip'],
    'S3 source bucket is missing: role codepipeline needs it.',
    'Give it with --set sourceBucket=….',
  ],
];

test.each(BAD.map(([words, line, hint = '']) => [words, line, hint] as const))(
  '%j is refused in one line, and nothing is written',
  (words, line, hint) => {
    const { status, stdout, stderr } = ecsIam(...words);
    expect(stderr).toBe(`error: ${line}\n${hint && `  ${hint}\n`}`);
    expect([status, stdout]).toEqual([1, '']);
    expect(readdirSync(folder())).toEqual([]);
  },
);

/** The text of an ecs-iam.json, and the one line that answers it. */
const BAD_FILES: readonly (readonly [text: string, line: string, hint: string])[] = [
  [
    '{\n  "project": "shop"\n  "target": "cdk"\n}',
    `ecs-iam.json:3:3: '"' stands where ',' or '}' should.`,
    'Correct the JSON there and run again.',
  ],
  ['{"projct": "shop"}', "Unknown key 'projct' in ecs-iam.json.", "Did you mean 'project'?"],
  [
    '{"version": 9}',
    'ecs-iam.json has version 9; this generator reads version 1.',
    'Use the newer generator that wrote it.',
  ],
  [
    '{"environments": {"dev": {"account": 111122223333}}}',
    "ecs-iam.json:1: environments.dev.account: '111122223333' is not 12 digits.",
    'Put it in quotes.',
  ],
  [
    '{"environments": {"dev": {"regoin": "x"}}}',
    "ecs-iam.json:1: environments.dev.regoin: There is no placeholder 'regoin'.",
    "Did you mean 'region'?",
  ],
  [
    '{"taskStatements": [{"sid": "A", "actions": ["*"], "resources": ["arn:aws:s3:::b"]}]}',
    "ecs-iam.json:1: taskStatements: The action '*' is too wide.",
    'Name actions as service:Action; a prefix such as s3:Get* is the widest.',
  ],
];

test.each(BAD_FILES)('ecs-iam.json with %s is refused in one line', (text, line, hint) => {
  write('ecs-iam.json', text);
  expect(ecsIam('new')).toEqual({ status: 1, stdout: '', stderr: `error: ${line}\n  ${hint}\n` });
  expect(tree(folder())).toEqual({ 'ecs-iam.json': text });
});

test('names that are too long are named, with the characters over the limit', () => {
  const { status, stderr } = ecsIam('--project', LONG, '--environments', 'production');
  expect(status).toBe(1);
  expect(stderr).toContain(
    `Role '${LONG}-ecs-task-execution-role-production' (environment production): the name has characters: 73, 9 over IAM's limit of 64.`,
  );
  expect(stderr).toContain('-production-artifacts');
  expect(stderr).toContain('is 9 characters too long');
  expect(readdirSync(folder())).toEqual([]);
});

test('all faults are reported at once', () => {
  const { stderr } = ecsIam('--account', '1', '--roles', 'x', '--colour');
  expect(stderr.match(/^error: /gm)).toHaveLength(3);
});

test('a folder that is a file is refused', () => {
  write('shop', '');
  const { status, stderr } = ecsIam('shop');
  expect([status, stderr]).toEqual([1, expect.stringMatching(/^error: .*shop/)]);
});

test.each([['new'], ['plan']])('%s refuses a second folder', (command) => {
  mkdirSync(join(folder(), 'a'));
  expect(ecsIam(command, 'a', 'b').stderr).toMatch(
    /^error: One folder is taken; 'b' is a second\./,
  );
});
