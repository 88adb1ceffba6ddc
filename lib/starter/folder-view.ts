import { folderInSource, pathInSource } from '../answers/source-folder.ts';
import type { Answers } from '../answers/types.ts';
import { shellText } from '../shell.ts';
import { quoted, type View } from '../templates.ts';
import { yamlWord } from './yaml-word.ts';

/** The path of the workflow, at the top of the repository: several services may stand in one. */
export function workflowFile(answers: Pick<Answers, 'project' | 'sourceFolder'>): string {
  const inFolder = folderInSource(answers) !== '';
  return `.github/workflows/deploy${inFolder ? `-${answers.project}` : ''}.yml`;
}

/** The folder in the source repository, as the files that build the source name it. */
export function folderView(answers: Pick<Answers, 'project' | 'sourceFolder'>): View {
  const folder = folderInSource(answers);
  return {
    workflowFile: quoted.text(workflowFile(answers)),
    hasFolder: folder !== '',
    sourceFolder: quoted.code(folder),
    folder: quoted.text(yamlWord(folder)),
    folderWord: quoted.text(shellText(folder)),
    reports: quoted.text(yamlWord(pathInSource('reports', answers))),
  };
}
