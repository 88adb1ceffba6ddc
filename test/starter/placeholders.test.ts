import type { Answers } from '../../lib/answers/types.ts';
import { isPlaceholder, placeholderSpec } from '../../lib/iam/placeholders.ts';
import { buildService } from '../../lib/service/build-service.ts';
import type { Service } from '../../lib/service/types.ts';
import { renderStarter } from '../../lib/starter/render-starter.ts';
import { TARGETS } from '../../lib/targets/registry.ts';
import type { RenderedFile } from '../../lib/targets/types.ts';
import { everythingAnswers } from '../support/answers.ts';
import { PIPELINE_KINDS, type PipelineCase } from '../support/pipeline-kinds.ts';
import { EACH, THREE_ACCOUNTS } from '../support/promotion-cases.ts';

const ALL: readonly PipelineCase[] = [
  { name: 'everything', answers: everythingAnswers() },
  ...PIPELINE_KINDS,
  ...PIPELINE_KINDS.map(under('three accounts', THREE_ACCOUNTS)),
  ...PIPELINE_KINDS.slice(0, 2).map(under('a pipeline each', EACH)),
];

function under(what: string, more: Partial<Answers>) {
  return ({ name, answers }: PipelineCase): PipelineCase => ({
    name: `${name}, ${what}`,
    answers: { ...answers, ...more },
  });
}

const TARGET_IDS = TARGETS.map(({ id }) => id);

/** Files about placeholders, and those whose reader fills them. */
const HOLDS_THEM =
  /^(README\.md|ecs-iam\.json|docs\/|tests\/permissions\.json|scripts\/lib\/iam\.jq)/;
/** Comments and descriptions. */
const PROSE = /^\s*(#|\/\/|\*|\/\*)|description/i;

function placeholdersLeft({ path, contents }: RenderedFile): readonly string[] {
  if (HOLDS_THEM.test(path)) return [];
  const code = contents.split('\n').filter((line) => !PROSE.test(line));
  const names = [...code.join('\n').matchAll(/<(\w+)>/g)].map(([, name = '']) => name);
  const isFilled = (name: string) =>
    path === 'iam.lock.json' && isPlaceholder(name) && placeholderSpec(name).atDeploy === true;
  return names
    .filter((name) => isPlaceholder(name) && !isFilled(name))
    .map((name) => `${path}: ${name}`);
}

describe.each(TARGET_IDS)('target %s', (target) => {
  const repos = ALL.map(({ name, answers }) => {
    const service = buildService({ ...answers, target });
    return { name, service, render: once(service) };
  });

  test.each(repos)('no file has a placeholder that nobody fills: $name', async ({ render }) => {
    const files = await render();
    expect(files.flatMap(placeholdersLeft)).toEqual([]);
  });

  test.each(repos.filter(({ service }) => isOneAccount(service)))(
    "no file asks for home's account where there is one account: $name",
    async ({ render }) => {
      const files = await render();
      const asking = files.filter(
        ({ path, contents }) =>
          path !== 'docs/ecs-iam.schema.json' && /home_?account/i.test(contents),
      );
      expect(asking.map(({ path }) => path)).toEqual([]);
    },
  );

  test.each(repos)(
    'the script has a value for each name that it fills: $name',
    async ({ service, render }) => {
      const files = await render();
      const textOf = (name: string) => files.find(({ path }) => path === name)?.contents ?? '';
      const exports = textOf('scripts/deploy-taskdef.sh').match(/^export .*$/gm) ?? [];
      const set = exports.map((line) => line.replace(/^export (\w+)=.*/, '$1'));
      const read = [
        ...exports
          .slice(0, -1)
          .join('\n')
          .matchAll(/\$\{(\w+)\}/g),
      ].map(([, name = '']) => name);
      const filled = [...textOf('pipeline/taskdef.json').matchAll(/\$\{(\w+)\}/g)].map(
        ([, name = '']) => name,
      );
      expect(filled.length).toBeGreaterThan(0);
      for (const { values } of service.environments) {
        const known = [...Object.keys(values).map(asVariable), ...AT_DEPLOY, ...set];
        const wanted = new Set([
          ...read,
          ...filled,
          'CLUSTER',
          'SERVICE',
          'CONTAINER',
          'FAMILY',
          'REGISTRY',
          'REPOSITORY',
        ]);
        expect([...wanted].filter((name) => !known.includes(name))).toEqual([]);
      }
    },
  );
});

/** What every script finds out where it runs, under both of its names. */
const AT_DEPLOY = ['ACCOUNT', 'REGION', 'AWS_REGION', 'PARTITION', 'DNS_SUFFIX'];

function asVariable(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/** Renders a repo when it is first asked for. */
function once(service: Service): () => Promise<readonly RenderedFile[]> {
  let files: Promise<readonly RenderedFile[]> | undefined;
  return () => {
    files ??= renderStarter(service);
    return files;
  };
}

function isOneAccount({ environments }: Service): boolean {
  return environments.every(({ values }) => values.account === undefined);
}
