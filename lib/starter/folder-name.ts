import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ANSWERS_FILE } from '../answers/answers-file-name.ts';
import { gitAround } from './git-around.ts';

/** The name that a folder gives its project where nobody names it. */
export interface FolderName {
  readonly name: string;
  /** One sentence where another service has the folder's own name. */
  readonly said?: string;
}

/**
 * The folder's own name; where another service of the same git repository has it, the first that
 * nobody has of those with the folders above: beside `services/api`, `jobs/api` is `jobs-api`.
 */
export function folderName(folder: string): FolderName {
  const own = basename(folder);
  const around = gitAround(folder);
  if (around === undefined) return { name: own };
  const others = servicesBelow(around.root).filter(({ path }) => path !== around.path);
  const whoHas = (name: string) => others.find((one) => spelling(one.project) === spelling(name));
  const taken = whoHas(own);
  if (taken === undefined) return { name: own };
  const parts = around.path.split('/');
  const names = parts.map((_, index) => parts.slice(index).join('-')).toReversed();
  const name = names.find((one) => one !== '' && whoHas(one) === undefined);
  const where = taken.path === '' ? 'the top of this git repository' : taken.path;
  const known = `The service in ${where} is called ${taken.project}`;
  return name === undefined
    ? { name: own, said: `${known}, too: name this one with --project.` }
    : { name, said: `${known}, so this one is called ${name} unless you name it.` };
}

/** Names that differ by these alone are the same in AWS. */
function spelling(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}

interface OtherService {
  readonly project: string;
  /** From the top of the repository, with '/'. */
  readonly path: string;
}

/** Of a larger repository, the folders that are nearest to its top are looked at. */
const MOST_FOLDERS = 2000;

/** Folders that hold no service of the repository. */
const PASSED_OVER = /^\.|^(node_modules|cdk\.out|vendor|dist|build|target)$/;

function servicesBelow(root: string): readonly OtherService[] {
  const folders = [''];
  const found: OtherService[] = [];
  // The list grows while it is read: the folders of one level before those below them.
  for (const path of folders) {
    for (const entry of entriesOf(join(root, path))) {
      if (entry.isDirectory() && !PASSED_OVER.test(entry.name) && folders.length < MOST_FOLDERS) {
        folders.push(path === '' ? entry.name : `${path}/${entry.name}`);
      }
      if (!entry.isFile() || entry.name !== ANSWERS_FILE) continue;
      const project = projectIn(join(root, path, entry.name));
      if (project !== undefined) found.push({ project, path });
    }
  }
  return found;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Undefined where the file is broken, or the name follows from the folder. */
function projectIn(file: string): string | undefined {
  try {
    const { project } = Object(JSON.parse(readFileSync(file, 'utf8')));
    return typeof project === 'string' ? project : undefined;
  } catch {
    return undefined;
  }
}
