import { textFile } from '../targets/files.ts';
import type { RenderedFile } from '../targets/types.ts';
import { renderTemplate, templateFiles, writtenPath } from '../templates.ts';

const SCRIPTS = 'starter/scripts';

/**
 * The scripts that every target's `deploy-iam.sh` and `destroy-iam.sh` stand on, the same in each
 * repo: what differs is in `iam.lock.json`. Sorted by path.
 */
export function renderSharedScripts(): readonly RenderedFile[] {
  return templateFiles(SCRIPTS).map((name) =>
    textFile(`scripts/${writtenPath(name)}`, renderTemplate(`${SCRIPTS}/${name}`)),
  );
}
