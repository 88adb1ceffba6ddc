import type { Model } from '../../iam/model.ts';
import { pipelineStackName, stackName } from '../../names.ts';
import { quoted, renderTemplate, templateFiles, writtenPath } from '../../templates.ts';
import { shellWord } from '../shell.ts';
import type { RenderedFile } from '../types.ts';

const FOLDER = 'targets/cloudformation';

/** `scripts/deploy-iam.sh`, `scripts/destroy-iam.sh` and what both stand on. */
export function renderScripts(model: Model): readonly RenderedFile[] {
  const roles = model.roles.map(({ name }) => quoted.text(shellWord(name)));
  const view = {
    stackPrefix: quoted.sh(stackName(model.project, '')),
    pipelineStackPrefix: quoted.sh(pipelineStackName(model.project, '')),
    otherRoles: roles.slice(0, -1),
    lastRole: roles.at(-1) ?? quoted.text("''"),
  };
  return templateFiles(FOLDER).map((name) => ({
    path: writtenPath(name),
    contents: renderTemplate(`${FOLDER}/${name}`, view),
    executable: !name.includes('/lib/'),
  }));
}
