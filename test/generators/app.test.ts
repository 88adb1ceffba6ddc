import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import helpers, { type RunResult } from 'yeoman-test';
import AppGenerator from '../../generators/app/index.ts';
import { writeAnswersFile } from '../../lib/answers/answers-file.ts';
import { NEW_FLAGS } from '../../lib/answers/flags.ts';
import type { Answers } from '../../lib/answers/types.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { renderStarter } from '../../lib/starter/render-starter.ts';
import { tree } from '../starter/folder.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { flagsInHelp } from '../support/flags-in-help.ts';

const ANSWERS: Answers = {
  ...DEFAULT_ANSWERS,
  target: 'terraform',
  environments: [{ name: 'test', values: {} }],
  source: 's3',
  values: { sourceBucket: 'shop-source', sourceKey: 'source.zip' },
  deploy: 'build',
  // The folder is empty, so that one is begun.
  starterApp: 'yes',
};

const FLAGS = {
  id: DEFAULT_ANSWERS.id,
  project: 'shop',
  target: 'terraform',
  environments: 'test',
  source: 's3',
  sourceBucket: 'shop-source',
  sourceKey: 'source.zip',
  deploy: 'build',
};

const REPLIES = {
  project: 'shop',
  target: 'terraform',
  environments: 'test',
  features: [],
  source: 's3',
  sourceBucket: 'shop-source',
  sourceKey: 'source.zip',
  deploy: 'build',
  more: ['source'],
};

let folder: string;
const written: string[] = [];
const write = process.stdout.write;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ecs iam yo '));
  written.length = 0;
  process.stdout.write = (text: string | Uint8Array) => written.push(String(text)) > 0;
});

