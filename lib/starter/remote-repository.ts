import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
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

/** Git's settings of a work tree; a worktree has those of the repository that it belongs to. */
function configOf(root: string): string {
  const folder = gitFolder(root);
  const common = textOf(join(folder, 'commondir')).trim();
  return textOf(join(resolve(folder, common), 'config'));
}

/** Where git keeps what belongs to a work tree: `.git`, or where the file of this name leads. */
function gitFolder(root: string): string {
  const own = join(root, '.git');
  const [, elsewhere = ''] = /^gitdir: (.+)$/m.exec(textOf(own)) ?? [];
  return elsewhere === '' ? own : resolve(root, elsewhere);
}

/** The text of a file; '' where there is none. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
