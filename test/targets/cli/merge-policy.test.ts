import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { SHARED_SID_PREFIXES } from '../../../lib/iam/shared-sids.ts';
import { templatesFolder } from '../../../lib/templates.ts';
import { describeWith } from '../../support/tools.ts';

const LIB = join(templatesFolder, 'starter/scripts/lib');
const CLI = join(templatesFolder, 'targets/cli/scripts/lib');
const OURS = { Sid: 'CrossAccountPullShopForDev', Effect: 'Allow', Action: 'ecr:BatchGetImage' };

/** What ECR says of a repository without settings of its own. */
const SETTINGS = {
  imageTagMutability: 'MUTABLE',
  imageScanningConfiguration: { scanOnPush: false },
};

interface Merge {
  readonly there?: string;
  readonly wanted?: readonly object[];
  readonly kind?: keyof typeof SHARED_SID_PREFIXES;
  readonly lifecycle?: object;
}

function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
}

/** The words of the aws command that the merge ends in; undefined when there is none. */
function merge(what: Merge) {
  return run(what).words;
}

/** What the merge calls and what it warns of, where ECR has a repository of these settings. */
function run(
  { there, wanted = [OURS], kind = 'ecr-repository', lifecycle }: Merge,
  settings = SETTINGS,
) {
  const files = {
    'ecr-repository': {
      RepositoryName: 'it',
      RepositoryPolicyText: { Statement: wanted },
      LifecyclePolicyText: lifecycle,
    },
    logs: { PolicyName: 'it', PolicyDocument: { Statement: wanted } },
    'logs-destination': { DestinationName: 'it', DestinationPolicy: { Statement: wanted } },
  };
  const documents = wanted.length === 0 ? [] : [files[kind]];
  const lock = { environments: { dev: { values: { environmentSid: 'ShopForDev' } } } };
  const answers = {
    'ecr-repository': { repositoryName: 'it', policyText: there },
    logs: { resourcePolicies: [{ policyName: 'it', policyDocument: there }] },
    'logs-destination': {
      destinations: [
        { destinationName: 'it', accessPolicy: there, arn: 'arn:aws:logs:eu-west-1:123:x:it' },
      ],
    },
  };
  const repository = { of: 'it', repositories: [{ repositoryName: 'it', ...settings }] };
  const found = there === undefined ? [repository] : [repository, answers[kind]];
  const program = 'include "iam"; $ARGS.named | deploy_shared';
  const given = { shared: documents, found, lock: [lock] };
  const { status, stdout, stderr } = spawnSync(
    'jq',
    [
      ...['-n', '-r', '-L', LIB, '-L', CLI],
      ...Object.entries(given).flatMap(([name, value]) => [
        '--argjson',
        name,
        JSON.stringify(value),
      ]),
      program,
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  const shell =
    'say() { :; }; warn() { echo "$1" >&2; }; change() { printf "%s\\0" "$@"; }; die() { echo "$1" >&2; exit 1; }';
  const ended = spawnSync('bash', ['-c', `${shell}\n${stdout}`], { encoding: 'utf8' });
  if (ended.status !== 0) throw new Error(ended.stderr);
  const words = ended.stdout === '' ? undefined : ended.stdout.split('\0').slice(0, -1);
  return { words, warnings: ended.stderr };
}

const written = (merged: ReturnType<typeof merge>) => JSON.parse(merged?.at(-1) ?? 'null');
const sids = (merged: ReturnType<typeof merge>) =>
  written(merged).Statement.map((one: { Sid?: string }) => one.Sid ?? '-');

describeWith(['jq'], 'statements in a policy that others share', () => {
  test('ours become the policy where there is none', () => {
    expect(written(merge({}))).toEqual(JSON.parse(policy(OURS)));
  });

  test('the statements of others stay as they are, before ours', () => {
    const theirs = {
      Sid: 'Theirs',
      Action: ['a:b', 'a:c'],
      Resource: 'x/y',
      Condition: { NumericEquals: { x: 3600 } },
    };
    const there = JSON.stringify({ Version: '2008-10-17', Id: 'x', Statement: [theirs] });
    expect(written(merge({ there }))).toEqual({
      Version: '2008-10-17',
      Id: 'x',
      Statement: [theirs, OURS],
    });
  });

  test('our statement of before is replaced, wherever it stands', () => {
    const there = policy({ Sid: 'A' }, { ...OURS, Effect: 'Deny' }, { Sid: 'B' });
    const merged = merge({ there });
    expect(sids(merged)).toEqual(['A', 'B', OURS.Sid]);
    expect(written(merged).Statement[2].Effect).toBe('Allow');
  });

  test.each([
    ['another project whose name ends like ours', 'CrossAccountPullMyShopForDev'],
    ['another environment', 'CrossAccountPullShopForDevelopment'],
    ['a name that merely ends so', 'TheirsShopForDev'],
    ['ours in another case', 'crossaccountpullshopfordev'],
  ])('%s keeps its statement', (_, sid) => {
    expect(merge({ there: policy({ Sid: sid }), wanted: [] })).toBeUndefined();
  });

  test('a statement of an environment that this repo no longer has stays, and is named', () => {
    const { words, warnings } = run({
      there: policy({ Sid: 'CrossAccountPullShopForProd' }, OURS, {
        Sid: 'CrossAccountPullXForDev',
      }),
    });
    expect([words, warnings]).toEqual([
      undefined,
      'policy of ECR repository it has statement CrossAccountPullShopForProd, of an environment that is not in this repo: left alone\n',
    ]);
  });

  test.each([
    [{ imageTagMutability: 'IMMUTABLE' }, 'put-image-tag-mutability', ['MUTABLE']],
    [
      { imageScanningConfiguration: { scanOnPush: true } },
      'put-image-scanning-configuration',
      ['scanOnPush=false'],
    ],
  ])('a repository gets the settings of its file: %j', (settings, call, last) => {
    const { words } = run({ there: policy(OURS) }, { ...SETTINGS, ...settings });
    expect(words?.slice(0, 5)).toEqual(['aws', 'ecr', call, '--repository-name', 'it']);
    expect(words?.slice(6)).toEqual(last);
  });

  test('a lifecycle policy that was edited is put', () => {
    const lifecycle = { rules: [{ rulePriority: 1 }] };
    const { words } = run({ there: policy(OURS), lifecycle });
    expect(words?.slice(0, 3)).toEqual(['aws', 'ecr', 'put-lifecycle-policy']);
    expect(written(words)).toEqual(lifecycle);
  });

  test('withdrawing leaves the others', () => {
    const there = policy(OURS, { Effect: 'Deny' }, { Sid: 'Theirs' });
    expect(sids(merge({ there, wanted: [] }))).toEqual(['-', 'Theirs']);
  });

  test.each([
    ['ecr-repository', OURS.Sid, 'ecr delete-repository-policy --repository-name it'],
    ['logs', 'PutEventsShopForDev', 'logs delete-resource-policy --policy-name it'],
  ] as const)('withdrawing the last statement of %s deletes the policy', (kind, Sid, words) => {
    const merged = merge({ there: policy({ Sid }), wanted: [], kind });
    expect(merged?.join(' ')).toBe(`aws ${words}`);
  });

  test('the last statement of a Logs destination makes room for one that lets nobody else in', () => {
    const there = policy({ Sid: 'SubscribeShopForDev' });
    const merged = merge({ there, wanted: [], kind: 'logs-destination' });
    expect(merged?.slice(0, -1).join(' ')).toBe(
      'aws logs put-destination-policy --destination-name it --access-policy',
    );
    expect(written(merged).Statement).toEqual([
      expect.objectContaining({ Sid: 'OwnAccountOnly', Principal: { AWS: '123' } }),
    ]);
  });

  test.each([
    ['no policy', undefined],
    ['an empty list', '{"Version":"2012-10-17","Statement":[]}'],
  ])('withdrawing from %s does nothing', (_, there) => {
    expect(merge({ ...(there && { there }), wanted: [] })).toBeUndefined();
  });

  test('a single statement need not be in a list', () => {
    const there = '{"Statement":{"Sid":"Theirs"}}';
    expect(sids(merge({ there }))).toEqual(['Theirs', OURS.Sid]);
  });

  test.each([
    ['brackets and quotes in strings', { Sid: 'T', Resource: '}],"Sid":"Ours"{[\\\'$(id)`id`' }],
    ['a Sid that is only a nested key', { Sid: 'T', Condition: { X: { Sid: OURS.Sid } } }],
    ['a Sid that is only a value', { Sid: 'T', Action: ['Sid', OURS.Sid] }],
    ['letters beyond ASCII', { Sid: 'T', Resource: 'é ü ÿ 🦊' }],
    ['line breaks and tabs', { Sid: 'T', Resource: 'a\nb\tc' }],
  ])('a statement with %s stays exactly', (_, statement) => {
    const merged = merge({ there: policy(statement, { ...OURS, Effect: 'Deny' }) });
    expect(written(merged).Statement).toEqual([statement, OURS]);
  });

  test('a policy that is not JSON is refused', () => {
    expect(() => merge({ there: '{"Statement":[{"Sid":"A"' })).toThrow('is not JSON');
  });

  test('merging twice is merging once', () => {
    const there = policy({ Sid: 'A', Resource: ['x', 'y'] });
    expect(merge({ there: merge({ there })?.at(-1) ?? '' })).toBeUndefined();
  });
});
