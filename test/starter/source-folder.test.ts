import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answers } from '../../lib/answers/types.ts';
import { planWrites } from '../../lib/starter/plan-writes.ts';
import { settleAnswers } from '../../lib/starter/settle-answers.ts';
import { writeFiles } from '../../lib/starter/write.ts';
import { settleConflicts } from '../../lib/starter/write-plan.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { file, inEmptyFolder } from './folder.ts';

const WORKFLOW = '.github/workflows/deploy-orders.yml';

/** Settles answers for a folder in a git repository. */
async function settledAt(path: string, some: Partial<Answers>) {
  let settled: Awaited<ReturnType<typeof settleAnswers>> | undefined;
  await inEmptyFolder(async (top) => {
    mkdirSync(join(top, '.git'));
    settled = await settleAnswers({ ...DEFAULT_ANSWERS, ...some }, join(top, path));
  });
  if (settled === undefined) throw new Error('Nothing was settled.');
  const { answers, found, top } = settled;
  return { sourceFolder: answers.sourceFolder, top, found: found.join('\n') };
}

test.each([
  ['services/orders', {}, 'services/orders', '../../', /is services\/orders in the git repository/],
  ['services/orders', { sourceFolder: 'services/orders' }, 'services/orders', '../../', /^$/],
  ['services/orders', { sourceFolder: '.' }, '.', '', /^$/],
  ['.', {}, '', '', /^$/],
  ['apps/[id]', { deploy: 'none' }, '', '', /^$/],
  [
    'apps/orders',
    { sourceFolder: 'services/orders' },
    'services/orders',
    '',
    /the answers have it as services\/orders: --source-folder apps\/orders changes that/,
  ],
  ['.', { sourceFolder: 'orders' }, 'orders', '', /--source-folder \. changes that/],
  [
    'orders',
    { project: 'orders', deploy: 'github' },
    'orders',
    '../',
    /GitHub reads workflows at the top .*\/\.github\/workflows\/deploy-orders\.yml\.$/,
  ],
  [
    '.',
    { project: 'orders', deploy: 'github', sourceFolder: 'orders' },
    'orders',
    '',
    /move \.github\/workflows\/deploy-orders\.yml there\.$/,
  ],
] as const)('in %s with %j', async (path, some, sourceFolder, top, said) => {
  expect(await settledAt(path, some)).toEqual({
    sourceFolder,
    top,
    found: expect.stringMatching(said),
  });
});

test('a path that no buildspec could name is refused with the way out', async () => {
  await expect(settledAt('apps/[id]', {})).rejects.toMatchObject({
    name: 'BadValue',
    hint: expect.stringContaining('--source-folder .'),
  });
});

/** A service's folder in a git repository, and what runs do there. */
async function inService(
  work: (service: {
    readonly top: string;
    readonly write: (text: string | undefined) => Promise<Readonly<Record<string, string>>>;
  }) => Promise<void>,
): Promise<void> {
  await inEmptyFolder(async (top) => {
    const folder = join(top, 'services/orders');
    const write = async (text: string | undefined) => {
      const files = text === undefined ? [] : [{ ...file(WORKFLOW, text), atTop: true as const }];
      const all = [file('README.md', 'read\n'), ...files];
      const plan = settleConflicts(await planWrites(folder, all, '../../'), 'abort');
      await writeFiles(plan);
      return Object.fromEntries(plan.files.map(({ path, state }) => [path, state]));
    };
    await work({ top, write });
  });
}

test('a workflow is written at the top of the repository, updated and removed there', async () => {
  await inService(async ({ top, write }) => {
    await write('one\n');
    expect(readFileSync(join(top, WORKFLOW), 'utf8')).toBe('one\n');
    expect(existsSync(join(top, 'services/orders/.github'))).toBe(false);
    expect(await write('two\n')).toMatchObject({ [`../../${WORKFLOW}`]: 'update' });
    expect(readFileSync(join(top, WORKFLOW), 'utf8')).toBe('two\n');
    const marker = JSON.parse(readFileSync(join(top, 'services/orders/.yo-rc.json'), 'utf8'));
    expect(Object.keys(marker['generator-ecs-iam'].files)).toEqual([`/${WORKFLOW}`, 'README.md']);
    expect(await write(undefined)).toMatchObject({ [`../../${WORKFLOW}`]: 'remove' });
    expect(existsSync(join(top, '.github'))).toBe(false);
  });
});

test.each([
  ['an edited workflow', true],
  ["a workflow that is somebody else's", false],
])('%s at the top is a conflict, and stays', async (_, isOurs) => {
  await inService(async ({ top, write }) => {
    if (isOurs) await write('one\n');
    mkdirSync(join(top, '.github/workflows'), { recursive: true });
    writeFileSync(join(top, WORKFLOW), 'mine\n');
    await expect(write('two\n')).rejects.toMatchObject({ name: 'FileConflict' });
    expect(readFileSync(join(top, WORKFLOW), 'utf8')).toBe('mine\n');
  });
});

test('where no repository is around the folder, nothing is written out of it', async () => {
  await inEmptyFolder(async (top) => {
    const folder = join(top, 'services/orders');
    const files = [{ ...file(WORKFLOW, 'one\n'), atTop: true as const }];
    await writeFiles(await planWrites(folder, files));
    expect(existsSync(join(folder, WORKFLOW))).toBe(true);
    expect(existsSync(join(top, '.github'))).toBe(false);
  });
});

test.each(['/.github/workflows/../../x.yml', '/etc/x.yml', '/.github/workflows/a/b.yml'])(
  'a marker that names %s at the top is refused',
  async (path) => {
    await inEmptyFolder(async (folder) => {
      const marker = JSON.stringify({ 'generator-ecs-iam': { files: { [path]: 'x' } } });
      writeFileSync(join(folder, '.yo-rc.json'), marker);
      await expect(planWrites(folder, [], '../../')).rejects.toMatchObject({
        name: 'PathLeavesFolder',
      });
    });
  },
);
