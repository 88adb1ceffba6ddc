import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { assumedRole } from '../../lib/live/assumed-role.ts';
import { sdkPort } from '../../lib/live/sdk-port.ts';
import { startBin } from '../live/support/run-bin.ts';
import { BIN, type Outcome } from '../support/built-bin.ts';
import { type Moto, startMoto } from '../support/moto.ts';
import { describeWith } from '../support/tools.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/team.md'), 'utf8');

/** The files that the page shows, each below its name. */
const FILES = [...PAGE.matchAll(/^`([\w.]+)`:\n\n```\w+\n(.*?)^```$/gms)].map(
  ([, name = '', text = '']) => [name, text] as const,
);

/** The commands of the page, in their order, by the section that they stand in. */
const SECTIONS = PAGE.split(/^## /m)
  .slice(1)
  .map((text) => [...text.matchAll(/^\$ (.*)$/gm)].map(([, line = '']) => line));

const [DEV, PROD, OPS] = ['111122223333', '444455556666', '777788889999'];

describeWith(['moto_server', 'aws', 'jq', 'bash'], 'docs/team.md', () => {
  let moto: Moto;
  const folder = mkdtempSync(join(tmpdir(), 'ecs iam team '));
  const place = join(folder, 'fleet');

  beforeAll(async () => {
    moto = await startMoto();
    Object.assign(process.env, { ...moto.env, CI: process.env.CI });
    mkdirSync(join(folder, 'bin'));
    mkdirSync(place);
    const shim = join(folder, 'bin/ecs-iam');
    writeFileSync(shim, `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`);
    chmodSync(shim, 0o755);
    for (const [name, text] of FILES) writeFileSync(join(place, name), text);
  }, 120_000);
  afterAll(async () => {
    await moto.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function bash(line: string): Outcome {
    const path = `${join(folder, 'bin')}${delimiter}${process.env.PATH}`;
    const env = { ...moto.env, PATH: path, POLL: '0', NODE_OPTIONS: '' };
    const options = { cwd: place, env, encoding: 'utf8', input: '' } as const;
    const { status, stdout, stderr } = spawnSync('bash', ['-c', line], options);
    return { status, stdout, stderr };
  }

  /** Runs the commands of a section; a plan that finds differences ends with 2. */
  function walk(section: number, only: RegExp = /./): string {
    const lines = SECTIONS[section]?.filter((line) => only.test(line)) ?? [];
    expect(lines).not.toEqual([]);
    return lines
      .map((line) => {
        const { status, stdout, stderr } = bash(line);
        expect([line, stderr, status]).toEqual([line, stderr, / plan/.test(line) ? 2 : 0]);
        return stdout + stderr;
      })
      .join('');
  }

  async function servicesIn(account = ''): Promise<readonly string[]> {
    const role = `arn:aws:iam::${account}:role/reader`;
    const credentials = assumedRole({ role, sessionName: 'test', timeout: 30_000 });
    const port = sdkPort({ credentials, timeout: 30_000, concurrency: 4 });
    const { Roles = [] } = await port.call('ListRoles', { MaxItems: 1000 });
    port.close();
    const ours = Roles.flatMap(
      ({ RoleName = '' }) => /^(\w+)-ecs-task-role/.exec(RoleName)?.[1] ?? [],
    );
    return ours.toSorted();
  }

  const inAccounts = () => Promise.all([DEV, PROD, OPS].map(servicesIn));

  test('a preset is checked, and twenty repos are written', () => {
    expect(walk(0)).toContain('Preset acme is valid');
    const text = walk(1);
    expect(text).toContain('20 services: 20 to be created.\n');
    expect(text).toContain('20 services: 20 created.\n');
    expect(text).toContain('20 services: 20 as the manifest.\n');
  }, 60_000);

  test('StackSets make the roles of two services in their accounts, and a second run nothing', async () => {
    expect(walk(2, /stacksets/)).toMatch(/Done\.\n$/);
    const two = ['cart', 'orders'];
    expect(await inAccounts()).toEqual([two, two, []]);
    expect(bash('stacksets/deploy-stacksets.sh orders')).toEqual({
      ...{ status: 0, stderr: '', stdout: 'Everything is as it should be.\n' },
    });
    expect(bash('ecs-iam fleet plan --only orders,cart').stdout).not.toMatch(/update|delete/);
  }, 120_000);

  test('an interrupted apply is resumed, and every account is as the repos define it', async () => {
    const first = startBin(place, ['fleet', 'apply', '--yes'], moto.env);
    await first.says('catalogue dev: changed');
    first.kill('SIGINT');
    const { status, stderr } = await first.ended;
    expect([status, /not.begun/.test(stderr)]).toEqual([130, false]);
    expect(walk(2, /^ecs-iam fleet (plan|apply|validate)/)).toContain('36 as defined.\n');
    const [dev, prod, ops] = await inAccounts();
    expect([dev?.length, prod, ops]).toEqual([16, dev, ['alerts', 'audit', 'backups', 'metrics']]);
  }, 120_000);

  test('a grant is added, a secret removed, and the accounts follow', () => {
    const text = walk(3);
    expect(text).toContain('grants  sqs:ChangeMessageVisibility');
    expect(text).toContain('takes   secretsmanager:GetSecretValue');
    expect(bash('ecs-iam fleet validate')).toMatchObject({ status: 0 });
  }, 60_000);

  test('a template of Backstage is written', () => {
    walk(4);
    expect(readFileSync(join(place, 'template.yaml'), 'utf8')).toContain('- ./acme.json\n');
  });
});
