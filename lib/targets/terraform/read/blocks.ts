import { posix } from 'node:path';
import type { SourceFile } from '../../source.ts';

/** A module that a root consists of: the root itself, or one that it calls from the repo. */
export interface ModuleFolder {
  /** `` for the root, else `module.roles`, without the keys of `for_each`. */
  readonly address: string;
  readonly folder: string;
  readonly blocks: readonly SourceBlock[];
}

/** A block at the top of a file, such as `resource "aws_iam_role" "task"`. */
export interface SourceBlock {
  readonly kind: string;
  readonly labels: readonly string[];
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly lines: readonly string[];
}

/** Lists a root and the modules that it calls from the repo, with their blocks as they are written. */
export function moduleFolders(
  files: readonly SourceFile[],
  folder: string,
  address = '',
): readonly ModuleFolder[] {
  const blocks = files
    .filter(({ path }) => posix.dirname(path) === folder && path.endsWith('.tf'))
    .flatMap(blocksOf);
  const calls = blocks.flatMap(({ kind, labels, lines }) => {
    const source = /^\s*source\s*=\s*"(\.{1,2}\/[^"]*)"/m.exec(lines.join('\n'))?.[1];
    if (kind !== 'module' || source === undefined) return [];
    const called = posix.normalize(posix.join(folder, source));
    // A module that calls itself is Terraform's to refuse.
    if (called === folder) return [];
    const prefix = address === '' ? '' : `${address}.`;
    return moduleFolders(files, called, `${prefix}module.${labels[0]}`);
  });
  return [{ address, folder, blocks }, ...calls];
}

/** A block begins and ends at the margin, as `terraform fmt` leaves it. */
function blocksOf({ path, contents }: SourceFile): readonly SourceBlock[] {
  const lines = contents.split(/\r?\n/);
  return lines.flatMap((line, index) => {
    const [, kind, words = ''] = /^(\w+)((?:\s+"[^"]*")*)\s*\{/.exec(line) ?? [];
    if (kind === undefined) return [];
    const length = line.includes('}') ? 0 : lines.slice(index).findIndex((one) => /^\}/.test(one));
    const labels = [...words.matchAll(/"([^"]*)"/g)].map(([, label = '']) => label);
    const inside = lines.slice(index, index + Math.max(length, 0) + 1);
    return [{ kind, labels, path, line: index + 1, lines: inside }];
  });
}

/** The address of a resource or data source without keys: `module.roles.aws_iam_role.task`. */
export function addressOf(module: ModuleFolder, { kind, labels }: SourceBlock): string {
  const own = kind === 'data' ? ['data', ...labels] : labels;
  return [module.address, ...own].filter((part) => part !== '').join('.');
}

/** An address without the keys of `for_each` and `count`. */
export function withoutKeys(address: string): string {
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, '');
}
