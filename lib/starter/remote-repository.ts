import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitAround } from './git-around.ts';

/** Hosts that a connection of AWS or a workflow reaches. */
const ADDRESS = /(?:github\.com|gitlab\.com|bitbucket\.org)[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/;

/** owner/name of the remote `origin` of the git repository around a folder; undefined where it has none. */
export function remoteRepository(folder: string): string | undefined {
  const around = gitAround(folder);
  if (around === undefined) return undefined;
  const [, origin = ''] = configOf(around.root).split(/^\[remote "origin"\]$/m);
  const [own = ''] = origin.split(/^\[/m);
  const [, url = ''] = /^\s*url\s*=\s*(\S+)\s*$/m.exec(own) ?? [];
  return ADDRESS.exec(url)?.[1];
}

/** Git's settings of a work tree; of a worktree or a submodule, whose `.git` is a file, none. */
function configOf(root: string): string {
  try {
    return readFileSync(join(root, '.git/config'), 'utf8');
  } catch {
    return '';
  }
}
