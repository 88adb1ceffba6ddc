import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { remoteRepository } from '../../lib/starter/remote-repository.ts';
import { describeWith } from '../support/tools.ts';
import { inEmptyFolder } from './folder.ts';

/** Runs git with nobody's settings. */
function git(folder: string, ...words: readonly string[]): void {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  execFileSync('git', [...who, '-c', 'protocol.file.allow=always', ...words], {
    cwd: folder,
    env,
    stdio: 'ignore',
  });
}

/** A repository with one commit and a remote. */
function repository(folder: string, remote: string): void {
  mkdirSync(folder);
  git(folder, 'init', '--quiet');
  git(folder, 'commit', '--quiet', '--allow-empty', '--message', 'Begin');
  git(folder, 'remote', 'add', 'origin', remote);
}

describeWith(['git'], 'a repository of git', () => {
  test.each([
    ['https://github.com/acme/shop.git', 'acme/shop'],
    ['git@gitlab.com:acme/shop.git', 'acme/shop'],
    ['https://bitbucket.org/acme/shop/', 'acme/shop'],
    ['https://git.example.com/acme/shop.git', undefined],
  ])('the remote %s is %s, from below the top, too', async (remote, offered) => {
    await inEmptyFolder(async (top) => {
      repository(join(top, 'one'), remote);
      expect(remoteRepository(join(top, 'one'))).toBe(offered);
      expect(remoteRepository(join(top, 'one/services/orders'))).toBe(offered);
    });
  });

  test('a worktree has the remote of its repository', async () => {
    await inEmptyFolder(async (top) => {
      repository(join(top, 'one'), 'https://github.com/acme/shop.git');
      git(join(top, 'one'), 'worktree', 'add', '--detach', join(top, 'a tree'));
      expect(remoteRepository(join(top, 'a tree'))).toBe('acme/shop');
    });
  });

  test('a submodule has its own remote, not that of the repository around it', async () => {
    await inEmptyFolder(async (top) => {
      repository(join(top, 'part'), 'https://github.com/acme/part.git');
      repository(join(top, 'one'), 'https://github.com/acme/shop.git');
      git(join(top, 'one'), 'submodule', 'add', '--quiet', join(top, 'part'), 'parts/own');
      const own = join(top, 'one/parts/own');
      git(own, 'remote', 'set-url', 'origin', 'https://github.com/acme/part.git');
      expect(remoteRepository(own)).toBe('acme/part');
      expect(remoteRepository(join(top, 'one/parts'))).toBe('acme/shop');
    });
  });

  test.each(['without a repository', 'without a remote'])('%s there is none', async (which) => {
    await inEmptyFolder(async (top) => {
      if (which === 'without a remote') git(top, 'init', '--quiet');
      expect(remoteRepository(top)).toBeUndefined();
    });
  });
});
