import { PARTITIONS } from '../iam/partitions.ts';
import type { Service } from '../service/types.ts';
import { byPath } from '../targets/files.ts';
import type { RenderedFile } from '../targets/types.ts';
import { quoted, renderTemplate, templateFiles, writtenPath } from '../templates.ts';
import { environmentFiles } from './environment-files.ts';
import { sharedCalls, sharedDocuments } from './shared-calls.ts';

const SCRIPTS = 'starter/scripts';

/**
 * The scripts that every target's `deploy-iam.sh` and `destroy-iam.sh` stand on: `scripts/lib/`, the
 * environments' values, and what the environments of an account share. Sorted by path.
 */
export function renderSharedScripts(service: Service): readonly RenderedFile[] {
  const { model } = service;
  const view = {
    partitions: Object.entries(PARTITIONS).map(([id, { dnsSuffix }]) => ({
      id: quoted.sh(id),
      dnsSuffix: quoted.sh(dnsSuffix),
    })),
    ...sharedCalls(model),
  };
  const templates = templateFiles(SCRIPTS)
    .filter((name) => model.repository !== undefined || !name.startsWith('shared/ecr-'))
    .map((name) =>
      file(`scripts/${writtenPath(name)}`, renderTemplate(`${SCRIPTS}/${name}`, view)),
    );
  return [...templates, ...environmentFiles(service), ...sharedDocuments(model)].sort(byPath);
}

function file(path: string, contents: string): RenderedFile {
  return { path, contents, executable: false };
}
