import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answers } from '../../../lib/answers/types.ts';
import type { AccountFacts } from '../../../lib/iam/fill.ts';
import type { Environment } from '../../../lib/iam/model.ts';
import { pipelineStackName, stackName } from '../../../lib/names.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { missingForPipeline } from '../../../lib/service/pipeline/build-pipeline.ts';
import { renderStarter } from '../../../lib/starter/render-starter.ts';
import { renderer } from '../../../lib/targets/cdk/render.ts';
import { sharedStacks } from '../../../lib/targets/cdk/shared-stack-file.ts';
import type { RenderedFile } from '../../../lib/targets/types.ts';
import { describeWithCdk, linkCdkModules } from '../../support/cdk-app.ts';
import {
  type BuiltPipeline,
  builtPipeline,
  environmentOf,
  filledPipeline,
  PIPELINE_KINDS,
  pipelineKind,
  withoutPipeline,
} from '../../support/pipeline-kinds.ts';
import { putFiles } from '../../support/put-files.ts';
import type { Template } from '../../support/template.ts';
import { describeWith } from '../../support/tools.ts';
import { FACTS } from '../../support/values.ts';
import { misformatted } from './misformatted.ts';
import { AWKWARD, TOOLS } from './rendered.ts';
import { runNode, synthesise, type Templates } from './synthesise.ts';
import {
  expectedPipeline,
  expectedProjects,
  exportsOf,
  synthesisedPipeline,
} from './synthesised-pipeline.ts';

const MINUTES = 60_000;
const DEFAULTS = pipelineKind('the defaults');

/** One pipeline that deploys to an environment in another account. */
const ACROSS: Answers = {
  ...DEFAULTS,
  environments: [
    { name: 'dev', values: { account: FACTS.account } },
    { name: 'prod', values: { account: '333333333333' } },
  ],
};

/** What else decides how a pipeline is printed, besides its kind. */
const MORE: readonly (readonly [name: string, answers: Answers])[] = [
  [
    'a key for the bucket that is made',
    {
      ...DEFAULTS,
      values: { ...DEFAULTS.values, artifactKmsKeyId: '1234abcd-12ab-34cd-56ef-1234567890ab' },
    },
  ],
  [
    'roles below a path, an environment with a place of its own, approval everywhere',
    {
      ...DEFAULTS,
      rolePath: '/team/shop/',
      approval: 'yes',
      environments: [
        { name: 'dev', values: { account: FACTS.account } },
        { name: 'pre_prod', values: { account: FACTS.account, region: FACTS.region } },
      ],
    },
  ],
  [
    'a pipeline for each environment',
    {
      ...DEFAULTS,
      pipeline: 'each',
      environments: [
        { name: 'dev', values: {} },
        { name: 'prod', values: { branch: 'release' } },
      ],
    },
  ],
  ['environments in several accounts', ACROSS],
  [
    'several accounts, CodeDeploy, and a key for the bucket that is made',
    {
      ...ACROSS,
      deploy: 'codedeploy',
      values: {
        ...ACROSS.values,
        loadBalancer: 'shop',
        artifactKmsKeyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
      },
    },
  ],
  [
    'a home without a service, and builds that deploy',
    { ...DEFAULTS, ...only(TOOLS, 'home', 'deploy', 'environments') },
  ],
  ['names and text that are awkward', { ...AWKWARD, ...only(DEFAULTS, 'values', 'repositoryId') }],
  ['names that are awkward, and no pipeline yet', AWKWARD],
];

const CASES = [...PIPELINE_KINDS.map(({ name, answers }) => [name, answers] as const), ...MORE];

const CHINA: AccountFacts = {
  account: '001122334455',
  partition: 'aws-cn',
  region: 'cn-north-1',
  dnsSuffix: 'amazonaws.com.cn',
};
const PLACES = { 'no account': FACTS, 'an account': FACTS, China: CHINA };

function only<T, Key extends keyof T>(object: T, ...keys: readonly Key[]): Pick<T, Key> {
  return Object.fromEntries(keys.map((key) => [key, object[key]])) as Pick<T, Key>;
}

