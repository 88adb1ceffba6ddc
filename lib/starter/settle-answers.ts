import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { attempt } from '../answers/parse/basic.ts';
import { isWindows } from '../answers/platform.ts';
import { folderInSource, parseSourceFolder } from '../answers/source-folder.ts';
import type { Answers } from '../answers/types.ts';
import { shellText } from '../shell.ts';
import { workflowFile } from './folder-view.ts';
import { type GitFolder, gitAround } from './git-around.ts';
import { sameContents } from './marker.ts';
import { renderStarterApp } from './pipeline-files.ts';

/** Answers with nothing left to decide, and whether this run writes the application. */
export interface SettledAnswers {
  readonly answers: Answers;
  readonly writesApp: boolean;
  /** From the folder to the top of the git repository around it, such as `../../`; '' where it has none. */
  readonly top: string;
  /** What was found out and the user should know, one sentence each. */
  readonly found: readonly string[];
}

/** What a folder may hold and still be empty: a fresh clone, answers to begin with. */
const NOTHING = ['.git', 'ecs-iam.json'];

/**
 * Settles what depends on the folder or on chance, so that the answers alone make the same repo
 * elsewhere. A repo without an ID gets one. `starterApp: auto` is yes in an empty folder; a folder
 * whose Dockerfile is not ours has its own application, and the answer stays. A folder within a git
 * repository has its path there.
 *
 * @throws UserError `BadValue` where that path cannot stand in a buildspec.
 */
export async function settleAnswers(answers: Answers, folder: string): Promise<SettledAnswers> {
  const wanted =
    answers.starterApp === 'auto'
      ? !isWindows(answers.platform) && (await isEmpty(folder))
      : answers.starterApp === 'yes';
  const { sourceFolder, ...where } = settleFolder(answers, folder);
  return {
    ...where,
    answers: {
      ...answers,
      sourceFolder,
      starterApp: wanted ? 'yes' : 'no',
      id: answers.id === '' ? randomId() : answers.id,
    },
    writesApp: wanted && !(await hasOwnDockerfile(folder)),
  };
}

/** The path in the git repository around the folder, unless the answers have one. */
function settleFolder(answers: Answers, folder: string) {
  const around = gitAround(folder);
  const path = around?.path ?? '';
  const sourceFolder =
    answers.sourceFolder === '' ? legalPath(path, answers) : answers.sourceFolder;
  const top = sourceFolder === path ? topOf(path) : '';
  const settled = { ...answers, sourceFolder };
  const found = [
    ...(around === undefined ? [] : folderWords(around, answers, settled)),
    ...(answers.deploy === 'github' ? workflowWords(settled, around, top) : []),
  ];
  return { sourceFolder, top, found };
}

/** Without a build, nothing but the README names the folder. */
function legalPath(path: string, { deploy }: Answers): string {
  if (deploy !== 'none') return parseSourceFolder(path);
  return attempt(() => parseSourceFolder(path), [])?.value ?? '';
}

/** What is said where the path was found out just now, or the answers have another one. */
function folderWords(
  { root, path }: GitFolder,
  before: Answers,
  after: Answers,
): readonly string[] {
  if (after.sourceFolder === path && before.sourceFolder === path) return [];
  if (after.sourceFolder === '' || after.sourceFolder === '.') return [];
  const lies = path === '' ? `the top of` : `${path} in`;
  const here = `This folder is ${lies} the git repository ${root}`;
  return before.sourceFolder === ''
    ? [`${here}: write --source-folder . where it becomes a repository of its own.`]
    : [
        `${here}, and the answers have it as ${after.sourceFolder}: --source-folder ${path === '' ? '.' : shellText(path)} changes that.`,
      ];
}

/** GitHub reads a workflow at the top alone, which may be out of this folder. */
function workflowWords(
  answers: Answers,
  around: GitFolder | undefined,
  top: string,
): readonly string[] {
  if (folderInSource(answers) === '') return [];
  const file = workflowFile(answers);
  const place = around && top !== '' ? `${around.root}/${file}` : undefined;
  return [
    `GitHub reads workflows at the top of a repository only: ${place === undefined ? `move ${file} there` : `this one is ${place}`}.`,
  ];
}

/** `services/orders` → `../../`. */
function topOf(path: string): string {
  return path === '' ? '' : '../'.repeat(path.split('/').length);
}

const ID_SIGNS = 'abcdefghijklmnopqrstuvwxyz0123456789';

function randomId(): string {
  const signs = Array.from({ length: 8 }, () => ID_SIGNS.charAt(randomInt(ID_SIGNS.length)));
  return signs.join('');
}

async function isEmpty(folder: string): Promise<boolean> {
  if (!existsSync(folder)) return true;
  const names = await readdir(folder).catch(() => []);
  return names.every((name) => NOTHING.includes(name));
}

async function hasOwnDockerfile(folder: string): Promise<boolean> {
  const file = join(folder, 'Dockerfile');
  if (!existsSync(file)) return false;
  const found = await readFile(file, 'utf8').catch(() => undefined);
  if (found === undefined) return false;
  const ours = renderStarterApp().find(({ path }) => path === 'Dockerfile');
  return ours === undefined || !sameContents(found, ours.contents);
}
