import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCK_FILE, parseLock } from '../../lib/definition/lock.ts';
import { policyDocument } from '../../lib/iam/document.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { readStatements } from '../../lib/service/validation-reads.ts';
import { identityAllows } from '../support/ask.ts';
import { type Moto, startMoto } from '../support/moto.ts';
import { describeWith } from '../support/tools.ts';
import { junitFaults } from './junit.ts';
import { DIFFERENCES, EXECUTION, HARMLESS } from './mutations.ts';
import { filesOf, filledStatements, ONE_OF_EACH } from './repo.ts';
import { requestsOf } from './requests.ts';
import { type Ended, ended, type Failure, type TapedRepo, tapedRepo, withoutJq } from './shell.ts';

const MINUTES = 60_000;

interface Report {
  readonly result: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly checks: readonly Readonly<Record<string, string>>[];
}

describeWith(['moto_server', 'aws', 'jq'], 'validate-iam.sh', () => {
  let moto: Moto;
  let repo: TapedRepo;
  beforeAll(async () => {
    moto = await startMoto();
    repo = tapedRepo(await filesOf({ ...ONE_OF_EACH, target: 'cli' }), moto.env);
    const deployed = await repo.run('deploy-iam.sh', ['dev'], { live: true });
    if (deployed.status !== 0) throw new Error(deployed.stdout + deployed.stderr);
    repo.forget();
  }, 5 * MINUTES);
  afterEach(() => repo.rewind());
  afterAll(async () => {
    repo.remove();
    await moto.stop();
  });

  test(
    'an account as deployed is as defined',
    async () => {
      const run = await repo.run('validate-iam.sh', ['dev'], { live: true });
      expect(run.stdout).not.toContain('DIFFERENT');
      expect(run.stdout).toMatch(/^As defined: \d+ checks, shop dev, account 123456789012\.$/m);
      expect(run.status).toBe(0);
    },
    5 * MINUTES,
  );

  async function report(): Promise<{ readonly run: Ended; readonly report: Report }> {
    const run = await repo.run('validate-iam.sh', ['dev', '--format', 'json']);
    if (run.stdout === '') throw new Error(run.stderr);
    return { run, report: JSON.parse(run.stdout) as Report };
  }

  test.each(DIFFERENCES)(
    'finds and names %s',
    async (_, change, subject, check, reason, fix) => {
      change(repo);
      const { run, report: found } = await report();
      expect(run.status).toBe(2);
      expect(found.result).toBe('different');
      const different = found.checks.filter(({ result }) => result === 'different');
      const named = different.filter(
        (one) => one.subject === subject && one.check?.startsWith(check),
      );
      expect(named).toHaveLength(1);
      expect(named[0]?.reason).toMatch(reason);
      expect(named[0]?.fix).toBe(fix);
      // Nothing else is called different, but where one cause shows twice.
      const others = different.filter((one) => !named.includes(one));
      expect(others.map((one) => one.reason)).toEqual(
        others.map(() => expect.stringMatching(/^it is not (attached|there)$|Action lost/)),
      );
    },
    MINUTES,
  );

  test.each(HARMLESS)(
    'takes no offence at %s',
    async (name, change) => {
      change(repo);
      const { run, report: found } = await report();
      expect(found.checks.filter(({ result }) => result === 'different')).toEqual([]);
      expect(found.counts.note).toBe(name.includes('note') ? 1 : 0);
      expect(run.status).toBe(0);
    },
    MINUTES,
  );

  /** Validates while a file of the repo has another text; '' removes or adds it. */
  async function withFile(path: string, change: (text: string) => string): Promise<Ended> {
    const file = join(repo.folder, path);
    const text = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    const changed = change(text ?? '');
    if (changed === '') rmSync(file);
    else writeFileSync(file, changed);
    const run = await repo.run('validate-iam.sh', ['dev']);
    if (text === undefined) rmSync(file);
    else writeFileSync(file, text);
    return run;
  }

  /** A file that the lock was made from. */
  function lockedFile(): string {
    const { files } = parseLock(readFileSync(join(repo.folder, LOCK_FILE), 'utf8'));
    const [path] = Object.keys(files);
    if (path === undefined) throw new Error('The lock names no file.');
    return path;
  }

  const EDITS: readonly [string, (text: string) => string, string?][] = [
    ['edited', (text) => `${text} `],
    ['removed', () => ''],
    ['added', () => '{}\n', 'iam/roles/mine.json'],
  ];

  test.each(EDITS)(
    'could not check when a definition file was %s',
    async (_, change, path = lockedFile()) => {
      const run = await withFile(path, change);
      expect(run.stderr.replace(/^shop, environment dev: .*\n/, '')).toBe(
        `error: Could not check: iam.lock.json is older than ${path}.\n  Write it again: npx generator-ecs-iam lock\n`,
      );
      expect([run.status, run.stdout]).toEqual([1, '']);
    },
    MINUTES,
  );

  test(
    'a checkout with CRLF is no edit',
    async () => {
      const run = await withFile(lockedFile(), (text) => text.replaceAll('\n', '\r\n'));
      expect([run.status, run.stderr.split('\n').length]).toEqual([0, 2]);
    },
    MINUTES,
  );

  const CANNOT: readonly [string, string, Failure, RegExp][] = [
    [
      'access is denied',
      `iam get-role --role-name ${EXECUTION}`,
      { code: 'AccessDenied', message: 'not authorized to perform: iam:GetRole' },
      /^error: Could not check: An error occurred \(AccessDenied\).*\n {2}Ask for that permission/,
    ],
    [
      'AWS throttles',
      `iam get-role-policy --role-name ${EXECUTION}`,
      { code: 'Throttling', message: 'Rate exceeded' },
      /^error: Could not check: An error occurred \(Throttling\).*\n {2}Mend that, or wait a minute/,
    ],
    [
      'the session has expired',
      'sts get-caller-identity',
      { code: 'ExpiredToken', message: 'The token is expired' },
      /^error: Could not check: An error occurred \(ExpiredToken\).*\n {2}Sign in again/,
    ],
  ];

  test.each(CANNOT)(
    'could not check when %s',
    async (_, call, failure, sources) => {
      repo.answer(call, () => failure);
      const run = await repo.run('validate-iam.sh', ['dev', '--format', 'json']);
      expect(run.stderr.replace(/^shop, environment dev: .*\n/, '')).toMatch(sources);
      expect(run.stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(3);
      expect([run.status, run.stdout]).toEqual([1, '']);
    },
    MINUTES,
  );

  test(
    'is kept from the wrong account',
    async () => {
      const run = await withFile('environments/dev.env', (text) => {
        expect(text).toMatch(/^ACCOUNT=/m);
        return text.replace(/^ACCOUNT=.*$/m, "ACCOUNT='111122223333'");
      });
      expect(run.stderr).toMatch(
        /^error: These credentials are for account 123456789012 \(aws\); environment dev is 111122223333 \(aws\)\.$/m,
      );
      expect([run.status, run.stdout]).toEqual([1, '']);
    },
    MINUTES,
  );

  test(
    'says when there are no credentials',
    async () => {
      const run = await ended('bash', [join(repo.folder, 'scripts/validate-iam.sh'), 'dev'], {
        ...moto.env,
        AWS_ACCESS_KEY_ID: undefined,
        AWS_SECRET_ACCESS_KEY: undefined,
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      });
      expect(run.stderr).toMatch(/^error: Could not check: Unable to locate credentials/);
      expect([run.status, run.stdout]).toEqual([1, '']);
    },
    MINUTES,
  );

  test(
    'says when jq is missing',
    async () => {
      const run = await repo.run('validate-iam.sh', ['dev'], { env: { PATH: withoutJq(repo) } });
      expect(run.stderr).toBe("error: The tool 'jq' is not installed.\n");
      expect([run.status, run.stdout]).toEqual([1, '']);
    },
    MINUTES,
  );

  test(
    'writes JUnit as CI servers read it, and the text to stdout',
    async () => {
      const file = join(repo.folder, 'iam.xml');
      repo.answer(`iam get-role --role-name ${EXECUTION}`, () => ({
        code: 'NoSuchEntity',
        message: 'gone',
      }));
      const words = ['dev', '--format', 'junit', '--output', file];
      const run = await repo.run('validate-iam.sh', words);
      expect(run.status).toBe(2);
      expect(run.stdout).toMatch(/^1 of \d+ checks differ: shop dev, account 123456789012\.$/m);
      expect(junitFaults(readFileSync(file, 'utf8'))).toEqual([]);
    },
    MINUTES,
  );

  test(
    'reads what the role that runs it in a pipeline may read, and no more',
    async () => {
      const statements = readStatements(buildService({ ...ONE_OF_EACH, target: 'cli' }).model);
      const policy = policyDocument(filledStatements(statements));
      await repo.run('validate-iam.sh', ['dev']);
      const used = new Set<string>();
      for (const { action, resource } of repo.calls().flatMap(({ words }) => requestsOf(words))) {
        expect([action, resource, identityAllows([policy], { action, resource })]).toEqual([
          action,
          resource,
          true,
        ]);
        used.add(action);
      }
      expect(used).toEqual(new Set(statements.flatMap(({ actions }) => actions)));
    },
    MINUTES,
  );
});
