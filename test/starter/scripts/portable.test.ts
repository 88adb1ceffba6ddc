import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answers } from '../../../lib/answers/types.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { renderStarter } from '../../../lib/starter/render-starter.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { putFiles } from '../../support/put-files.ts';
import { BASH } from '../../support/script-repo.ts';
import { describeWith } from '../../support/tools.ts';
import { VALUES } from '../../support/values.ts';

const MINUTES = 60_000;

/** Plays an account in which nothing is, but one role of somebody else. */
const FAKE_AWS = `#!/usr/bin/env bash
case "$1 $2 $4" in
  'sts get-caller-identity '*) printf '%s\\tarn:aws:iam::%s:user/x\\n' "$FAKE_ACCOUNT" "$FAKE_ACCOUNT" ;;
  'iam get-role '*"-$FAKE_ROLE-dev") echo '{"Role": {"RoleName": "x", "Path": "/", "Tags": '"$FAKE_TAGS"', "AssumeRolePolicyDocument": {}}}' ;;
  'iam list-roles '*) echo '{"Roles": []}' ;;
  'logs describe-resource-policies '*) echo '{"resourcePolicies": []}' ;;
  'logs describe-destinations '*) echo '{"destinations": []}' ;;
  *) echo 'An error occurred (NoSuchEntity) (RepositoryNotFoundException)' >&2; exit 254 ;;
esac
`;

/** Uses every function that target scripts build on. */
const ALL = `#!/usr/bin/env bash
#
# Tries.

. "$(dirname "\${BASH_SOURCE[0]}")/lib/common.sh"
start "$@"
remind_lock
export_values
printf '%s\\n' "$PROJECT $ENVIRONMENT $OWNERSHIP_ID $ACCOUNT $PARTITION $REGION $DNS_SUFFIX $REPOSITORY"
jq -r '.roles[].name' "$WORK/definition.json"
account_wide
require_ours "$FAKE_KNOWN"
`;

const answers: Answers = {
  ...DEFAULT_ANSWERS,
  target: 'cloudformation',
  roles: ['task-execution', 'github-oidc-deploy'],
  policies: 'customer-managed',
  oidcProvider: 'create',
  values: { githubOwner: 'example', githubRepository: 'shop', workloadAccount: '444455556666' },
  crossAccountPull: ['444455556666'],
  crossAccountLogs: [{ kind: 'resource-policy' }, { kind: 'destination', name: 'central' }],
};
const ENV = 'dev';
const RUNS = [
  ['all.sh', 'deploy', ENV, '--dry-run'],
  ['all.sh', 'destroy', '--help'],
  ['validate-iam.sh', ENV],
  ['test-roles.sh', ENV, '--format=json'],
  ['validate-iam.sh', 'nope'],
] as const;

let top = '';
beforeAll(async () => {
  top = mkdtempSync(join(tmpdir(), 'portable '));
  const files = await renderStarter(buildService(answers));
  putFiles(join(top, 'repo'), [
    ...files,
    { path: 'scripts/all.sh', contents: ALL, executable: true },
  ]);
  mkdirSync(join(top, 'bin'));
  writeFileSync(join(top, 'bin/aws'), FAKE_AWS, { mode: 0o755 });
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

interface Tools {
  /** A folder that comes before those of PATH. */
  readonly tools?: string;
  /** Tags of the role that exists, as JSON. */
  readonly tags?: string;
  /** The roles that the tool made. */
  readonly known?: string;
}

function run(
  folder: string,
  [script, ...words]: (typeof RUNS)[number],
  { tools = '', tags = '[]', known = '' }: Tools = {},
) {
  const { status, stdout, stderr } = spawnSync(BASH, [join(folder, 'scripts', script), ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: [join(top, 'bin'), tools, process.env.PATH].filter((one) => one !== '').join(':'),
      TMPDIR: top,
      AWS_REGION: 'eu-west-1',
      FAKE_ACCOUNT: VALUES.account,
      FAKE_TAGS: tags,
      FAKE_KNOWN: known,
      FAKE_ROLE: script === 'all.sh' ? 'ecs-task-execution-role' : 'no-role',
    },
  });
  const said = [stdout, stderr].map((text) => text.replaceAll(folder, ''));
  return { status, stdout: said[0], stderr: said[1] };
}

const EXPECTED = [1, 0, 2, 2, 1];

describeWith(['jq'], 'the scripts', () => {
  test(
    'end as they shall',
    () => {
      const ends = RUNS.map((words) => run(join(top, 'repo'), words));
      expect(ends.map(({ status }) => status)).toEqual(EXPECTED);
      expect(ends[0]?.stderr).toMatch(
        /error: Role shop-ecs-task-execution-role-dev exists, and was not made from here for shop dev/,
      );
    },
    MINUTES,
  );

  test.each([
    ['zzzz9999', / was not made from here for shop dev \(id zzzz9999, not a1b2c3d4\)\.$/m],
    ['a1b2c3d4', /^$/],
  ])('end as they shall where a role that the tool made has the id %s', (id, said) => {
    const { stderr } = run(join(top, 'repo'), RUNS[0], {
      tags: JSON.stringify([{ Key: 'ecs-iam:id', Value: id }]),
      known: 'other\nshop-ecs-task-execution-role-dev',
    });
    expect(stderr).toMatch(said);
  });

  describeWith(['busybox'], 'with other tools than GNU’s', () => {
    test(
      'do the same',
      () => {
        const tools = join(top, 'tools');
        mkdirSync(tools);
        spawnSync('busybox', ['--install', '-s', tools]);
        // What the scripts are run with on every machine.
        for (const own of ['bash', 'sh', 'env']) rmSync(join(tools, own), { force: true });
        for (const words of RUNS) {
          const folder = join(top, 'repo');
          expect([words, run(folder, words, { tools })]).toEqual([words, run(folder, words)]);
        }
      },
      2 * MINUTES,
    );
  });

  describeWith(['git'], 'after a checkout with core.autocrlf', () => {
    test(
      'do the same',
      () => {
        const [repo, clone] = [join(top, 'repo'), join(top, 'clone')];
        const git = (cwd: string, ...words: readonly string[]) => {
          const identity = ['-c', 'user.name=x', '-c', 'user.email=x@example.com'];
          const ended = spawnSync('git', [...identity, ...words], { cwd, encoding: 'utf8' });
          if (ended.status !== 0) throw new Error(ended.stderr);
          return ended.stdout;
        };
        git(repo, 'init', '-q');
        git(repo, 'add', '-A');
        git(repo, 'commit', '-q', '-m', 'All');
        git(top, 'clone', '-q', '-c', 'core.autocrlf=true', repo, clone);
        expect(git(clone, 'ls-files', '--eol', 'iam.lock.json')).toContain('w/crlf');
        for (const words of RUNS) {
          expect([words, run(clone, words)]).toEqual([words, run(repo, words)]);
        }
      },
      2 * MINUTES,
    );
  });
});
