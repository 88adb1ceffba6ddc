import { renderTemplate, templateFiles, type View, writtenPath } from '../templates.ts';
import type { RenderedFile } from './types.ts';

/** A file of text that cannot be run. */
export function textFile(path: string, contents: string): RenderedFile {
  return { path, contents, executable: false };
}

/** Every file below a folder of `templates/`; a script directly in `scripts/` can be run. */
export function renderFolder(folder: string, view: View): readonly RenderedFile[] {
  return templateFiles(folder).map((name) => {
    const path = writtenPath(name);
    const contents = renderTemplate(`${folder}/${name}`, view);
    return { path, contents, executable: /^scripts\/[^/]+\.sh$/.test(path) };
  });
}

/** Orders files by path, the same on every machine. */
export function byPath(a: RenderedFile, b: RenderedFile): number {
  if (a.path === b.path) return 0;
  return a.path < b.path ? -1 : 1;
}
