import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { createEnv } from 'yeoman-environment';
import AppGenerator from '../../generators/app/index.ts';
import { QUESTIONS } from '../../lib/answers/questions.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { freshFolder, runBin, tree } from '../support/built-bin.ts';
import { ACME } from './acme.ts';
import {
  filledIn,
  formFaults,
  readTemplate,
  rendered,
  shownFields,
  type Template,
} from './portal.ts';

const folder = freshFolder();

function template(preset: object | undefined, ...words: readonly string[]): Template {
  if (preset !== undefined) writeFileSync(join(folder(), 'acme.json'), JSON.stringify(preset));
  const given = preset === undefined ? [] : ['--preset', 'acme.json'];
  const { status, stdout, stderr } = runBin(folder(), ['backstage', ...given, ...words]);
  expect([status, stderr]).toEqual([0, preset === undefined ? '' : 'Put acme.json beside it.\n']);
  return readTemplate(stdout);
}

function schema(name: string): object {
  return JSON.parse(readFileSync(join(import.meta.dirname, `schema/${name}.json`), 'utf8'));
}

test.each<[string, object | undefined, readonly string[]]>([
  ['no preset', undefined, []],
  ['a preset', ACME, []],
  ['nothing to publish to', undefined, ['--publish', 'none']],
])("Backstage's own schema takes the template of %s", (_, preset, words) => {
  const ajv = new Ajv({ strict: false });
  for (const name of ['common', 'entity-meta', 'entity']) ajv.addSchema(schema(name));
  ajv.validate(schema('template'), template(preset, ...words).entity);
  expect(ajv.errors).toBeNull();
});

test('every question that is asked has its field', () => {
  const all = shownFields(template(undefined, '--publish', 'none'), {
    source: 'codeconnections',
    deploy: 'codedeploy',
    environments: ['dev', 'prod'],
  });
  const asked = QUESTIONS.filter(
    ({ asked: when, name }) => when !== 'never' && !/^source.|^account$/.test(name),
  );
  expect(Object.keys(all)).toEqual(expect.arrayContaining(asked.map(({ name }) => name)));
});

test('a field is shown exactly where its question is asked', () => {
  const form = template(undefined, '--publish', 'none');
  const wrong = ['codeconnections', 'codecommit', 'ecr', 's3'].flatMap((source) =>
    ['pipeline', 'build', 'codedeploy', 'github', 'none'].flatMap((deploy) => {
      const values = { source, ...(source !== 'ecr' && { deploy }) };
      const shown = Object.keys(shownFields(form, values));
      return QUESTIONS.filter(({ when, asked }) => when !== undefined && asked !== 'never')
        .filter(({ when, name }) => {
          const soFar = { ...DEFAULT_ANSWERS, ...(values as Partial<typeof DEFAULT_ANSWERS>) };
          return when?.(soFar) !== shown.includes(name);
        })
        .map(({ name }) => `${name} of ${source} and ${deploy}`);
    }),
  );
  expect(wrong).toEqual([]);
});

describe('a preset', () => {
  test('asks nothing that it locks', () => {
    const form = template(ACME);
    const fields = Object.keys(shownFields(form, { environments: ['dev', 'live'] }));
    const locked = [
      'target',
      'source',
      'deploy',
      'tag_owner',
      'account_dev',
      'permissionsBoundary',
    ];
    expect(fields.filter((one) => locked.includes(one))).toEqual([]);
  });

  test('gives defaults, accounts, Regions and tags', () => {
    const fields = shownFields(template(ACME), { environments: ['dev', 'live'] });
    expect(fields).toMatchObject({
      environments: { default: ['dev', 'live'], items: { enum: ['dev', 'live'] } },
      exec: { default: 'task' },
      grants: { default: [{ preset: 'xray' }], minItems: 1 },
      account_live: { enum: ['111122224444', '111122225555'] },
      region: { enum: ['eu-west-1', 'eu-central-1'] },
      tag_team: { pattern: '^team-.*$' },
    });
  });

  test('has its own grants in the form, and not what it forbids', () => {
    const fields = JSON.stringify(shownFields(template(ACME), {}));
    expect([
      fields.includes('"auditBucket"'),
      fields.includes('"sesSend"'),
      fields.includes('"ecs-exec"'),
    ]).toEqual([true, false, false]);
  });

  test.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ['a tag is missing', { tag_team: undefined }, [" must have required property 'tag_team'"]],
    ['a tag does not fit', { tag_team: 'a' }, ['/tag_team must match pattern "^team-.*$"']],
    [
      'an account is missing',
      { account_live: undefined },
      [" must have required property 'account_live'"],
    ],
    [
      'a grant lacks its value',
      { grants: [{ preset: 'auditBucket' }] },
      ["must have required property 'bucketName'"],
    ],
  ])('a form says where %s', (_, change, faults) => {
    const form = template(ACME);
    const values = JSON.parse(JSON.stringify({ ...filledIn(form, FILLED), ...change }));
    const found = formFaults(form, values);
    expect(faults.filter((one) => !found.some((text) => text.includes(one)))).toEqual([]);
  });
});

const FILLED = {
  project: 'shop',
  environments: ['dev', 'live'],
  tag_team: 'team-a',
  account_live: '111122225555',
  region: 'eu-west-1',
  sourceBucket: 'shop-source',
  sourceKey: 'source.zip',
  grants: [{ preset: 'xray' }, { preset: 'auditBucket', bucketName: 'acme-<environment>' }],
  secrets: ['shop/a', 'shop/b'],
  repoUrl: 'github.com?owner=acme&repo=shop',
};

test('a form that is filled in gives the repo that flags give', async () => {
  const form = template(ACME);
  const values = filledIn(form, FILLED);
  expect(formFaults(form, values)).toEqual([]);
  const options = Object(rendered(form.options, values));
  const env = createEnv({ cwd: join(folder(), 'a') });
  writeFileSync(join(folder(), 'acme.json'), JSON.stringify(ACME));
  env.register(AppGenerator as never, { namespace: 'ecs-iam:app' } as never);
  const preset = ['../acme.json'];
  await env.run(['ecs-iam:app'], { ...options, preset, id: 'abcd1234', quiet: true } as never);
  const words = [
    ...['new', 'b', '--yes', '--quiet', '--id', 'abcd1234', '--preset', 'acme.json'],
    ...['--project', 'shop', '--environments', 'dev,live', '--tag', 'team=team-a'],
    ...['--set', 'live.account=111122225555', '--region', 'eu-west-1'],
    ...['--source-bucket', 'shop-source', '--source-key', 'source.zip', '--grant', 'xray'],
    ...['--grant', 'auditBucket,bucketName=acme-<environment>', '--secrets', 'shop/a,shop/b'],
    ...['--repository-id', 'acme/shop'],
  ];
  expect(runBin(folder(), words)).toMatchObject({ status: 0, stderr: '' });
  process.chdir(import.meta.dirname);
  expect(tree(join(folder(), 'a'))).toEqual(tree(join(folder(), 'b')));
});
