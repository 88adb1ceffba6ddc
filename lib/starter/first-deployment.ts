import { crossesAccounts } from '../answers/accounts.ts';
import { promotes } from '../answers/promotion.ts';
import type { Environment } from '../iam/model.ts';
import type { Placeholder } from '../iam/placeholders.ts';
import { isProduction, pipelineStackName } from '../names.ts';
import { missingForPipeline } from '../service/pipeline/build-pipeline.ts';
import { served } from '../service/pipeline/build-variables.ts';
import { shownTaskDefinitionPath } from '../service/pipeline/task-definition.ts';
import type { Pipeline, Workflow } from '../service/pipeline/types.ts';
import type { Service } from '../service/types.ts';
import { shellText } from '../shell.ts';
import { environmentWord } from '../targets/environment-word.ts';
import { quoted, renderTemplate, type View } from '../templates.ts';
import { folderView } from './folder-view.ts';
import { launchView } from './launch-view.ts';
import { code, listed } from './markdown.ts';
import { namedValues } from './named-values.ts';
import { variablesOfGithub } from './workflow-file.ts';

/** True where the commands of the steps, or those that remove it all, name what only the first environment has. */
export function hasFixedNames(steps: string, remove: string, service: Service): boolean {
  const commands = `${commandsIn(steps)}${remove}`;
  if (promotes(service.answers)) return servesByFixedNames(service.environments);
  const values = namedValues(service).map((one) => one.values);
  const stacks = service.environments.map(({ name }) =>
    pipelineStackName(service.model.project, name),
  );
  return [...values, stacks].some(([first, ...others]) => {
    if (first === undefined || others.every((other) => other === first)) return false;
    return wholeWord(first).test(commands);
  });
}

/** The lines to type; sentences may name an environment, too. */
function commandsIn(markdown: string): string {
  return [...markdown.matchAll(/^ *```bash\n([\s\S]*?)^ *```$/gm)].map(([, one]) => one).join('');
}

/** A name as a word of its own: `dev` is not in `shop-dev`. */
function wholeWord(name: string): RegExp {
  return new RegExp(`(?<![\\w-])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\w)`);
}

/** The same with one pipeline, whose own names are those of home in every command. */
function servesByFixedNames(environments: readonly Environment[]): boolean {
  return WORDS.filter((name) => !OF_HOME.includes(name)).some((name) => {
    const [first, ...others] = environments.map(({ values }) => values[name]);
    const word = environmentWord(environments, ({ values }) => values[name] ?? '');
    return others.some((other) => other !== first) && !word.includes('$ENV');
  });
}

/** Values that stand in the commands, each as one shell word. */
const WORDS = [
  'project',
  'sourceRepository',
  'branch',
  'sourceBucket',
  'sourceKey',
  'repository',
  'cluster',
  'logGroup',
  'service',
  'family',
  'pipelineName',
  'githubEnvironment',
] as const satisfies readonly Placeholder[];

/** The steps from a fresh clone to the first deployment; none where nothing here deploys. */
export function deploymentSteps(service: Service): string {
  const { answers, model, pipeline, workflow, environments } = service;
  if (pipeline === undefined && workflow === undefined) return '';
  const isOne = promotes(answers);
  const home = environments.filter(({ name }) => name === model.home);
  return renderTemplate('starter/first-deployment.md.ejs', {
    ...Object.fromEntries(
      WORDS.map((name) => [
        name,
        isOne && OF_HOME.includes(name) ? literalOf(name, home) : wordOf(name, environments),
      ]),
    ),
    isOne,
    ...folderView(answers),
    ...(isOne && promotionView(service)),
    isGithub: workflow !== undefined,
    makesProvider: answers.oidcProvider === 'create',
    hasExec: answers.exec === 'task',
    ...launchView(answers),
    taskdef: quoted.text(shownTaskDefinitionPath(answers)),
    ...(pipeline && pipelineView(pipeline, isOne ? home : environments)),
    ...(workflow && workflowView(workflow, environments)),
  });
}

/** What one pipeline of several environments has in home alone. */
const OF_HOME: readonly Placeholder[] = [
  'sourceRepository',
  'branch',
  'sourceBucket',
  'sourceKey',
  'repository',
  'pipelineName',
];

function literalOf(name: Placeholder, [home]: readonly Environment[]) {
  return quoted.text(shellText(home?.values[name] ?? ''));
}

/** Where each step of the first deployment is made, with one pipeline of several environments. */
function promotionView({ answers, model, pipeline, environments }: Service): View {
  const away = pipeline?.elsewhere.map(({ environment }) => environment) ?? [];
  const accountOf = (name: string) =>
    environments.find((one) => one.name === name)?.values.account ?? '';
  const services = served(answers).map(({ name }) => name);
  return {
    home: quoted.text(model.home),
    homeName: quoted.text(code(model.home)),
    homeAccount: quoted.text(code(accountOf(model.home))),
    crossesAccounts: crossesAccounts(answers),
    away: away.map((name) => ({
      name: quoted.text(name),
      account: quoted.text(accountOf(name)),
    })),
    services: quoted.text(listed(services.map(code))),
    places: quoted.text(
      listed(environments.map(({ name }) => `${code(name)} in ${code(accountOf(name))}`)),
    ),
  };
}

function pipelineView(pipeline: Pipeline, environments: readonly Environment[]): View {
  const { source } = pipeline;
  return {
    stages: quoted.text(listed(stageWords(pipeline, environments))),
    codeconnections: source === 'codeconnections',
    codecommit: source === 'codecommit',
    s3: source === 's3',
    ecr: source === 'ecr',
    lacksConnection: environments.some(({ values }) => values.connectionId === undefined),
    connectionMissing: environments.some((one) => missingForPipeline(pipeline, one).length > 0),
    blueGreen: pipeline.deploy === 'codedeploy',
    imageAlone: pipeline.deploy === 'pipeline',
  };
}

function workflowView(workflow: Workflow, environments: readonly Environment[]): View {
  const { subjects, codeDeploy } = workflow;
  const [{ values = {} } = {}] = environments;
  const { githubOwner = '', githubRepository = '', oidcAudience = '' } = values;
  const production = environments.filter(({ name }) => isProduction(name));
  const lacking = new Set(environments.flatMap(variablesOfGithub));
  return {
    names: quoted.text(listed(environments.map(({ name }) => code(name)))),
    // The IDs of an immutable subject are no part of the repository's address.
    githubPath: quoted.text(`${githubOwner}/${githubRepository}`.replace(/@\d+/g, '')),
    audience: quoted.text(oidcAudience),
    usesEnvironments: subjects.environment,
    byBranch: subjects.environment || subjects.branch,
    byTag: subjects.tag,
    hasProduction: production.length > 0,
    production: quoted.text(listed(production.map(({ name }) => code(name)))),
    lacksAccount: lacking.has('AWS_ACCOUNT_ID'),
    lacksRegion: lacking.has('AWS_REGION'),
    blueGreen: codeDeploy !== undefined,
  };
}

function wordOf(name: Placeholder, environments: readonly Environment[]) {
  return quoted.text(environmentWord(environments, ({ values }) => values[name] ?? ''));
}

/** The stages in order; the approval with the environments that ask for it. */
function stageWords({ stages }: Pipeline, environments: readonly Environment[]): readonly string[] {
  const asking = environments.filter(({ values }) => values.approval === 'true');
  return stages.flatMap(({ name, onlyWith }) => {
    if (onlyWith === undefined) return [code(name)];
    if (asking.length === 0) return [];
    return [`${code(name)} (in ${listed(asking.map((one) => code(one.name)))})`];
  });
}
