import type { Answers } from '../answers/types.ts';
import type { Model } from '../iam/model.ts';
import { substitute } from '../iam/template-string.ts';
import { leftOutRoles } from '../service/left-out-roles.ts';
import { modelNotes } from '../service/model-notes.ts';
import type { Pipeline } from '../service/pipeline/types.ts';
import { targetById } from '../targets/registry.ts';
import type { Renderer, TargetReadme } from '../targets/types.ts';
import { quoted, renderTemplate, type View } from '../templates.ts';
import { firstDeployment, removePipeline } from './first-deployment.ts';
import { blocks, code, fenced, listed, prose, tableRow } from './markdown.ts';
import { practices } from './practices.ts';
import { valueCells } from './readme-values.ts';
import { sharedThings } from './shared-things.ts';
import { assumedBy } from './trust-words.ts';
import { validationCommands } from './validation-commands.ts';

/** What the README tells of. */
export interface Reported {
  readonly answers: Answers;
  readonly model: Model;
  readonly pipeline: Pipeline | undefined;
  readonly target: Renderer;
}

/** README.md of the generated repo. */
export function readme(reported: Reported): string {
  const { answers, model, pipeline } = reported;
  return renderTemplate('starter/README.md.ejs', {
    ...roleViews(answers, model),
    ...deployViews(reported),
    ...pipelineViews(reported),
    ...valueViews(answers, model, pipeline),
    ...practiceViews(model),
  });
}

function roleViews(answers: Answers, model: Model): View {
  const { project } = model;
  const shared = sharedThings(model);
  const notes = modelNotes(answers, model);
  const leftOut = leftOutRoles(answers);
  return {
    project: quoted.md(project),
    target: quoted.md(inSentence(targetById(answers.target).title)),
    roles: model.roles.map((role) => ({
      name: quoted.text(code(substitute(role.name, { project }))),
      assumedBy: quoted.text(assumedBy(role)),
      purpose: quoted.text(prose(role.purpose)),
    })),
    hasShared: shared.length > 0,
    shared: shared.map(quoted.text),
    hasNotes: notes.length > 0,
    notes: notes.map(quoted.md),
    nothingLeftOut: leftOut.length === 0,
    leftOut: leftOut.map(({ id, title, why }) => ({
      id: quoted.code(id),
      title: quoted.md(title),
      why: quoted.text(prose(why)),
    })),
  };
}

function deployViews({ model, pipeline, target }: Reported): View {
  const { needs, files, reference } = target.readme(model);
  const names = model.environments.map(({ name }) => name);
  const [first = '', ...others] = names;
  return {
    environmentCount: quoted.text(
      names.length === 1 ? 'one environment' : `${names.length} environments`,
    ),
    environments: quoted.text(listed(names.map(code))),
    firstEnvironment: quoted.sh(first),
    otherEnvironments: others.map((name) => ({ title: quoted.md(name), word: quoted.sh(name) })),
    needs: needs.map(quoted.text),
    files: [...files, ...pipelineFiles(target, model, pipeline), ...FILES].map(
      ([path, meaning]) => ({
        path: quoted.text(code(path)),
        meaning: quoted.text(meaning),
      }),
    ),
    reference: quoted.text(reference.trim()),
  };
}

function pipelineFiles(
  target: Renderer,
  model: Model,
  pipeline: Pipeline | undefined,
): TargetReadme['files'] {
  if (pipeline === undefined) return [];
  const own = target.pipelineReadme(pipeline, model).files;
  const builds = pipeline.source === 'ecr' ? [] : BUILD_FILES;
  return [...own, ...builds, ...PIPELINE_FILES];
}

const BUILD_FILES = [
  ['pipeline/buildspec.yml', 'what a build does: test, push, hand on to the deployment'],
] as const;

const PIPELINE_FILES = [
  ['pipeline/taskdef.json', 'the task definition, with places that the build fills in'],
  ['pipeline/fill.sh', 'fills them in'],
  ['scripts/deploy-pipeline.sh', 'makes or updates the pipeline of one environment'],
  ['scripts/first-revision.sh', 'registers the task definition that the service begins with'],
] as const;

/** The walk to the first deployment, and the way back. */
function pipelineViews({ model, pipeline, target }: Reported): View {
  const [first] = model.environments;
  if (pipeline === undefined || first === undefined) {
    const none = quoted.text('');
    return { hasPipeline: false, firstDeployment: none, removePipeline: none };
  }
  const remove = target.pipelineReadme(pipeline, model).remove(first.name);
  return {
    hasPipeline: true,
    firstDeployment: quoted.text(firstDeployment(pipeline)),
    removePipeline: quoted.text(removePipeline(remove)),
  };
}

const FILES = [
  ['scripts/deploy-iam.sh', 'makes or updates the roles of one environment; `--dry-run` shows how'],
  ['scripts/destroy-iam.sh', 'deletes the roles of one environment; `--dry-run` shows which'],
  [
    'scripts/validate-iam.sh',
    'compares the account with this repo; `--policy` prints the rights it needs',
  ],
  ['scripts/test-roles.sh', "asks IAM's simulator what each role may and may not do"],
  ['scripts/environments/', 'the values of each environment, for the scripts'],
  ['scripts/lib/', 'what the scripts have in common'],
  ['docs/roles.md', 'every role: who assumes it, what it may do, why each statement is there'],
  [
    'docs/operator-policy.*.json',
    'for each environment the rights that applying without another tool needs',
  ],
  ['ecs-iam.json', 'the answers; edit it and run `npx generator-ecs-iam` again'],
  ['ecs-iam.schema.json', 'the schema of the answers, for your editor'],
  ['.yo-rc.json', 'what the generator wrote last, so that it knows which files you edited'],
] as const;

function valueViews(answers: Answers, model: Model, pipeline: Pipeline | undefined): View {
  const [header, ...rows] = valueCells(model, answers.target, pipeline);
  return {
    valuesHeader: quoted.text(`${tableRow(header)}\n${tableRow(header.map(() => '---'))}`),
    values: rows.map((row) => quoted.text(tableRow(row))),
    validation: model.environments.map((environment) => ({
      commands: quoted.text(
        blocks(
          `### ${prose(environment.name)}`,
          fenced('bash', validationCommands(model, environment)),
        ),
      ),
    })),
  };
}

function practiceViews(model: Model): View {
  const { leastPrivilege, managedPolicies, separateRoles, resourcePolicies } = practices(model);
  return {
    leastPrivilege: quoted.text(leastPrivilege),
    managedPolicies: quoted.text(managedPolicies),
    separateRoles: quoted.text(separateRoles),
    resourcePolicies: quoted.text(resourcePolicies),
  };
}

/** `CloudFormation template` → `a CloudFormation template`; plurals stand alone. */
function inSentence(title: string): string {
  const [words = ''] = title.split(' (');
  if (words.endsWith('s')) return title;
  return `${/^[AEIOU]/.test(title) ? 'an' : 'a'} ${title}`;
}
