import type { Model } from '../iam/model.ts';
import { substitute } from '../iam/template-string.ts';
import { pipelineStackName } from '../names.ts';
import { notes } from '../service/notes.ts';
import type { Service } from '../service/types.ts';
import { targetById } from '../targets/registry.ts';
import type { TargetReadme } from '../targets/types.ts';
import { quoted, renderTemplate, type View } from '../templates.ts';
import { firstDeployment } from './first-deployment.ts';
import { assumedBy, code, listed, prose, table } from './markdown.ts';
import { isFoundOut, namedValues, valueCells } from './named-values.ts';
import { policyPhrase, practices } from './practices.ts';

/** The README of the generated repo. `docs`: the folder docs/ as links from the file's place see it, '' or 'docs/'. */
export function readme(service: Service, target: TargetReadme, docs: '' | 'docs/'): string {
  const { answers, model, pipeline, environments } = service;
  const { needs, layout, edit, remove } = target;
  const deployment = pipeline === undefined ? '' : firstDeployment(pipeline, environments);
  return renderTemplate('starter/README.md.ejs', {
    docs: quoted.text(docs),
    target: quoted.md(withArticle(targetById(answers.target).title)),
    hasPipeline: pipeline !== undefined,
    firstDeployment: quoted.text(deployment),
    hasFixedNames: hasFixedNames(`${deployment}${remove}`, service),
    needs: quoted.text(needs === '' ? '' : `${needs}, `),
    layout: quoted.text(layout),
    edit: quoted.text(edit),
    remove: quoted.text(remove),
    ...roleViews(service),
    ...environmentViews(environments),
    ...valueViews(service),
    ...practices(model),
  });
}

/** docs/use-the-roles.md: how other infrastructure code refers to the roles. */
export function useTheRoles(project: string, target: TargetReadme): string {
  return renderTemplate('starter/use-the-roles.md.ejs', {
    project: quoted.md(project),
    use: quoted.text(target.use),
  });
}

function roleViews(service: Service): View {
  const { model } = service;
  const { project, serviceLinkedRoles } = model;
  const shared = sharedThings(model);
  const worthKnowing = notes(service);
  return {
    project: quoted.md(project),
    roles: model.roles.map((role) => ({
      name: quoted.text(code(substitute(role.name, { project }))),
      assumedBy: quoted.text(assumedBy(role)),
      purpose: quoted.text(prose(role.purpose)),
    })),
    roleWords: quoted.text(
      model.roles.map(({ name }) => withVariable(substitute(name, { project }))).join(' '),
    ),
    hasServiceLinkedRole: serviceLinkedRoles.includes('ecs.amazonaws.com'),
    hasShared: shared.length > 0,
    shared: quoted.text(listed(shared)),
    hasNotes: worthKnowing.length > 0,
    notes: worthKnowing.map(quoted.md),
  };
}

/** A name's pattern as a shell word: the environment is the variable ENV. */
function withVariable(pattern: string): string {
  return pattern.replace(/<environment>(?=\w)/g, '${ENV}').replaceAll('<environment>', '$ENV');
}

function environmentViews(environments: Service['environments']): View {
  const names = environments.map(({ name }) => name);
  const [first = '', ...others] = names;
  return {
    environmentCount: quoted.text(
      names.length === 1 ? 'one environment' : `${names.length} environments`,
    ),
    environments: quoted.text(listed(names.map(code))),
    firstEnvironment: quoted.sh(first),
    hasOthers: others.length > 0,
    nextEnvironment: quoted.text(code(others[0] ?? '')),
  };
}

function valueViews(service: Service): View {
  const values = namedValues(service);
  const foundOut = values.filter(isFoundOut).map(({ name }) => code(name));
  const [header = [], ...rows] = valueCells(values, service.environments);
  return {
    findsOut: foundOut.length > 0,
    foundOut: quoted.text(listed(foundOut)),
    values: quoted.text(table(header, rows)),
  };
}

/** True where commands name what only the first environment has. */
function hasFixedNames(commands: string, service: Service): boolean {
  const values = namedValues(service).map((one) => one.values);
  const stacks = service.environments.map(({ name }) =>
    pipelineStackName(service.model.project, name),
  );
  return [...values, stacks].some(([first, ...others]) => {
    if (first === undefined || others.every((other) => other === first)) return false;
    return commands.includes(first);
  });
}

/** What environments of an account share, one Markdown phrase each. */
function sharedThings(model: Model): readonly string[] {
  const { repository, project } = model;
  return [
    ...model.serviceLinkedRoles.map((service) => `the service-linked role of ${code(service)}`),
    ...(repository === undefined ? [] : ['the ECR repository']),
    ...model.resourcePolicies
      .filter(({ kind }) => kind !== 'ecr-repository')
      .map((policy) => policyPhrase(policy, project)),
    ...model.oidcProviders.map(({ url }) => `the identity provider ${code(url)}`),
  ];
}

/** `CloudFormation template` → `a CloudFormation template`; plurals stand alone. */
function withArticle(title: string): string {
  const [words = ''] = title.split(' (');
  if (words.endsWith('s')) return title;
  return `${/^[AEIOU]/.test(title) ? 'an' : 'a'} ${title}`;
}
