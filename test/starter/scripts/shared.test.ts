import { spawnSync } from 'node:child_process';
import type { Answers } from '../../../lib/answers/types.ts';
import { environmentSid } from '../../../lib/names.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { lockFile } from '../../../lib/starter/lock-file.ts';
import { renderSharedScripts } from '../../../lib/starter/scripts.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { type Moto, startMoto } from '../../support/moto.ts';
import { type ScriptRepo, scriptRepo } from '../../support/script-repo.ts';
import { describeWith } from '../../support/tools.ts';
import { VALUES } from '../../support/values.ts';

const answers: Answers = {
  ...DEFAULT_ANSWERS,
  roles: ['task-execution', 'github-oidc-deploy'],
  values: { githubOwner: 'example', githubRepository: 'shop', workloadAccount: '444455556666' },
  crossAccountPull: ['444455556666'],
  crossAccountLogs: [{ kind: 'resource-policy' }, { kind: 'destination', name: 'central' }],
};
const pullOnly: Answers = {
  ...answers,
  roles: ['task-execution'],
  crossAccountLogs: [],
  serviceLinkedRole: false,
};
const DEV = environmentSid('shop', 'dev');
const PROD = environmentSid('shop', 'prod');
const MINUTES = 60_000;
/** What is asked for each time, and is as good when it is there. */
const TOLERANT = ['iam create-service-linked-role', 'iam create-open-id-connect-provider'];

function filesOf(some: Answers) {
  const script = (verbs: string) =>
    `#!/usr/bin/env bash\n\nset -euo pipefail\n. "$(dirname "\${BASH_SOURCE[0]}")/lib/common.sh"\nstart deploy "$@"\n${verbs}\n`;
  return [
    ...renderSharedScripts(buildService(some)),
    lockFile(buildService(some), []),
    { path: 'scripts/make.sh', contents: script('shared_before\nshared_after'), executable: true },
    { path: 'scripts/withdraw.sh', contents: script('shared_withdraw'), executable: true },
  ];
}

