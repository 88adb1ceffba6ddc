import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createEnv } from 'yeoman-environment';
import AppGenerator from '../../generators/app/index.ts';
import { NEW_FLAGS } from '../../lib/answers/flags.ts';
import { readOptions } from '../../lib/answers/option-values.ts';
import { tree } from '../starter/folder.ts';

test.each<[string, Readonly<Record<string, unknown>>, Readonly<Record<string, readonly string[]>>]>(
  [
    ['a list', { environments: ['dev', 'prod'] }, { environments: ['dev,prod'] }],
    ['a list of one', { target: ['cdk'] }, { target: ['cdk'] }],
    ['an empty list', { secrets: [] }, {}],
    ['what is not given', { secrets: undefined, target: null, dryRun: false }, {}],
    ['a repeated flag', { tag: ['a=1', 'b=2'] }, { tag: ['a=1', 'b=2'] }],
    ['pairs', { tag: { a: '1', b: 2, c: undefined } }, { tag: ['a=1', 'b=2'] }],
    [
      'grants as the answers file has them',
      { grant: ['xray', { preset: 's3Read', bucketName: 'shop-data' }] },
      { grant: ['xray', 's3Read,bucketName=shop-data'] },
    ],
    [
      'either spelling',
      { 'dry-run': true, onConflict: 'skip' },
      { 'dry-run': ['yes'], 'on-conflict': ['skip'] },
    ],
    [
      'yes and no',
      { approval: false, serviceLinkedRole: true },
      { approval: ['no'], 'service-linked-role': ['yes'] },
    ],
    ["Yeoman's own", { skipInstall: true, 'skip-cache': true, sharedData: {}, _: [] }, {}],
  ],
)('%s', (_, options, flags) => {
  expect(readOptions(options, NEW_FLAGS)).toEqual({ flags, faults: [] });
});

test.each<[string, Readonly<Record<string, unknown>>, string, string]>([
  ['an unknown option', { trget: 'cdk' }, 'UnknownFlag', "Unknown option 'trget'."],
  [
    'two values for one',
    { target: ['cdk', 'cli'] },
    'BadValue',
    `--target: '["cdk","cli"]' is not one value.`,
  ],
  [
    'an object for a text',
    { project: { a: 1 } },
    'BadValue',
    `--project: '{"a":1}' is not a text.`,
  ],
  [
    'an object in a list',
    { environments: ['a', {}] },
    'BadValue',
    "--environments: '{}' is not a text.",
  ],
])('%s is a fault', (_, options, code, message) => {
  const { faults } = readOptions(options, NEW_FLAGS);
  expect(faults.map((one) => [one.name, one.message])).toEqual([[code, message]]);
});

describe("as Backstage's action runs a generator", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ecs iam backstage '));
  });
  afterEach(() => {
    process.chdir(resolve(import.meta.dirname, '../..'));
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(options: Readonly<Record<string, unknown>>): Promise<void> {
    const env = createEnv({ cwd: folder });
    env.register(AppGenerator as never, { namespace: 'ecs-iam:app' } as never);
    await env.run(['ecs-iam:app'], {
      yes: true,
      quiet: true,
      project: 'shop',
      ...options,
    } as never);
  }

  test('lists are lists', async () => {
    await run({ environments: ['test', 'live'], grant: ['xray'], tag: { team: 'a' } });
    const answers: unknown = JSON.parse(readFileSync(join(folder, 'ecs-iam.json'), 'utf8'));
    expect(answers).toMatchObject({
      environments: { test: {}, live: {} },
      grants: [{ preset: 'xray' }],
      tags: { team: 'a' },
    });
  });

  test('an unknown option is an error, and nothing is written', async () => {
    await expect(run({ enviroments: ['test'] })).rejects.toThrow("Unknown option 'enviroments'.");
    expect(tree(folder)).toEqual({});
  });
});
