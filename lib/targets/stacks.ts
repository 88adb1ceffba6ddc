import { pipelineStackName, sharedStackName, stackName } from '../names.ts';
import type { SharedUnit } from '../service/shared-units.ts';
import type { Service } from '../service/types.ts';
import { quoted, renderTemplate, type View } from '../templates.ts';
import { emptyBucketLines } from './empty-bucket.ts';
import { environmentWord } from './environment-word.ts';
import { renderFolder, textFile } from './files.ts';
import { exampleEnvironment } from './target-readme.ts';
import type { RenderedFile } from './types.ts';

/** The targets whose roles stand in CloudFormation stacks, whichever tool deploys them. */
type StackTarget = 'cloudformation' | 'cdk';

const DEPLOY = 'scripts/deploy-iam.sh';

/** `scripts/deploy-iam.sh`, `scripts/destroy-iam.sh` and `scripts/lib/stack.sh`. */
export function renderStackScripts(
  target: StackTarget,
  { model, shared, environments }: Service,
  templateOf?: (unit: SharedUnit) => string,
): readonly RenderedFile[] {
  const { project } = model;
  const view: View = {
    stackPrefix: quoted.sh(stackName(project, '')),
    pipelineStackPrefix: quoted.sh(pipelineStackName(project, '')),
    sharedUnits: shared.map((unit) => ({
      environments: quoted.text(unit.environments.join(' | ')),
      stack: quoted.sh(sharedStackName(project, unit.name)),
      template: quoted.sh(templateOf?.(unit) ?? ''),
    })),
    hasTemplates: templateOf !== undefined,
    hasRoles: model.roles.length > 0,
    hasShared: shared.length > 0,
    // The one unit without a name is every environment's.
    isShared: shared.some(({ name }) => name === undefined),
    someHaveNone: environments.some(
      ({ name }) => !shared.some((unit) => unit.environments.includes(name)),
    ),
    hasDestinations: shared.some(({ policies }) =>
      policies.some(({ kind }) => kind === 'logs-destination'),
    ),
    deployStack: quoted.text(renderTemplate(`targets/stack-tools/${target}.sh`)),
  };
  const deploy = renderTemplate(`targets/${target}/${DEPLOY}.ejs`, view);
  return [
    { ...textFile(DEPLOY, deploy), executable: true },
    ...renderFolder('targets/stack', view),
  ];
}

/** What the README of such a target says of its stacks. */
export function stackReadmeView(service: Service) {
  const { model, pipeline, environments, shared } = service;
  const { project } = model;
  const piped = environments.filter(({ name }) => pipeline?.environments.includes(name));
  const [unit] = shared;
  return {
    stack: quoted.text(stackName(project, environments[0]?.name ?? '')),
    usedStack: quoted.text(stackName(project, exampleEnvironment(service))),
    hasShared: unit !== undefined,
    sharedStack: quoted.text(sharedStackName(project, unit?.name)),
    hasPipeline: pipeline !== undefined,
    makesBucket: pipeline?.bucket.existing === false,
    // The stacks with the build projects that other accounts have.
    elsewhere: (pipeline?.elsewhere ?? []).map(({ environment }) => ({
      environment: quoted.text(environment),
      stack: quoted.text(pipelineStackName(project, environment)),
    })),
    emptyBucket: quoted.text(pipeline === undefined ? '' : emptyBucketLines(pipeline, piped)),
    pipelineStack: quoted.text(
      piped.length < environments.length
        ? pipelineStackName(project, model.home)
        : environmentWord(environments, ({ name }) => pipelineStackName(project, name)),
    ),
  } satisfies View;
}
