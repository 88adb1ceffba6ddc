import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RenderedFile } from '../../lib/targets/types.ts';
import { templateFiles, templatesFolder, writtenPath } from '../../lib/templates.ts';

/** The repo that each target gives for the same answers, by the target's id. */
export type Repos = Readonly<Record<string, readonly RenderedFile[]>>;

/** The folder of a case for files that have the same bytes in every target that writes them. */
const SHARED = 'shared';

/**
 * What a folder of `test/golden` holds for one case, by path: `shared/…` once for all targets,
 * `<target>/…` for what differs, and `<target>.txt` with every file of that target's repo, its mode
 * and the place of its bytes. The copy of a template is in the list alone, with the template's path.
 */
export function goldenCase(repos: Repos): ReadonlyMap<string, string> {
  const written = new Map<string, string>();
  for (const [target, files] of Object.entries(repos)) {
    const lines = files.map((file) => {
      const template = templateOf(file);
      const place = isShared(file, repos) ? SHARED : target;
      if (template === undefined) written.set(`${place}/${file.path}`, file.contents);
      return `${file.executable ? '0755' : '0644'} ${file.path} = ${template ?? `${place}/`}\n`;
    });
    written.set(`${target}.txt`, lines.join(''));
  }
  return written;
}

function isShared({ path, contents }: RenderedFile, repos: Repos): boolean {
  const same = Object.values(repos).flatMap((files) => files.filter((file) => file.path === path));
  return same.length > 1 && same.every((file) => file.contents === contents);
}

/** The template that a file equals byte for byte: one of those that are written to the file's name. */
function templateOf({ path, contents }: RenderedFile): string | undefined {
  return COPIED.find(
    ({ template, bytes }) => `/${path}`.endsWith(nameOf(template)) && bytes === contents,
  )?.template;
}

/** Templates without a placeholder. */
const COPIED = templateFiles('.')
  .filter((template) => !template.endsWith('.ejs'))
  .map((name) => ({
    template: `templates/${name}`,
    bytes: readFileSync(join(templatesFolder, name), 'utf8'),
  }));

function nameOf(template: string): string {
  return `/${writtenPath(template).split('/').at(-1)}`;
}