afterEach(() => {
  process.stdout.write = write;
  process.chdir(resolve(import.meta.dirname, '../..'));
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the generator in the folder, as Yeoman does. */
async function yo(
  options: Readonly<Record<string, unknown>>,
  replies: Readonly<Record<string, unknown>> = {},
  args: readonly string[] = [],
): Promise<RunResult> {
  return helpers
    .run(
      AppGenerator as never,
      { namespace: 'ecs-iam:app', cwd: folder, forwardCwd: true } as never,
    )
    .withOptions({ force: false, ...options } as never)
    .withArguments([...args])
    .withAnswers({ ...replies } as never);
}

async function expected(answers: Answers): Promise<Readonly<Record<string, string>>> {
  const files = await renderStarter(buildService(answers));
  return Object.fromEntries(files.map(({ path, contents }) => [path, contents]));
}

function writtenTree(where = folder): Readonly<Record<string, string>> {
  const { '.yo-rc.json': marker, ...files } = tree(where);
  expect(marker).toContain('"generator-ecs-iam"');
  return files;
}

describe('the same answers give the same bytes', () => {
  test('by prompt', async () => {
    await yo({ id: DEFAULT_ANSWERS.id }, REPLIES);
    expect(writtenTree()).toEqual(await expected(ANSWERS));
  });

  test('by flag', async () => {
    await yo({ ...FLAGS, yes: true });
    expect(writtenTree()).toEqual(await expected(ANSWERS));
  });

  test('by words, as typed', async () => {
    const words = Object.entries(FLAGS).flatMap(([name, value]) => [
      `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      value,
    ]);
    await yo({}, {}, ['repo', ...words, '--yes']);
    expect(writtenTree(join(folder, 'repo'))).toEqual(await expected(ANSWERS));
  });

  test('by file', async () => {
    writeFileSync(join(folder, 'ecs-iam.json'), writeAnswersFile(ANSWERS));
    await yo({ yes: true });
    expect(writtenTree()).toEqual(await expected(ANSWERS));
  });
});

test('Enter at every question takes the defaults, the project is the folder', async () => {
  const named = join(folder, 'shop');
  await yo({ id: DEFAULT_ANSWERS.id }, {}, [named]);
  expect(writtenTree(named)).toEqual(await expected({ ...DEFAULT_ANSWERS, starterApp: 'yes' }));
});

describe('a conflict', () => {
  const edit = async () => {
    await yo({ ...FLAGS, yes: true });
    writeFileSync(join(folder, 'README.md'), 'mine\n');
  };
  const readme = () => readFileSync(join(folder, 'README.md'), 'utf8');

  test.each([
    ['write', /^# shop/],
    ['force', /^# shop/],
    ['skip', /^mine\n$/],
  ])("is asked about; the answer '%s' counts", async (action, contents) => {
    await edit();
    await yo(FLAGS, { action });
    expect(readme()).toMatch(contents);
  });

  test('that is aborted leaves everything as it is', async () => {
    await edit();
    const before = tree(folder);
    await expect(yo({ ...FLAGS, target: 'cli' }, { action: 'abort' })).rejects.toThrow(
      'Aborted; nothing was written.',
    );
    expect(tree(folder)).toEqual(before);
  });

  test('is an error when nobody is asked', async () => {
    await edit();
    await expect(yo({ ...FLAGS, yes: true })).rejects.toThrow(/README\.md was edited/);
    expect(readme()).toBe('mine\n');
  });

  test('is overwritten by --force', async () => {
    await edit();
    await yo({ ...FLAGS, yes: true, force: true });
    expect(readme()).toMatch(/^# shop/);
  });

  test('files nobody touched are written without a question', async () => {
    await edit();
    const result = await yo({ ...FLAGS, target: 'cli' }, { action: 'skip' });
    expect(result.askedQuestions.filter(({ name }) => name === 'action')).toHaveLength(1);
    expect(Object.keys(tree(folder)).filter((path) => path.endsWith('.tf'))).toEqual([]);
  });
});

test.each(['dryRun', 'diff'])('%s writes nothing and makes no folder', async (option) => {
  await yo({ ...FLAGS, yes: true, [option]: true }, {}, ['new']);
  expect(tree(folder)).toEqual({});
  expect(written.join('')).toContain('README.md');
});

test('bad input is a clear line, and nothing is written', async () => {
  await expect(yo({ yes: true }, {}, ['--project', 'no good', '--trget', 'cli'])).rejects.toThrow(
    /--trget/,
  );
  expect(tree(folder)).toEqual({});
});

test('Ctrl-C at a prompt ends with 130, and nothing is written', async () => {
  const interrupt = () => {
    throw Object.assign(new Error('User force closed the prompt'), { name: 'ExitPromptError' });
  };
  const run = helpers
    .run(
      AppGenerator as never,
      { namespace: 'ecs-iam:app', cwd: folder, forwardCwd: true } as never,
    )
    .withAdapterOptions({ callback: interrupt } as never);
  await expect(run).rejects.toMatchObject({ code: 130 });
  expect(tree(folder)).toEqual({});
});

test('--version shows the version and writes nothing', async () => {
  await yo({ version: true });
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(written.join('')).toBe(`${version}\n`);
  expect(tree(folder)).toEqual({});
});

test('--help lists every flag', async () => {
  const env = await helpers.createTestEnv(undefined, { cwd: folder } as never);
  env.register(AppGenerator as never, { namespace: 'ecs-iam:app' } as never);
  const generator = await env.create('ecs-iam:app', { generatorOptions: { help: true } } as never);
  const help = (generator as unknown as InstanceType<typeof AppGenerator>).help();
  expect([...flagsInHelp(help)].sort()).toEqual(NEW_FLAGS.map(({ name }) => name).sort());
  expect(help).toMatch(/^Usage: yo ecs-iam \[DIR\]/);
});

test('Yeoman finds our bytes where it looks for them', async () => {
  const result = await yo({ ...FLAGS, yes: true });
  result.assertFile(['README.md', 'scripts/deploy-iam.sh', 'ecs-iam.json']);
  result.assertFileContent('README.md', '# shop');
});
