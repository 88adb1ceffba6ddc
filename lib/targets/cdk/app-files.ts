import { renderTemplate, templateFiles, writtenPath } from '../../templates.ts';
import type { RenderedFile } from '../types.ts';

const FOLDER = 'targets/cdk';

/** The files of the app that differ by nothing but having a pipeline: configuration, entry point, test, lock. */
export function appFiles(pipeline: boolean): readonly RenderedFile[] {
  return templateFiles(FOLDER)
    .filter((name) => name.startsWith('iam/'))
    .map((name) => ({
      path: writtenPath(name),
      contents: renderTemplate(`${FOLDER}/${name}`, { pipeline }),
      executable: false,
    }));
}
