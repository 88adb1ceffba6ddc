import { shown, UserError } from '../errors.ts';
import { parseText } from './parse/basic.ts';
import type { Answers } from './types.ts';

/** Signs that mean something in a shell, a YAML file, a glob or a placeholder. */
const SPECIAL = /[\p{Cc}"'\\$`*?[\]{}!<>|#:;&%]/u;

/** CodePipeline takes patterns of up to 255 characters: the folder and what is below it. */
const LONGEST = 200;

/** The answer of a folder that is a repository of its own, wherever it lies. */
const TOP = '.';

/**
 * The path of the folder in its source repository, such as `services/orders`; '.' for its top, ''
 * where nothing is known.
 *
 * @throws UserError `BadValue`.
 */
export function parseSourceFolder(raw: unknown): string {
  const text = parseText(raw, 'a path').trim().normalize('NFC');
  if (text === '') return '';
  const path = text.replace(/^(\.\/)+/, '').replace(/\/+$/, '');
  if (path === '' || path === TOP) return text.startsWith('/') ? refused(text) : TOP;
  const isPlain = path.split('/').every((one) => !['', '.', '..'].includes(one.trim()));
  if (!isPlain || SPECIAL.test(path) || path.length > LONGEST) return refused(text);
  return path;
}

function refused(text: string): never {
  throw new UserError(
    'BadValue',
    `${shown(text)} is not a path of a folder in its repository, such as services/orders: it has no '..' and none of \\"'$\`*?[]{}!<>|#:;&%, and at most ${LONGEST} characters.`,
    'Rename the folder, or write --source-folder . where it becomes a repository of its own.',
  );
}

/** The path of a folder in its source repository; '' at the top. */
export function folderInSource({ sourceFolder }: Pick<Answers, 'sourceFolder'>): string {
  return sourceFolder === TOP ? '' : sourceFolder;
}

/** A path of the repo as the source repository has it: with its folder in front. */
export function pathInSource(path: string, answers: Pick<Answers, 'sourceFolder'>): string {
  const folder = folderInSource(answers);
  return folder === '' ? path : `${folder}/${path}`;
}
