import { parse } from 'yaml';
import type { BuildProject } from '../../../lib/service/pipeline/types.ts';
import { renderPipelineFiles } from '../../../lib/starter/pipeline-files.ts';
import { everythingAnswers } from '../../support/answers.ts';
import { builtPipeline, PIPELINE_KINDS } from '../../support/pipeline-kinds.ts';

interface Buildspec {
  readonly phases: Readonly<Record<string, { readonly commands: readonly string[] }>>;
}

/** What bash and CodeBuild set in every build. */
const ALWAYS_SET = /^(PWD|AWS_REGION|CODEBUILD_\w+)$/;

const CASES = [
  ...PIPELINE_KINDS.map(({ name, answers }) => [name, answers] as const),
  ['secrets, files and no task role', withoutTaskRole()] as const,
];

function withoutTaskRole() {
  const [defaults] = PIPELINE_KINDS;
  if (defaults === undefined) throw new Error('There is no kind of pipeline.');
  const { secrets, parameters, envFiles } = everythingAnswers();
  return {
    ...defaults.answers,
    ...{ deploy: 'build' as const, secrets, parameters, envFiles },
    roles: ['task-execution', 'codebuild', 'codepipeline'] as const,
  };
}

const ROWS = CASES.flatMap(([kind, answers]) => {
  const service = builtPipeline(answers);
  const files = new Map(renderPipelineFiles(service).map((file) => [file.path, file.contents]));
  const folder = `${answers.sourceFolder}/`;
  const read = (path: string) =>
    files.get(path.startsWith(folder) ? path.slice(folder.length) : path) ?? '';
  return service.pipeline.projects.map(
    (project) => [kind, project.id, project, namesRead(project, read)] as const,
  );
});

/** The variables that a project's commands use and do not set, and those of the files they fill. */
function namesRead(
  { buildspec }: BuildProject,
  read: (path: string) => string,
): ReadonlySet<string> {
  const text = buildspec.kind === 'inline' ? buildspec.contents : read(buildspec.path);
  const { phases }: Buildspec = parse(text);
  const script = Object.values(phases)
    .flatMap(({ commands }) => commands)
    .join('\n');
  const filled = [...script.matchAll(/fill\.sh (\S+)(?: ([A-Z_0-9]+))?/g)].flatMap(
    ([, path = '', suffix]) =>
      matches(read(path), /\$\{([A-Z_0-9]+)/g).map((name) =>
        suffix === undefined || ['AWS_REGION', 'CONTAINER'].includes(name)
          ? name
          : `${name}_${suffix}`,
      ),
  );
  const used = [...matches(script, /\$\{?([A-Z_0-9]+)/g), ...filled];
  const set = new Set(matches(script, /(?:^|export )([A-Z_0-9]+)=/gm));
  return new Set(used.filter((name) => !set.has(name) && !ALWAYS_SET.test(name)));
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found);
}

test.each(ROWS)(
  '%s: project %s has the variables that its buildspec reads and no others',
  (...row) => {
    const [, , { variables }, names] = row;
    expect(variables.map(({ name }) => name).sort()).toEqual([...names].sort());
  },
);

test('a buildspec that fills the task definition reads what that names', () => {
  const [, , , names] =
    ROWS.find(([kind, id]) => kind === 'the build deploys' && id === 'deploy') ?? [];
  expect(names).toContain('EXECUTION_ROLE_ARN');
});
