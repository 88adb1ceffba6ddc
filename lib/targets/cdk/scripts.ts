import { pipelineStackName, sharedStackName, stackName } from '../../names.ts';
import type { Service } from '../../service/types.ts';
import { quoted, renderTemplate, templateFiles, writtenPath } from '../../templates.ts';
import { textFile } from '../files.ts';
import type { RenderedFile } from '../types.ts';

const SCRIPTS = 'targets/cdk/scripts';
/** A CDK app deploys a CloudFormation stack: what is known of stacks is written once. */
const STACK = 'targets/cloudformation/scripts/lib/stack.sh.ejs';

/** `scripts/deploy-iam.sh`, `scripts/destroy-iam.sh` and what both stand on. */
export function renderScripts(service: Service): readonly RenderedFile[] {
  const { project } = service.model;
  const { shared } = service;
  const view = {
    stackPrefix: quoted.sh(stackName(project, '')),
    pipelineStackPrefix: quoted.sh(pipelineStackName(project, '')),
    shared: shared.map((unit) => ({
      environments: quoted.text(unit.environments.join(' | ')),
      stack: quoted.sh(sharedStackName(project, unit.name)),
    })),
    // The one unit without a name is every environment's.
    isShared: shared.some(({ name }) => name === undefined),
    hasDestinations: shared.some(({ policies }) =>
      policies.some(({ kind }) => kind === 'logs-destination'),
    ),
  };
  const own = templateFiles(SCRIPTS).map((name) => ({
    path: `scripts/${writtenPath(name)}`,
    contents: renderTemplate(`${SCRIPTS}/${name}`, view),
    executable: !name.includes('/'),
  }));
  return [...own, textFile('scripts/lib/stack.sh', renderTemplate(STACK, view))];
}
