import { pipelineStackName, stackName } from '../../names.ts';
import type { Service } from '../../service/types.ts';
import { shellWord } from '../../shell.ts';
import { quoted, renderTemplate, templateFiles, writtenPath } from '../../templates.ts';
import type { RenderedFile } from '../types.ts';

const SCRIPTS = 'targets/cdk/scripts';
/** A CDK app deploys a CloudFormation stack: what is known of stacks is written once. */
const STACK = 'targets/cloudformation/scripts/lib/stack.sh.ejs';

/** `scripts/deploy-iam.sh`, `scripts/destroy-iam.sh` and what both stand on. */
export function renderScripts({ model }: Service): readonly RenderedFile[] {
  const roles = model.roles.map(({ name }) => quoted.text(shellWord(name)));
  const view = {
    stackPrefix: quoted.sh(stackName(model.project, '')),
    pipelineStackPrefix: quoted.sh(pipelineStackName(model.project, '')),
    otherRoles: roles.slice(0, -1),
    lastRole: roles.at(-1) ?? quoted.text("''"),
  };
  const own = templateFiles(SCRIPTS).map((name) => ({
    path: `scripts/${writtenPath(name)}`,
    contents: renderTemplate(`${SCRIPTS}/${name}`, view),
    executable: !name.includes('/'),
  }));
  const stack = renderTemplate(STACK, view);
  return [...own, { path: 'scripts/lib/stack.sh', contents: stack, executable: false }];
}
