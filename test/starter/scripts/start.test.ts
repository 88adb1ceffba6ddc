import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildService } from '../../../lib/service/build-service.ts';
import { lockFile } from '../../../lib/starter/lock-file.ts';
import { renderSharedScripts } from '../../../lib/starter/scripts.ts';
import { renderer } from '../../../lib/targets/cli/render.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { BASH, type ScriptRepo, scriptRepo } from '../../support/script-repo.ts';

const TRY = `#!/usr/bin/env bash
#
# Tries.

set -euo pipefail
export SCRIPT=$$
. "$(dirname "\${BASH_SOURCE[0]}")/lib/common.sh"
start "$VERB" "$@"
echo "$ENVIRONMENT/$ACCOUNT/$PARTITION/$REGION/$DNS_SUFFIX/$DRY_RUN"
run touch "$WORK/made by $ENVIRONMENT"
ls "$WORK" | grep made || true
printf '%s' "$WORK" >"$ROOT/work"
if [ -n "\${CALL:-}" ]; then . "$ROOT/scripts/lib/iam.sh" && change aws iam create-role --role-name it; fi
`;
const IDENTITY = 'arn:aws-cn:sts::111122223333:assumed-role/x/y';

let repo: ScriptRepo | undefined;
afterEach(() => repo?.remove());

function tryOut(
  words: readonly string[],
  {
    env = {},
    region = 'cn-north-1',
    fake = '',
    values = {},
  }: { env?: NodeJS.ProcessEnv; region?: string; fake?: string; values?: object } = {},
) {
  const service = buildService({
    ...DEFAULT_ANSWERS,
    environments: [
      { name: 'dev', values },
      { name: 'prod', values: {} },
    ],
  });
  const files = [
    ...renderSharedScripts(),
    ...renderer.render(service).filter(({ path }) => path === 'scripts/lib/iam.sh'),
    lockFile(service, []),
    { path: 'scripts/try.sh', contents: TRY, executable: true },
  ];
  const identity = `case "$*" in sts*) printf '111122223333\\t${IDENTITY}\\n'; exit 0 ;; esac`;
  const environment = { PATH: process.env.PATH, VERB: 'deploy', AWS_REGION: region, ...env };
  repo = scriptRepo(files, environment, `${fake}\n${identity}`);
  return repo.run('try.sh', ...words);
}

test('the account, partition and DNS suffix come from the credentials', () => {
  const { status, stdout } = tryOut(['dev']);
  expect([status, stdout]).toEqual([
    0,
    'shop, environment dev: account 111122223333, cn-north-1\n' +
      'dev/111122223333/aws-cn/cn-north-1/amazonaws.com.cn/false\nmade by dev\n',
  ]);
});

test('a dry run prints the calls as one would type them', () => {
  const { stdout } = tryOut(['--dry-run', 'dev']);
  expect(stdout).toMatch(/^would run: touch '\/.*\/made by dev'\n/m);
});

test('the folder of a run is gone afterwards', () => {
  tryOut(['dev']);
  const folder = repo?.folder ?? '';
  const { status } = spawnSync('bash', ['-c', `[ ! -e "$(cat work)" ]`], { cwd: folder });
  expect(status).toBe(0);
});

test('the Region of the environment wins over that of the caller', () => {
  const { stdout } = tryOut(['dev'], { values: { region: 'cn-northwest-1' } });
  expect(stdout).toContain('/cn-northwest-1/');
});

test.each([
  [[], 'error: Which environment?\n  Give one of: dev prod\n'],
  [['test'], "error: There is no environment 'test'.\n  There are: dev prod\n"],
  [['../dev'], "error: There is no environment '../dev'.\n  There are: dev prod\n"],
  [['dev', 'prod'], "error: One environment at a time: 'dev' or 'prod'?\n"],
  [['dev', '--nope'], "error: There is no flag '--nope'.\n"],
  [['dev', '--confirm'], "error: There is no flag '--confirm'.\n"],
])('%j is refused', (words, message) => {
  const { status, stderr } = tryOut(words);
  expect([status, stderr.slice(0, message.length)]).toEqual([1, message]);
});

test('the wrong account is refused', () => {
  const { status, stderr } = tryOut(['dev'], {
    values: { account: '444455556666', partition: 'aws-cn' },
  });
  expect([status, stderr]).toEqual([
    1,
    'error: These credentials are for account 111122223333 (aws-cn); environment dev is 444455556666 (aws-cn).\n' +
      '  Use another profile: AWS_PROFILE=… or aws sso login.\n',
  ]);
});

