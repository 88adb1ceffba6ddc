import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ANSWERS_FILE } from '../answers/answers-file-name.ts';
import { UserError } from '../errors.ts';
import type { TextFile } from '../json-text.ts';

/**
 * Reads the file that `--answers` names.
 *
 * @throws UserError `AnswersNotReadable`.
 */
export async function readAnswersFile(from: string, name: string): Promise<TextFile> {
  try {
    return { name, text: await readFile(resolve(from, name), 'utf8') };
  } catch (cause) {
    throw notReadable(`--answers: '${name}'`, cause);
  }
}

/**
 * Reads a folder's own ecs-iam.json; undefined without one.
 *
 * @throws UserError `AnswersNotReadable`.
 */
export async function readFolderAnswers(folder: string): Promise<TextFile | undefined> {
  try {
    return { name: ANSWERS_FILE, text: await readFile(join(folder, ANSWERS_FILE), 'utf8') };
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(cause))) return undefined;
    throw notReadable(`'${join(folder, ANSWERS_FILE)}'`, cause);
  }
}

function notReadable(what: string, cause: unknown): UserError {
  const code = errorCode(cause);
  const why = code === '' ? '' : ` (${code})`;
  const hint = 'Check the path and its permissions.';
  return new UserError('AnswersNotReadable', `${what} cannot be read${why}.`, hint, { cause });
}

/** The system's code of an error, such as ENOENT; '' without one. */
function errorCode(cause: unknown): string {
  const code: unknown = Object(cause).code;
  return typeof code === 'string' ? code : '';
}
