import type { Model } from '../iam/model.ts';
import { substitute } from '../iam/template-string.ts';
import { leftOutRoles, notes } from '../service/notes.ts';
import type { Service } from '../service/types.ts';
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

/** README.md of the generated repo. */
export function readme(service: Service, target: Renderer): string {
  const ofTarget = target.readme(service);
  return renderTemplate('starter/README.md.ejs', {
    ...roleViews(service),
    ...deployViews(service, ofTarget),
    ...pipelineViews(service, ofTarget),
    ...valueViews(service),
    ...practiceViews(service.model),
  });
}

function roleViews(service: Service): View {
  const { answers, model } = service;
  const { project } = model;
  const shared = sharedThings(model);
  const worthKnowing = notes(service);
  const leftOut = leftOutRoles(service);
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
    hasNotes: worthKnowing.length > 0,
    notes: worthKnowing.map(quoted.md),
    nothingLeftOut: leftOut.length === 0,
    leftOut: leftOut.map(({ id, title, why }) => ({
      id: quoted.code(id),
      title: quoted.md(title),
      why: quoted.text(prose(why)),
    })),
  };
}

function deployViews({ environments, pipeline }: Service, ofTarget: TargetReadme): View {
  const { needs, files, reference } = ofTarget;
  const names = environments.map(({ name }) => name);
  const [first = '', ...others] = names;
  return {
    environmentCount: quoted.text(
      names.length === 1 ? 'one environment' : `${names.length} environments`,
    ),
    environments: quoted.text(listed(names.map(code))),
    firstEnvironment: quoted.sh(first),
    otherEnvironments: others.map((name) => ({ title: quoted.md(name), word: quoted.sh(name) })),
    needs: needs.map(quoted.text),
    files: [...files, ...pipelineFiles(ofTarget, pipeline), ...FILES].map(([path, meaning]) => ({
      path: quoted.text(code(path)),
      meaning: quoted.text(meaning),
    })),
    reference: quoted.text(reference.trim()),
  };
}

function pipelineFiles(
  ofTarget: TargetReadme,
  pipeline: Service['pipeline'],
): TargetReadme['files'] {
  if (pipeline === undefined) return [];
  const builds = pipeline.source === 'ecr' ? [] : BUILD_FILES;
  return [...(ofTarget.pipeline?.files ?? []), ...builds, ...PIPELINE_FILES];
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
function pipelineViews({ environments, pipeline }: Service, ofTarget: TargetReadme): View {
  const [first] = environments;
  if (pipeline === undefined || first === undefined) {
    const none = quoted.text('');
    return { hasPipeline: false, firstDeployment: none, removePipeline: none };
  }
  const remove = ofTarget.pipeline?.remove(first) ?? [];
  return {
    hasPipeline: true,
    firstDeployment: quoted.text(firstDeployment(pipeline, environments)),
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

function valueViews(service: Service): View {
  const [header, ...rows] = valueCells(service);
  return {
    valuesHeader: quoted.text(`${tableRow(header)}\n${tableRow(header.map(() => '---'))}`),
    values: rows.map((row) => quoted.text(tableRow(row))),
    validation: service.environments.map((environment) => ({
      commands: quoted.text(
        blocks(
          `### ${prose(environment.name)}`,
          fenced('bash', validationCommands(service.model, environment)),
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
