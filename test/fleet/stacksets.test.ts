import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse, stringify } from 'yaml';
import { fleetSchema } from '../../lib/fleet/schema.ts';
import { freshFolder, type Outcome, runBin } from '../support/built-bin.ts';

const [DEV, PROD] = ['111122223333', '444455556666'];

const folder = freshFolder();

function manifest(more: Readonly<Record<string, unknown>> = {}): string {
  const content = {
    id: 'a1b2c3d4',
    folder: 'services/<service>',
    environments: {
      dev: { account: DEV, region: 'eu-west-1' },
      prod: { account: PROD, region: 'eu-central-1' },
    },
    answers: { deploy: 'none', roles: ['task-execution', 'task'], ecrRepository: 'existing' },
    services: { shop: {}, pay: {} },
    ...more,
  };
  const text = stringify(content);
  writeFileSync(join(folder(), 'fleet.yaml'), text);
  return text;
}

const fleet = (...words: readonly string[]): Outcome => runBin(folder(), ['fleet', ...words]);

function stacksets(...words: readonly string[]): Outcome {
  expect(fleet('new', '--on-conflict', 'overwrite').status).toBe(0);
  return fleet('stacksets', ...words);
}

function file(name: string) {
  return JSON.parse(readFileSync(join(folder(), 'stacksets', name), 'utf8'));
}

test('a StackSet has the template of the repo, and its parameters for each account', () => {
  manifest();
  expect(stacksets()).toMatchObject({ status: 0 });
  const template = readFileSync(join(folder(), 'stacksets/shop/shop-iam.yaml'), 'utf8');
  expect(template).toBe(readFileSync(join(folder(), 'services/shop/iam/roles.yaml'), 'utf8'));
  const parameters = (name: string) =>
    JSON.parse(readFileSync(join(folder(), `services/shop/iam/parameters/${name}.json`), 'utf8'));
  const { stackSet, preferences, instances } = file('shop/shop-iam.json');
  expect(stackSet).toMatchObject({ StackSetName: 'shop-iam', PermissionModel: 'SELF_MANAGED' });
  expect(preferences).toMatchObject({ MaxConcurrentPercentage: 100, FailureToleranceCount: 0 });
  expect(
    instances.map((one: { environment: string; ParameterOverrides: readonly object[] }) => ({
      ...one,
      ParameterOverrides: one.ParameterOverrides.map((pair) => Object.values(pair).join('=')),
    })),
  ).toEqual([
    {
      environment: 'dev',
      Account: DEV,
      Region: 'eu-west-1',
      ParameterOverrides: parameters('dev'),
    },
    {
      ...{ environment: 'prod', Account: PROD, Region: 'eu-central-1' },
      ParameterOverrides: parameters('prod'),
    },
  ]);
  expect(statSync(join(folder(), 'stacksets/deploy-stacksets.sh')).mode & 0o111).not.toBe(0);
});

test('an edit of a repo reaches its StackSet, and nothing else is written', () => {
  manifest();
  stacksets();
  const path = join(folder(), 'services/shop/iam/roles.yaml');
  writeFileSync(path, `${readFileSync(path, 'utf8')}# ours\n`);
  expect(fleet('stacksets').stdout).toMatch(
    /^shop .*updated, 1 file\n\n2 services: 1 updated, 1 unchanged/m,
  );
});

test('environments in one place have StackSets of their own; what an account has once, too', () => {
  const place = { account: DEV, region: 'eu-west-1' };
  manifest({
    environments: { dev: place, test: place, prod: { account: PROD, region: 'eu-west-1' } },
    answers: { deploy: 'none', roles: ['task-execution', 'task'] },
    services: { shop: {} },
  });
  stacksets();
  const places = (name: string) =>
    file(`shop/${name}.json`).instances.map((one: { environment: string }) => one.environment);
  expect(['shop-iam', 'shop-iam-test', 'shop-shared-dev', 'shop-shared-prod'].map(places)).toEqual([
    ['dev', 'prod'],
    ['test'],
    ['dev'],
    ['prod'],
  ]);
});

test('service-managed permissions go by organizational units', () => {
  const units = ['ou-ab12-cd34ef56'];
  const text = manifest({
    stacksets: {
      ...{ permissions: 'service-managed', organizationalUnits: units, callAs: 'delegated-admin' },
      ...{ maxConcurrent: '25%', failureTolerance: 2, regionConcurrency: 'parallel' },
      regionOrder: ['eu-central-1', 'eu-west-1'],
    },
  });
  stacksets();
  expect(file('shop/shop-iam.json')).toMatchObject({
    stackSet: {
      ...{ PermissionModel: 'SERVICE_MANAGED', CallAs: 'DELEGATED_ADMIN' },
      AutoDeployment: { Enabled: false },
    },
    organizationalUnits: units,
    preferences: {
      ...{ MaxConcurrentPercentage: 25, FailureToleranceCount: 2 },
      ...{ RegionConcurrencyType: 'PARALLEL', RegionOrder: ['eu-central-1', 'eu-west-1'] },
    },
  });
  const ajv = new Ajv2020({ strict: false });
  expect([ajv.validate(fleetSchema(), parse(text)), ajv.errors]).toEqual([true, null]);
});

test.each<[string, Readonly<Record<string, unknown>>, string]>([
  ['an unknown key', { maxConcurent: 1 }, "Unknown key 'maxConcurent' in stacksets."],
  [
    'no units',
    { permissions: 'service-managed' },
    'Service-managed permissions need organizational',
  ],
  [
    'units of self-managed',
    { organizationalUnits: ['ou-ab12-cd34ef56'] },
    'take no organizationalUnits',
  ],
  [
    'no unit',
    { permissions: 'service-managed', organizationalUnits: ['x'] },
    "'x' is not the ID of an",
  ],
  [
    'no share',
    { maxConcurrent: '101%' },
    "'101%' is not a number of accounts, or a share such as 25%",
  ],
  ['no role', { administrationRole: 'x' }, "'x' is not the ARN of a role"],
])('%s is a fault with its line', (_, settings, message) => {
  manifest({ stacksets: settings });
  const { status, stderr } = fleet('stacksets');
  expect([status, stderr]).toEqual([
    1,
    expect.stringMatching(/^error: fleet\.yaml:\d+: stacksets/),
  ]);
  expect(stderr).toContain(message);
});

test('a service that makes no StackSet is named with its fault, and stops none of the others', () => {
  manifest({
    services: {
      shop: {},
      far: { answers: { target: 'cli' } },
      away: { environments: { qa: { region: 'eu-west-1' } } },
      gone: {},
    },
  });
  fleet('new');
  rmSync(join(folder(), 'services/gone'), { recursive: true });
  const { status, stdout } = fleet('stacksets');
  expect(status).toBe(1);
  expect(stdout.split('\n')).toEqual(
    expect.arrayContaining([
      'far: Its target is cli, which makes no StackSet.',
      'away: Environment qa has no account, and a StackSet needs it.',
      "gone: There is no repo in 'services/gone' yet.",
      '4 services: 1 created, 3 failed.',
    ]),
  );
});