describeWith(['moto_server', 'aws'], 'what environments share, on the emulator', () => {
  let moto: Moto;
  let repo: ScriptRepo;
  beforeAll(async () => {
    moto = await startMoto();
  }, 2 * MINUTES);
  beforeEach(() => {
    repo = scriptRepo(filesOf(answers), moto.env);
  });
  afterEach(async () => {
    repo.remove();
    await moto.reset();
  });
  afterAll(() => moto.stop());

  function aws(...words: readonly string[]): string {
    const { stdout, stderr, status } = spawnSync('aws', words, { env: moto.env, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  }

  function done(script: string, ...words: readonly string[]) {
    const run = repo.run(script, ...words);
    if (run.status !== 0) throw new Error(`${run.stdout}${run.stderr}`);
    return run;
  }

  const repositoryPolicy = () =>
    JSON.parse(
      aws(
        ...['ecr', 'get-repository-policy', '--repository-name', 'shop'],
        ...['--query', 'policyText', '--output', 'text'],
      ),
    );
  const destinationPolicy = () =>
    JSON.parse(
      aws(
        ...['logs', 'describe-destinations', '--query', 'destinations[0].accessPolicy'],
        ...['--output', 'text'],
      ),
    );
  const sids = (policy: { Statement: readonly { Sid: string }[] }) =>
    policy.Statement.map(({ Sid }) => Sid);
  const theirs = { Sid: 'Theirs', Effect: 'Allow', Principal: '*', Action: ['ecr:BatchGetImage'] };

  test(
    'made once, for two environments, and withdrawn one by one',
    () => {
      aws(
        ...['logs', 'put-destination', '--destination-name', 'central'],
        ...['--target-arn', 'arn:aws:kinesis:eu-west-1:123456789012:stream/x'],
        ...['--role-arn', 'arn:aws:iam::123456789012:role/x'],
      );
      expect(done('make.sh', 'dev', '--dry-run').writes).toEqual([]);
      expect(done('make.sh', 'dev').writes.map(firstWords)).toEqual([
        'iam create-service-linked-role',
        'iam create-open-id-connect-provider',
        'ecr create-repository',
        'ecr put-lifecycle-policy',
        'ecr set-repository-policy',
        'logs put-resource-policy',
        'logs put-destination-policy',
      ]);
      expect(done('make.sh', 'dev').writes.map(firstWords)).toEqual(TOLERANT);
      expect(done('make.sh', 'prod').writes.map(firstWords)).toEqual([
        ...TOLERANT,
        'ecr set-repository-policy',
        'logs put-resource-policy',
        'logs put-destination-policy',
      ]);
      expect(sids(repositoryPolicy())).toEqual([
        `CrossAccountPull${DEV}`,
        `CrossAccountPull${PROD}`,
      ]);
      expect(sids(destinationPolicy())).toEqual([`Subscribe${DEV}`, `Subscribe${PROD}`]);
      const repositories = JSON.parse(aws('ecr', 'describe-repositories'));
      expect(repositories.repositories).toMatchObject([
        { imageTagMutability: 'IMMUTABLE', imageScanningConfiguration: { scanOnPush: true } },
      ]);

      const withdrawn = done('withdraw.sh', 'dev');
      expect(sids(repositoryPolicy())).toEqual([`CrossAccountPull${PROD}`]);
      expect(sids(destinationPolicy())).toEqual([`Subscribe${PROD}`]);
      expect(withdrawn.stdout).toContain('ECR repository shop: stays, with its images\n');
      expect(done('withdraw.sh', 'dev').writes).toEqual([]);
      const last = done('withdraw.sh', 'prod');
      expect(last.writes.map(firstWords).sort()).toEqual([
        'ecr delete-repository-policy',
        'logs delete-resource-policy',
        'logs put-destination-policy',
      ]);
      expect(sids(destinationPolicy())).toEqual(['OwnAccountOnly']);
      expect(done('withdraw.sh', 'prod').writes).toEqual([]);
      aws('ecr', 'describe-repositories', '--repository-names', 'shop');
    },
    3 * MINUTES,
  );

  test(
    'statements of others outlive ours',
    () => {
      aws('ecr', 'create-repository', '--repository-name', 'shop');
      const before = JSON.stringify({ Version: '2008-10-17', Id: 'x', Statement: [theirs] });
      const set = ['ecr', 'set-repository-policy', '--repository-name', 'shop'];
      aws(...set, '--policy-text', before);
      repo.replace(filesOf(pullOnly));
      done('make.sh', 'dev');
      expect(sids(repositoryPolicy())).toEqual(['Theirs', `CrossAccountPull${DEV}`]);
      repo.replace(filesOf({ ...pullOnly, crossAccountPull: [] }));
      done('make.sh', 'dev');
      expect(repositoryPolicy()).toEqual(JSON.parse(before));
      expect(done('withdraw.sh', 'dev').writes).toEqual([]);
    },
    3 * MINUTES,
  );
});

test.each([
  [
    'InvalidInput: Service role name AWSServiceRoleForECS has been taken in this account',
    'create-service-linked-role',
  ],
  ['EntityAlreadyExists', 'create-service-linked-role'],
  ['EntityAlreadyExists', 'create-open-id-connect-provider'],
  ['RepositoryAlreadyExistsException', 'create-repository'],
])('%s from %s is success', (error, call) => {
  const { status, stderr } = fakeMake(`An error occurred (${error}) when calling`, call);
  expect([status, stderr]).toEqual([0, expect.not.stringContaining('error:')]);
});

test.each([
  ['lacks our audience gets it', 'sts.example.com', true],
  ['has our audience is left alone', 'sts.amazonaws.com', false],
])('a provider that %s', (_, audience, added) => {
  const { status, writes } = fakeMake('(EntityAlreadyExists)', 'create-open-id*', {
    more: `get-open-id*) echo '{"ClientIDList": ["other", "${audience}"]}' ;;`,
  });
  expect(status).toBe(0);
  const words = writes.map(firstWords);
  expect(words.includes('iam add-client-id-to-open-id-connect-provider')).toBe(added);
});

test('a destination that is not there is named', () => {
  const { status, stderr } = fakeMake('{"destinations": []}', 'describe-destinations', { code: 0 });
  expect(status).toBe(0);
  expect(stderr).toContain('The Logs destination central is not there');
});

test('another error of a create is not', () => {
  const { status, stderr } = fakeMake(
    'An error occurred (LimitExceeded) when',
    'create-repository',
  );
  expect(status).toBe(1);
  expect(stderr).toContain('LimitExceeded');
});

/** Makes what is shared in an account that is empty as far as reads go, where one call answers this. */
function fakeMake(
  answer: string,
  call: string,
  { code = 254, more = '' }: { readonly code?: number; readonly more?: string } = {},
) {
  const absent =
    'describe-repositories) echo "(RepositoryNotFoundException)" >&2; exit 254 ;; get-repository-policy) echo "(RepositoryPolicyNotFoundException)" >&2; exit 254 ;;';
  const fake = `case "$2" in
    get-caller-identity) printf '${VALUES.account}\\tarn:aws:iam::${VALUES.account}:user/x\\n' ;;
    ${call}) printf '%s\\n' '${answer}' >&${code === 0 ? 1 : 2}; exit ${code} ;;
    ${more}
    ${absent}
  esac`;
  const files = filesOf(answers);
  const repo = scriptRepo(files, { PATH: process.env.PATH, AWS_REGION: 'eu-west-1' }, fake);
  const run = repo.run('make.sh', 'dev');
  repo.remove();
  return run;
}

function firstWords(call: string): string {
  return call.split(' ').slice(0, 2).join(' ');
}
