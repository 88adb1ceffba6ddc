import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitAround } from '../../lib/starter/git-around.ts';
import { inEmptyFolder } from './folder.ts';

test('a folder that does not exist yet has its path in the repository around it', async () => {
  await inEmptyFolder(async (top) => {
    mkdirSync(join(top, '.git'));
    const root = realpathSync(top);
    expect(gitAround(join(top, 'services/my orders'))).toEqual({
      root,
      path: 'services/my orders',
    });
    expect(gitAround(top)).toEqual({ root, path: '' });
  });
});

test('the nearest repository counts, also a worktree, whose .git is a file', async () => {
  await inEmptyFolder(async (top) => {
    mkdirSync(join(top, '.git'));
    mkdirSync(join(top, 'trees/one/api'), { recursive: true });
    writeFileSync(join(top, 'trees/one/.git'), 'gitdir: elsewhere\n');
    expect(gitAround(join(top, 'trees/one/api'))?.path).toBe('api');
  });
});

test('a link counts as what it leads to, as git has it', async () => {
  await inEmptyFolder(async (top) => {
    mkdirSync(join(top, 'repo/.git'), { recursive: true });
    mkdirSync(join(top, 'repo/apps'));
    symlinkSync(join(top, 'repo/apps'), join(top, 'link'));
    expect(gitAround(join(top, 'link/web'))?.path).toBe('apps/web');
  });
});

test('without a repository there is none', async () => {
  await inEmptyFolder(async (top) => {
    expect(gitAround(join(top, 'web'))).toBeUndefined();
  });
});