test('the wrong partition is refused', () => {
  const { status, stderr } = tryOut(['dev'], { values: { partition: 'aws' } });
  expect([status, stderr]).toEqual([
    1,
    'error: These credentials are for account 111122223333 (aws-cn); environment dev is 111122223333 (aws).\n' +
      '  Use another profile: AWS_PROFILE=… or aws sso login.\n',
  ]);
});

test('no Region is an error', () => {
  const { status, stderr } = tryOut(['dev'], { region: '' });
  expect([status, stderr]).toEqual([
    1,
    'error: No Region is known for environment dev.\n  Set AWS_REGION, or give its Region to npx generator-ecs-iam.\n',
  ]);
});

test.each([
  ['ExpiredToken', 'aws sso login'],
  ['InvalidClientTokenId', 'aws sso login'],
])('%s says how to sign in', (code, hint) => {
  const { status, stderr } = tryOut(['dev'], { fake: failing(`(${code}) when calling`) });
  expect(status).toBe(1);
  expect(stderr).toContain(code);
  expect(stderr).toContain(hint);
});

test('a call that is denied is shown with what AWS said', () => {
  const fake = `[ "$1" = sts ] || { ${failing('(AccessDenied) … not authorized to perform: iam:CreateRole')}; }`;
  const { status, stderr } = tryOut(['dev'], { fake, env: { CALL: 'yes' } });
  expect(status).toBe(1);
  expect(stderr).toContain('not authorized to perform: iam:CreateRole');
  expect(stderr).toContain('Ask for that permission');
});

test('a call that comes too early is made again until IAM has heard', () => {
  const fake = `
    if [ "$1" = iam ]; then
      [ "$(grep -c . "$AWS_CALLS")" -lt 4 ] || exit 0
      ${failing('(MalformedPolicyDocument) when calling: Invalid principal in policy')}
    fi`;
  const { status, writes } = tryOut(['dev'], { fake, env: { CALL: 'yes' } });
  expect([status, writes.length]).toEqual([0, 3]);
});

test('a document that is wrong for good is not tried again', () => {
  const fake = `[ "$1" = sts ] || { ${failing('(MalformedPolicyDocument) Syntax errors')}; }`;
  const { status, writes } = tryOut(['dev'], { fake, env: { CALL: 'yes' } });
  expect([status, writes.length]).toEqual([1, 1]);
});

test('interrupted, it ends with 130', () => {
  const { status } = tryOut(['dev'], { fake: 'kill -INT "$SCRIPT"; exit 1' });
  expect(status).toBe(130);
});

test.each([
  [['dev'], 1],
  [['dev', '--confirm', 'prod'], 1],
  [['dev', '--confirm', 'dev'], 0],
  [['dev', '--confirm=dev'], 0],
  [['dev', '--dry-run'], 0],
])('destroy %j without a terminal ends with %i', (words, code) => {
  const { status, stderr } = tryOut(words, { env: { VERB: 'destroy' } });
  expect(status).toBe(code);
  if (code === 1) expect(stderr).toContain('try.sh dev --confirm dev');
});

test('--confirm without a name is refused', () => {
  const { status, stderr } = tryOut(['dev', '--confirm'], { env: { VERB: 'destroy' } });
  expect([status, stderr.split('\n')[0]]).toEqual([1, 'error: --confirm needs a value.']);
});

test('help prints the comment at the top', () => {
  const { status, stdout } = tryOut(['--help']);
  expect([status, stdout]).toEqual([0, 'Tries.\n']);
});

test('without aws it says so', () => {
  tryOut(['dev']);
  const bin = mkdtempSync(join(tmpdir(), 'bin '));
  for (const tool of ['bash', 'dirname', 'sed', 'paste', 'grep', 'cat']) {
    const { stdout } = spawnSync('bash', ['-c', `command -v ${tool}`], { encoding: 'utf8' });
    symlinkSync(stdout.trim(), join(bin, tool));
  }
  const script = join(repo?.folder ?? '', 'scripts/try.sh');
  const { status, stderr } = spawnSync(BASH, [script, 'dev'], {
    encoding: 'utf8',
    env: { PATH: bin, VERB: 'deploy', AWS_REGION: 'cn-north-1' },
  });
  rmSync(bin, { recursive: true });
  expect(status).toBe(1);
  expect(stderr).toBe("error: The tool 'aws' is not installed.\n");
});

/** A command that fails as the CLI does. */
function failing(what: string): string {
  return `printf '\\nAn error occurred %s\\n' '${what}' >&2; exit 254`;
}
