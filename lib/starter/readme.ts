import type { Service } from '../service/types.ts';
import { targetById } from '../targets/registry.ts';
import type { TargetReadme } from '../targets/types.ts';
import { quoted, renderTemplate, type View } from '../templates.ts';
import { deploymentSteps, hasFixedNames } from './first-deployment.ts';
import { folderView } from './folder-view.ts';
import { code, listed, table } from './markdown.ts';
import { isFoundOut, namedValues, valueCells } from './named-values.ts';
import { practices, roleViews } from './readme-roles.ts';

/** The README of the generated repo. `docs`: the folder docs/ as links from the file's place see it, '' or 'docs/'. */
export function readme(service: Service, target: TargetReadme, docs: '' | 'docs/'): string {
  const { answers, model, pipeline, workflow } = service;
  const { needs, layout, edit, remove } = target;
  const deployment = deploymentSteps(service);
  return renderTemplate('starter/README.md.ejs', {
    docs: quoted.text(docs),
    ...folderView(answers),
    target: quoted.md(withArticle(targetById(answers.target).title)),
    hasPipeline: pipeline !== undefined,
    hasWorkflow: workflow !== undefined,
    firstDeployment: quoted.text(deployment),
    hasFixedNames: hasFixedNames(deployment, pipeline === undefined ? '' : remove, service),
    needs: quoted.text(needs === '' ? '' : `${needs}, `),
    layout: quoted.text(layout),
    edit: quoted.text(edit),
    remove: quoted.text(remove),
    ...roleViews(service),
    ...environmentViews(service.environments),
    ...valueViews(service),
    ...practices(model),
  });
}

function environmentViews(environments: Service['environments']): View {
  const names = environments.map(({ name }) => name);
  const [first = '', ...others] = names;
  const [region = '', ...regions] = environments.map(({ values }) => values.region ?? '');
  return {
    // Where the Region is known, no command is to go where the profile of the shell leads.
    hasRegion: region !== '',
    region: quoted.sh(region),
    otherRegion: region !== '' && regions.some((one) => one !== region),
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

/** `CloudFormation template` → `a CloudFormation template`; plurals stand alone. */
function withArticle(title: string): string {
  const [words = ''] = title.split(' (');
  if (words.endsWith('s')) return title;
  return `${/^[AEIOU]/.test(title) ? 'an' : 'a'} ${title}`;
}
