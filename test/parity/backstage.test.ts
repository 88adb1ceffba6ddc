import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { filledIn, formFaults, readTemplate, rendered } from '../backstage/portal.ts';
import { runBin, tree } from '../support/built-bin.ts';
import { describeInFull, IN_FULL } from '../support/in-full.ts';
import { describeWithout } from '../support/tools.ts';

/** What a scaffolder's backend has, with the one version that it does not ask for by itself. */
const BACKEND = {
  private: true,
  dependencies: {
    '@backstage/plugin-scaffolder-backend-module-yeoman': '^0.4.26',
    '@backstage/plugin-scaffolder-common': '^2.4.0',
  },
  overrides: { '@backstage/plugin-scaffolder-node-test-utils': '0.3.14' },
};

/** Takes the template by Backstage's validator, then runs the action as the scaffolder does. */
const RUN = `
const { createRunYeomanAction } = require('@backstage/plugin-scaffolder-backend-module-yeoman');
const { templateEntityV1beta3Validator } = require('@backstage/plugin-scaffolder-common');
const { entity, input, workspacePath } = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
const logger = { info() {}, warn() {}, error() {}, debug() {} };
(async () => {
  if (!(await templateEntityV1beta3Validator.check(entity))) throw new Error('No template.');
  await createRunYeomanAction().handler({ input, workspacePath, logger });
})().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
`;

const PRESET = {
  name: 'acme',
  defaults: { environments: ['dev', 'live'], grants: ['xray'] },
  locked: { target: 'cli', source: 's3' },
  mandatoryTags: { team: '*' },
};

const FILLED = {
  project: 'shop',
  tag_team: 'a',
  sourceBucket: 'shop-source',
  sourceKey: 'source.zip',
  secrets: ['shop/a', 'shop/b'],
  repoUrl: 'github.com?owner=acme&repo=shop',
};

const folder = mkdtempSync(join(tmpdir(), 'ecs iam portal '));
const installed = !IN_FULL || installBackend();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Installs the backend's packages and this one; false where npm does not answer. */
function installBackend(): boolean {
  const npm = (...words: readonly string[]) => {
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
    const options = { cwd: folder, encoding: 'utf8', timeout: 400_000 } as const;
    return spawnSync('npm', [...words, ...quiet, '--fetch-retries=1'], options).status === 0;
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(BACKEND));
  if (!npm('pack', resolve('.'))) return false;
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  return tarball !== undefined && npm('install', `./${tarball}`);
}

const define = installed
  ? describeInFull
  : (name: string) => describeWithout(name, 'the npm registry does not answer');

define("Backstage's own module", () => {
  test('takes the template, and writes the repo that flags give', () => {
    const place = join(folder, 'node_modules/ecs-iam-preset-acme');
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'preset.json'), JSON.stringify(PRESET));
    writeFileSync(join(folder, 'run.cjs'), RUN);
    const template = readTemplate(runBin(folder, ['backstage', '--preset', 'acme']).stdout);
    const values = filledIn(template, FILLED);
    expect(formFaults(template, values)).toEqual([]);
    const workspacePath = join(mkdtempSync(join(tmpdir(), 'ecs iam workspace ')), 'shop');
    mkdirSync(workspacePath);
    const options = Object(rendered(template.options, values));
    const input = {
      namespace: 'ecs-iam:app',
      options: { ...options, id: 'abcd1234', quiet: true },
    };
    const run = spawnSync(process.execPath, ['run.cjs'], {
      cwd: folder,
      encoding: 'utf8',
      input: JSON.stringify({ entity: template.entity, input, workspacePath }),
    });
    expect([run.status, run.stderr]).toEqual([0, '']);
    const words = [
      ...['new', 'shop', '--yes', '--quiet', '--id', 'abcd1234', '--preset', 'acme'],
      ...['--project', 'shop', '--tag', 'team=a', '--source-bucket', 'shop-source'],
      ...[
        '--source-key',
        'source.zip',
        '--secrets',
        'shop/a,shop/b',
        '--repository-id',
        'acme/shop',
      ],
    ];
    expect(runBin(folder, words)).toMatchObject({ status: 0, stderr: '' });
    expect(tree(workspacePath)).toEqual(tree(join(folder, 'shop')));
    rmSync(join(workspacePath, '..'), { recursive: true });
  });

  test('reports an option that the generator does not have', () => {
    const input = { namespace: 'ecs-iam:app', options: { yes: true, trget: 'cli' } };
    const entity = readTemplate(runBin(folder, ['backstage']).stdout).entity;
    const run = spawnSync(process.execPath, ['run.cjs'], {
      cwd: folder,
      encoding: 'utf8',
      input: JSON.stringify({ entity, input, workspacePath: join(folder, 'none') }),
    });
    expect([run.status, run.stderr]).toEqual([
      1,
      expect.stringContaining("Unknown option 'trget'."),
    ]);
  });
});