describeWithCdk('the generated app with a pipeline', () => {
  const top = mkdtempSync(join(tmpdir(), 'cdk pipeline '));
  const apps = CASES.map(([name, answers], index) => ({
    ...builtPipeline(answers),
    name,
    folder: join(top, `case-${index}`, 'iam'),
    /** The same app without its pipeline. */
    without: join(top, `without-${index}`, 'iam'),
  }));
  const folders = apps.map(({ folder }) => folder);
  const [first = ''] = folders;
  let templates: Templates;

  beforeAll(async () => {
    for (const app of apps) {
      putFiles(join(app.folder, '..'), renderer.render(app));
      putFiles(join(app.without, '..'), renderer.render(withoutPipeline(app)));
      linkCdkModules(app.folder);
      linkCdkModules(app.without);
    }
    templates = await synthesise(
      top,
      apps.flatMap(({ folder, without }) => [folder, without]),
      { ...PLACES, 'no account': null },
    );
  }, 5 * MINUTES);
  afterAll(() => rmSync(top, { recursive: true, force: true }));

  test(
    'the compiler finds nothing',
    async () => {
      const { compilerOptions } = JSON.parse(readFileSync(join(first, 'tsconfig.json'), 'utf8'));
      const types = { typeRoots: [join(first, 'node_modules/@types')] };
      const config = { compilerOptions: { ...compilerOptions, ...types }, include: ['case-*/iam'] };
      writeFileSync(join(top, 'tsconfig.json'), JSON.stringify(config));
      expect(await runNode(['node_modules/typescript/bin/tsc', '-p', top], first)).toBe('');
    },
    5 * MINUTES,
  );

  test(
    'its own tests pass, cdk-nag among them',
    async () => {
      const { scripts } = JSON.parse(readFileSync(join(first, 'package.json'), 'utf8'));
      // By name: neither Node 20 nor the shell of Windows reads a pattern.
      expect(scripts.test).toBe(
        'node --import tsx --test test/iam-stack.test.ts test/pipeline-stack.test.ts',
      );
      const all = join(top, 'all.test.js');
      const lines = folders.map(
        (folder) => `require(${JSON.stringify(join(folder, 'test/pipeline-stack.test.ts'))});`,
      );
      writeFileSync(all, lines.join('\n'));
      const output = await runNode(['--import', 'tsx', '--test', all], first);
      expect(output).toMatch(/^# fail 0$/m);
      const pipelines = apps.flatMap(withStack).length;
      expect(output.match(/^ *ok .*cdk-nag finds nothing/gm)?.length).toBe(pipelines);
    },
    5 * MINUTES,
  );

  describe.each(apps)('$name', (app) => {
    const { model, pipeline, environments, folder, without } = app;
    const { project } = model;
    const shared = sharedStacks(app).map((one) => one.stackName);

    test.each(Object.entries(PLACES))(
      'synthesised for %s, its stacks make what the model says',
      (place, facts) => {
        const stacks = templates[folder]?.[place] ?? {};
        const isHere = ({ values }: Environment) =>
          (values.region ?? facts.region) === facts.region &&
          (values.partition ?? facts.partition) === facts.partition;
        const factsOf = ({ values }: Environment) => ({
          ...facts,
          account: values.account ?? facts.account,
        });
        const made = (one: Environment) => {
          const { name } = one;
          const roles = { parameters: {}, facts: factsOf(one), stack: stackName(project, name) };
          const imports = exportsOf(stackOf(stacks, roles.stack), roles);
          const stack = pipelineStackName(project, name);
          return synthesisedPipeline(stackOf(stacks, stack), { ...roles, stack, imports });
        };
        const path = model.roles[0]?.settings.path ?? '';
        const homes = complete(app).filter(isHere);
        expect(homes.map(made)).toEqual(
          homes.map((one) =>
            expectedPipeline(filledPipeline(pipeline, one, facts), path, factsOf(one)),
          ),
        );
        const [home] = homes;
        const elsewhere = home ? filledPipeline(pipeline, home, facts).elsewhere : [];
        expect(elsewhere.map((one) => made(environmentOf(app, one.environment)))).toEqual(
          elsewhere.map(({ projects }) => expectedProjects(projects)),
        );
      },
    );

    test('the stacks with the roles are those of the app without a pipeline', () => {
      for (const place of Object.keys(PLACES)) {
        const roles = templates[without]?.[place] ?? {};
        expect(Object.keys(roles).sort()).toEqual(
          [...environments.map(({ name }) => stackName(project, name)), ...shared].sort(),
        );
        expect(templates[folder]?.[place]).toEqual({ ...templates[folder]?.[place], ...roles });
      }
    });

    test('there is a stack for each pipeline that lacks no value, and for projects elsewhere', () => {
      const names = Object.keys(templates[folder]?.['no account'] ?? {});
      const expected = [
        ...environments.map(({ name }) => stackName(project, name)),
        ...withStack(app).map((name) => pipelineStackName(project, name)),
        ...shared,
      ];
      expect(names.sort()).toEqual(expected.sort());
    });
  });

  describeWith(['cfn-lint'], 'cfn-lint', () => {
    test(
      'takes every pipeline',
      () => {
        const files = apps.flatMap((app) =>
          withStack(app).map((name) => {
            const stack = pipelineStackName(app.model.project, name);
            const file = join(top, `${app.name} ${stack}.json`);
            const template = stackOf(templates[app.folder]?.['no account'] ?? {}, stack);
            writeFileSync(file, JSON.stringify(template));
            return file;
          }),
        );
        expect(files.length).toBeGreaterThanOrEqual(CASES.length);
        const { stdout, stderr } = spawnSync('cfn-lint', files, { encoding: 'utf8' });
        expect(stdout + stderr).toBe('');
      },
      3 * MINUTES,
    );
  });
});

function complete({ pipeline, environments }: BuiltPipeline) {
  return environments.filter(
    (one) =>
      pipeline.environments.includes(one.name) && missingForPipeline(pipeline, one).length === 0,
  );
}

/** The environments that have a stack of the pipeline's, be it of build projects alone. */
function withStack(app: BuiltPipeline): readonly string[] {
  const elsewhere = app.pipeline.elsewhere.map(({ environment }) => environment);
  return [...complete(app).map(({ name }) => name), ...elsewhere];
}

function stackOf(stacks: Readonly<Record<string, Template>>, name: string): Template {
  const template = stacks[name];
  if (template === undefined) throw new Error(`There is no stack ${name}.`);
  return template;
}

describe.each(CASES)('the files: %s', (_, answers) => {
  const files: readonly RenderedFile[] = renderer.render(builtPipeline(answers));

  test('they are formatted as the tools of the language format them', () => {
    expect(misformatted(files)).toBe('');
  });

  test('they end with one newline, and no line with a blank', () => {
    for (const { contents } of files) expect(contents).toMatch(/[^\n]\n$/);
    for (const { contents } of files) expect(contents).not.toMatch(/[ \t\r]\n/);
  });

  test('no partition stands in the stack, and no account but those of other environments', () => {
    const stack = files.find(({ path }) => path === 'iam/lib/pipeline-stack.ts')?.contents ?? '';
    expect(stack).toContain('class PipelineStack');
    const [home = '', ...others] = answers.environments.map(({ values }) => values.account);
    const elsewhere = others.filter((account) => account !== undefined && account !== home);
    // Where a role exists, its ARN is what the user wrote.
    const own = Object.values(answers.existingRoles);
    const made = own.reduce((text, arn) => text.replaceAll(arn.split('<')[0] ?? '', ''), stack);
    const found = made.match(/arn:aws[:-]|\b\d{12}\b|<[a-z][A-Za-z]+>/g) ?? [];
    expect([...new Set(found)]).toEqual(elsewhere);
  });
});

test('why an environment has no pipeline stands where its values would', () => {
  const files = renderer.render(builtPipeline(AWKWARD));
  expect(files.find(({ path }) => path === 'iam/lib/environments.ts')?.contents).toContain(
    '  // Its pipeline is not made before it has repositoryId, connectionId.\n' +
      "  '1st': { ...named('1st') },\n",
  );
});

test('without a pipeline nothing of it is written', () => {
  const service = withoutPipeline(builtPipeline(DEFAULTS));
  const files = renderer.render(service).filter(({ path }) => path.startsWith('iam/'));
  const reported = files.filter(
    ({ path, contents }) => !path.endsWith('package-lock.json') && /PipelineStack/.test(contents),
  );
  expect(reported.map(({ path }) => path)).toEqual([]);
});

describeWith(['shellcheck'], 'shellcheck', () => {
  const inScripts = (name: string) => join('scripts', name);

  test('finds nothing in the scripts with a pipeline', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cdk '));
    try {
      putFiles(folder, await renderStarter(buildService({ ...DEFAULTS, target: 'cdk' })));
      const { stdout, status } = spawnSync(
        'shellcheck',
        ['-x', ...['deploy-iam.sh', 'deploy-pipeline.sh', 'destroy-iam.sh'].map(inScripts)],
        { cwd: folder, encoding: 'utf8' },
      );
      expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
