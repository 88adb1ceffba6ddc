import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assumedRole } from '../../lib/live/assumed-role.ts';
import { sdkPort } from '../../lib/live/sdk-port.ts';
import { runBinIn, startBin } from '../live/support/run-bin.ts';
import { freshFolder } from '../support/built-bin.ts';
import { type Moto, startMoto } from '../support/moto.ts';
import { describeWith } from '../support/tools.ts';

const [DEV, PROD, TOOLS] = ['111122223333', '444455556666', '777788889999'];
const NAMES = Array.from({ length: 20 }, (_, index) => `svc-${index}`);
const WITH_TOOLS = NAMES.slice(14);

/** Fourteen services in two accounts, six in the third. */
const MANIFEST = `id: a1b2c3d4
folder: services/<service>
environments:
  dev: {account: "${DEV}", region: eu-west-1}
  prod: {account: "${PROD}", region: eu-central-1}
accounts:
  "${DEV}": {role: "arn:aws:iam::${DEV}:role/platform", externalId: ours, concurrency: 3}
  "*": {role: "arn:aws:iam::<account>:role/deploy"}
answers: {deploy: none, roles: [task-execution, task]}
groups:
  tools: {environments: {ops: {account: "${TOOLS}", region: eu-west-1}}}
services:
${NAMES.map((name) => `  ${name}: ${WITH_TOOLS.includes(name) ? '{group: tools}' : '{}'}\n`).join('')}`;

describeWith(['moto_server'], 'a fleet of twenty services over three accounts', () => {
  const folder = freshFolder();
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
    for (const [name, value] of Object.entries(moto.env)) {
      if (name.startsWith('AWS_')) process.env[name] = value;
    }
  }, 120_000);
  afterAll(() => moto.stop());
  beforeEach(async () => {
    await moto.reset();
    writeFileSync(join(folder(), 'fleet.yaml'), MANIFEST);
  });

  const run = (...words: readonly string[]) => runBinIn(folder(), ['fleet', ...words], moto.env);

  async function rolesIn(account: string): Promise<readonly string[]> {
    const role = `arn:aws:iam::${account}:role/reader`;
    const credentials = assumedRole({ role, sessionName: 'test', timeout: 30_000 });
    const port = sdkPort({ credentials, timeout: 30_000, concurrency: 4 });
    const { Roles = [] } = await port.call('ListRoles', { MaxItems: 1000 });
    port.close();
    return Roles.flatMap(({ RoleName = '', Path = '' }) =>
      Path.startsWith('/aws-service-role/') ? [] : [RoleName],
    );
  }

  test('is applied, interrupted and killed on the way, resumed, validated and destroyed', async () => {
    expect((await run('new')).status).toBe(0);
    expect(await run('plan', '--json')).toMatchObject({ status: 2 });

    const first = startBin(folder(), ['fleet', 'apply', '--yes'], moto.env);
    await first.says('[3/');
    first.kill('SIGINT');
    const interrupted = await first.ended;
    expect(interrupted).toMatchObject({
      status: 130,
      stderr: expect.stringContaining('run ecs-iam fleet apply again to go on'),
    });
    const second = startBin(folder(), ['fleet', 'apply', '--yes'], moto.env);
    await second.says('[16/');
    second.kill('SIGKILL');
    await second.ended;

    const rest = await run('apply', '--yes', '--json');
    expect(rest.status).toBe(0);
    expect(await run('validate')).toMatchObject({
      status: 0,
      stdout: '20 services in 3 accounts, 34 environments: 34 as defined.\n',
    });
    const left = readdirSync(folder(), { recursive: true, encoding: 'utf8' });
    expect(left.filter((path) => /\.ecs-iam\/(dev|prod|ops|lock)\./.test(path))).toEqual([]);
    const [dev, prod, ops] = await Promise.all([DEV, PROD, TOOLS].map(rolesIn));
    expect(new Set(dev?.map((name) => name.replace(/-ecs.*/, '')))).toEqual(
      new Set(NAMES.slice(0, 14)),
    );
    expect(prod).toHaveLength(dev?.length ?? 0);
    expect(new Set(ops?.map((name) => name.replace(/-ecs.*/, '')))).toEqual(new Set(WITH_TOOLS));

    expect((await run('destroy', '--confirm', 'dev')).stderr).toContain(
      'does not name environment prod, ops',
    );
    expect((await run('destroy', '--confirm', 'dev,prod,ops')).status).toBe(0);
    expect((await Promise.all([DEV, PROD, TOOLS].map(rolesIn))).flat()).toEqual([]);
  }, 300_000);

  test('a broken service and one whose role is another’s stop none of the others', async () => {
    await run('new', '--only', 'svc-14,svc-15,svc-16,svc-17');
    writeFileSync(join(folder(), 'services/svc-14/iam/roles.yaml'), 'Resources: [');
    const apply = await run('apply', '--only', 'svc-14,svc-15', '--yes');
    expect([apply.status, /svc-14: /.test(apply.stdout), await rolesIn(TOOLS ?? '')]).toEqual([
      1,
      true,
      expect.arrayContaining(['svc-15-ecs-task-role-ops']),
    ]);
    writeFileSync(join(folder(), 'fleet.yaml'), MANIFEST.replace(/ {2}svc-15: .*\n/, ''));
    // One repo is worked on by the same role, also when it has left the fleet, where the credentials at hand are for another account.
    expect(
      await runBinIn(folder(), ['plan', 'services/svc-15', '--environment', 'ops'], moto.env),
    ).toEqual({
      status: 0,
      stdout: expect.stringContaining('No changes'),
      stderr: `Account ${TOOLS} is reached as fleet.yaml says: arn:aws:iam::${TOOLS}:role/deploy.\n`,
    });
  }, 60_000);

  test('accounts that cannot be reached are named with file and line, all at once; nothing is changed', async () => {
    const wrong = MANIFEST.replace(`:${DEV}:role/platform`, ':000011112222:role/platform').replace(
      '"*": {role: "arn:aws:iam::<account>:role/deploy"}',
      '"*": {profile: nobody}',
    );
    writeFileSync(join(folder(), 'fleet.yaml'), wrong);
    await run('new', '--only', 'svc-0,svc-14');
    const { status, stdout, stderr } = await run('apply', '--only', 'svc-0,svc-14', '--yes');
    expect(status).toBe(1);
    expect(stdout).toContain(
      `fleet.yaml:7: accounts.${DEV}: Account ${DEV} cannot be reached: The credentials are for account 000011112222.`,
    );
    expect(stdout).toContain(
      `fleet.yaml:8: accounts."*": Account ${TOOLS} cannot be reached: There is no profile 'nobody'`,
    );
    expect(stderr).toContain('Nothing was changed, because not every account can be reached.');
    expect(readFileSync(join(folder(), 'fleet.yaml'), 'utf8')).toBe(wrong);
  }, 60_000);
});
