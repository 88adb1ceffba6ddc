import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answers } from '../../lib/answers/types.ts';
import { renderStarterApp } from '../../lib/starter/pipeline-files.ts';
import { settleAnswers } from '../../lib/starter/settle-answers.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { file, generate, inEmptyFolder, states, tree } from './folder.ts';

const OURS = renderStarterApp().find(({ path }) => path === 'Dockerfile')?.contents ?? '';

const put = (folder: string, name: string, text = '') => writeFileSync(join(folder, name), text);

test.each([
  ['auto', 'nothing', () => undefined, 'yes', true],
  ['auto', 'a fresh clone', (at: string) => mkdirSync(join(at, '.git')), 'yes', true],
  ['auto', 'answers alone', (at: string) => put(at, 'ecs-iam.json'), 'yes', true],
  ['auto', 'an application', (at: string) => put(at, 'main.py'), 'no', false],
  ['yes', 'an application', (at: string) => put(at, 'main.py'), 'yes', true],
  ['yes', 'our Dockerfile', (at: string) => put(at, 'Dockerfile', OURS), 'yes', true],
  ['yes', 'a Dockerfile of its own', (at: string) => put(at, 'Dockerfile', 'FROM a'), 'yes', false],
  ['no', 'nothing', () => undefined, 'no', false],
] as const)('%s in a folder with %s', async (starterApp, _, prepare, settled, writesApp) => {
  await inEmptyFolder(async (folder) => {
    prepare(folder);
    const answers: Answers = { ...DEFAULT_ANSWERS, starterApp };
    expect(await settleAnswers(answers, folder)).toMatchObject({
      answers: { ...answers, starterApp: settled },
      writesApp,
    });
  });
});

test('the application is written once and never touched again', async () => {
  const app = { ...file('app.mjs', 'ours\n'), once: true } as const;
  await inEmptyFolder(async (folder) => {
    await generate(folder, [app, file('README.md', 'read\n')]);
    put(folder, 'app.mjs', 'mine\n');
    expect(await states(folder, [{ ...app, contents: 'newer\n' }])).toMatchObject({
      'app.mjs': 'unchanged',
    });
    await generate(folder, [file('README.md', 'read\n')]);
    expect(tree(folder)['app.mjs']).toBe('mine\n');
    expect(readFileSync(join(folder, '.yo-rc.json'), 'utf8')).not.toContain('app.mjs');
    rmSync(join(folder, 'app.mjs'));
    expect(await states(folder, [app])).toMatchObject({ 'app.mjs': 'create' });
  });
});

test('a repo without an ID gets one at random, and keeps one that it has', async () => {
  await inEmptyFolder(async (folder) => {
    const settled = async (id: string) =>
      (await settleAnswers({ ...DEFAULT_ANSWERS, id }, folder)).answers.id;
    const [one, other] = [await settled(''), await settled('')];
    expect(one).toMatch(/^[a-z0-9]{8}$/);
    expect(other).not.toBe(one);
    expect(await settled('ABCD1234')).toBe('ABCD1234');
  });
});
