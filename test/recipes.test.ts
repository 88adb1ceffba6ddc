import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { TARGETS } from '../lib/targets/registry.ts';

/** What the program and its types are made of. */
const COPIED = ['lib', 'generators', 'templates', 'test', '.build', 'package.json'];
const CONFIGURATION = ['tsconfig.json', 'tsconfig.build.json'];

const SAMPLE_ROLE = `import { allow, trustService } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import type { Role } from './types.ts';

export const sampleRole = {
  id: 'sample',
  title: 'Sample role',
  name: template('<project>-sample-role-<environment>'),
  recommended: false,
  purpose: 'Shows what a role touches.',
  why: 'Never outside this test.',
  risk: 'It reads one object of no worth.',
  trust: [trustService('SampleAssume', 'events.amazonaws.com')],
  policies: [
    {
      name: 'SamplePolicy',
      statements: [
        allow('ReadSample', ['s3:GetObject'], ['arn:<partition>:s3:::<project>-sample/*'], {
          why: 'The sample reads its object.',
        }),
      ],
    },
  ],
  options: {},
  notGranted: [],
  sources: ['Amazon S3: https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html'],
} as const satisfies Role;
`;

const SAMPLE_QUESTION = `selectQuestion({
    name: 'sampleWord',
    flag: 'sample-word',
    metavar: 'WORD',
    group: 'main',
    message: 'Sample word',
    explanation: 'Shows what a question touches.',
    asked: 'never',
    choices: [
      { value: 'none', title: 'None' },
      { value: 'some', title: 'Some' },
    ],
    what: 'a sample word',
    initial: 'none',
  }),
`;

/** The edits of each recipe: the file, and its text before and after. */
const RECIPES: Readonly<Record<string, Readonly<Record<string, (text: string) => string>>>> = {
  'A role': {
    'lib/roles/sample.ts': () => SAMPLE_ROLE,
    'lib/roles/registry.ts': (text) =>
      `import { sampleRole } from './sample.ts';\n${insertBefore(text, '] as const satisfies readonly Role[]', 'sampleRole,\n')}`,
    'lib/explain/role-lives.ts': (text) =>
      insertBefore(
        text,
        "  'task-execution': {\n",
        "  sample: { assumedBy: 'A sample.', moments: ['Never.'] },\n",
      ),
    'lib/explain/symptoms.ts': (text) =>
      insertBefore(text, "  'task-execution': 'agent',\n", "  sample: 'application',\n"),
  },
  'A question': {
    'lib/answers/types.ts': (text) =>
      insertAfter(text, 'export interface Answers {\n', "readonly sampleWord: 'none' | 'some';\n"),
    'lib/answers/questions/main.ts': (text) =>
      insertBefore(text, '] as const satisfies readonly Question[]', SAMPLE_QUESTION),
    'test/support/answers.ts': (text) =>
      insertAfter(text, 'DEFAULT_ANSWERS: Answers = {\n', "sampleWord: 'none',\n"),
  },
};

const copy = mkdtempSync(join(tmpdir(), 'ecs iam recipes '));

beforeAll(() => {
  for (const path of [...COPIED, ...CONFIGURATION]) {
    cpSync(path, join(copy, path), { recursive: true, filter: (from) => from !== 'test/golden' });
  }
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  for (const [path, edit] of Object.values(RECIPES).flatMap(Object.entries)) {
    const before = path === 'lib/roles/sample.ts' ? '' : readFileSync(path, 'utf8');
    writeFileSync(join(copy, path), edit(before));
  }
  run('npm', ['run', 'build', '--silent']);
}, 120_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

test.each(Object.entries(RECIPES))(
  '%s touches what ARCHITECTURE.md says, and no more',
  (title, edits) => {
    const [, section = ''] = readFileSync('ARCHITECTURE.md', 'utf8').split(`### ${title}\n`);
    const [recipe = ''] = section.split('\n### ');
    const said = [...recipe.matchAll(/^- `([^`]+)`/gm)].map(([, path = '']) =>
      path.replace('<id>', 'sample').replace('<topic>', 'main'),
    );
    expect(said).toEqual(expect.arrayContaining(Object.keys(edits)));
  },
);

test('the whole repo has the right types with both of them', () => {
  run(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '--noEmit', '-p', copy]);
}, 60_000);

test.each(TARGETS)('the repo for $id has the sample role and the sample answer', ({ id }) => {
  const repo = join(copy, 'repos', id);
  const words = [
    '--yes',
    '--project',
    'shop',
    '--roles',
    'task-execution,sample',
    '--sample-word',
    'some',
  ];
  run(process.execPath, [
    join(copy, 'dist/generators/bin.js'),
    'new',
    repo,
    '--target',
    id,
    ...words,
  ]);
  const read = (path: string) => readFileSync(join(repo, path), 'utf8');
  const definitions = readdirSync(join(repo, 'iam'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  expect(definitions.some((text) => text.includes('ReadSample'))).toBe(true);
  expect(read('docs/roles.md')).toContain('The sample reads its object.');
  expect(read('iam.lock.json')).toContain('"Sample": {');
  expect(JSON.parse(read('ecs-iam.json'))).toMatchObject({
    roles: ['task-execution', 'sample'],
    sampleWord: 'some',
  });
  expect(JSON.parse(read('docs/ecs-iam.schema.json')).properties.sampleWord).toMatchObject({
    enum: ['none', 'some'],
  });
});

function insertBefore(text: string, mark: string, what: string): string {
  expect(text).toContain(mark);
  return text.replace(mark, () => what + mark);
}

function insertAfter(text: string, mark: string, what: string): string {
  expect(text).toContain(mark);
  return text.replace(mark, () => mark + what);
}

function run(command: string, words: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd: copy, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${words.join(' ')}: ${stdout}${stderr}`);
}
