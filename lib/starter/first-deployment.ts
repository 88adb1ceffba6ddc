import type { Environment } from '../iam/model.ts';
import type { Placeholder } from '../iam/placeholders.ts';
import { missingForPipeline } from '../service/pipeline/build-pipeline.ts';
import type { Pipeline } from '../service/pipeline/types.ts';
import { environmentWord } from '../targets/environment-word.ts';
import { quoted, renderTemplate } from '../templates.ts';
import { code, listed } from './markdown.ts';

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
] as const satisfies readonly Placeholder[];

/** The README's steps from a fresh clone to the first deployment; Markdown. */
export function firstDeployment(pipeline: Pipeline, environments: readonly Environment[]): string {
  const { source } = pipeline;
  return renderTemplate('starter/first-deployment.md.ejs', {
    ...Object.fromEntries(WORDS.map((name) => [name, wordOf(name, environments)])),
    stages: quoted.text(listed(stageWords(pipeline, environments))),
    codeconnections: source === 'codeconnections',
    codecommit: source === 'codecommit',
    s3: source === 's3',
    ecr: source === 'ecr',
    connectionMissing: environments.some((one) => missingForPipeline(pipeline, one).length > 0),
    blueGreen: pipeline.deploy === 'codedeploy',
  });
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
