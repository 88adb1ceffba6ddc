import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MotoPort, openMoto } from '../live/support/moto-port.ts';
import { runBinIn } from '../live/support/run-bin.ts';
import { describeInFull } from '../support/in-full.ts';
import { MOTO_ACCOUNT, MOTO_REGION } from '../support/moto.ts';
import { describeWithTerraform, terraformEnvironment } from '../support/terraform.ts';
import { describeWith } from '../support/tools.ts';

const MINUTES = 60_000;
const NAMES = {
  'task-execution': 'acme-exec-<environment>',
  task: 'AcmeWeb-<environment>',
  'container-instance': 'acme-nodes-<environment>',
};
const PATH = '/service-role/';
/** What both repos have in common; a customer managed policy and an instance profile are among it. */
const COMMON = {
  version: 1,
  project: 'shop',
  environments: { dev: { account: MOTO_ACCOUNT, region: MOTO_REGION } },
  roles: ['task-execution', 'task', 'container-instance'],
  deploy: 'none',
  ecrRepository: 'existing',
  serviceLinkedRole: false,
  rolePolicies: { 'container-instance': 'customer-managed' },
};
const THEIR_TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'ecs-tasks.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ],
});

describeWith(['moto_server', 'aws'], 'roles of others, adopted on the emulator', () => {
  let opened: MotoPort;
  let top: string;
  let repo: string;

  beforeAll(async () => {
    opened = await openMoto();
  }, 2 * MINUTES);
  afterAll(() => opened.stop());
  beforeEach(async () => {
    await opened.moto.reset();
    top = mkdtempSync(join(tmpdir(), 'ecs iam-'));
    await makeTheirs();
  }, MINUTES);
  afterEach(() => rmSync(top, { recursive: true, force: true }));

  /** Another repo makes roles under names of its own; then its tags go, and a trust policy is changed. */
  async function makeTheirs(): Promise<void> {
    const folder = write('theirs', {
      id: 'aaaa1111',
      target: 'cli',
      roleNames: NAMES,
      roleOverrides: { task: { path: PATH } },
    });
    expect(await run(folder, 'apply', '--yes', '--quiet')).toMatchObject({ status: 0 });
    for (const RoleName of ['acme-exec-dev', 'AcmeWeb-dev', 'acme-nodes-dev']) {
      const TagKeys = ['ecs-iam:project', 'ecs-iam:environment', 'ecs-iam:id'];
      await opened.port.call('UntagRole', { RoleName, TagKeys });
    }
    const changed = { RoleName: 'AcmeWeb-dev', PolicyDocument: THEIR_TRUST };
    await opened.port.call('UpdateAssumeRolePolicy', changed);
  }

  function write(name: string, values: object): string {
    const folder = join(top, name);
    mkdirSync(folder);
    writeFileSync(join(folder, 'ecs-iam.json'), JSON.stringify({ ...COMMON, ...values }));
    return folder;
  }

  function run(folder: string, ...words: readonly string[]) {
    return runBinIn(folder, words, opened.moto.env);
  }

  /** A repo that uses the roles by their ARNs, with which it adopts them. */
  async function adopted(target: string): Promise<void> {
    const arn = (id: keyof typeof NAMES, path = '/') =>
      `arn:aws:iam::${MOTO_ACCOUNT}:role${path}${NAMES[id]}`;
    repo = write('ours', {
      id: 'bbbb2222',
      target,
      rolePolicies: {},
      existingRoles: {
        'task-execution': arn('task-execution'),
        task: arn('task', PATH),
        'dev.container-instance': arn('container-instance').replace('<environment>', 'dev'),
      },
    });
    expect(await run(repo, 'new', '--yes', '--quiet')).toMatchObject({ status: 0 });
    const policies = ['--yes', '--quiet', '--role-policies', 'container-instance=customer-managed'];
    expect(await run(repo, 'new', ...policies)).toMatchObject({ status: 0 });
    const ended = await run(repo, 'adopt', '--json');
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    const { environments, adopted: ids } = JSON.parse(ended.stdout);
    expect([ids, environments[0].summary]).toEqual([
      ['task-execution', 'task', 'container-instance'],
      { create: 0, update: 4, delete: 0, widens: expect.any(Number) },
    ]);
  }

  test(
    'apply --adopt makes nothing new, and then they are ours',
    async () => {
      await adopted('cli');
      const plan = await run(repo, 'plan', '--adopt', '--json');
      const [{ summary }] = JSON.parse(plan.stdout).environments;
      expect(summary).toMatchObject({ create: 0, delete: 0 });
      expect(await run(repo, 'apply', '--yes')).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('Take it over with --adopt'),
      });
      expect(await run(repo, 'apply', '--yes', '--adopt')).toMatchObject({ status: 0 });
      expect(await run(repo, 'validate')).toMatchObject({ status: 0 });
      expect(await run(repo, 'adopt')).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('There is nothing to adopt'),
      });
    },
    2 * MINUTES,
  );

  describeInFull('with the scripts of the CLI', (name) => {
    describe(name, () => {
      test(
        'the scripts of the CLI refuse, until apply --adopt has set the tags; then they make nothing',
        async () => {
          await adopted('cli');
          const refused = script('deploy-iam.sh');
          expect(refused).toMatchObject({
            status: 1,
            stderr: expect.stringContaining('apply --adopt. Nothing was changed.'),
          });
          expect(await run(repo, 'apply', '--yes', '--adopt')).toMatchObject({ status: 0 });
          const dry = script('deploy-iam.sh', '--dry-run');
          expect(dry).toMatchObject({
            status: 0,
            stderr: '',
            stdout: expect.stringMatching(/\nNothing to do\.\n$/),
          });
        },
        3 * MINUTES,
      );
    });
  });

  function script(name: string, ...words: readonly string[]) {
    const env = { ...opened.moto.env, ...terraformEnvironment() };
    return spawnSync(join(repo, 'scripts', name), ['dev', ...words], { env, encoding: 'utf8' });
  }

  describeInFull('with Terraform', (name) =>
    describeWithTerraform([], name, () => {
      test(
        'its plan imports everything and creates nothing; the script applies it, and the roles are ours',
        async () => {
          await adopted('terraform');
          const root = join(repo, 'iam/environments/dev');
          terraform(root, 'init');
          terraform(root, 'plan', '-out=plan');
          const { resource_changes: changes } = JSON.parse(
            terraform(root, 'show', '-json', 'plan'),
          );
          const of = (action: string) =>
            changes
              .filter(({ change }: Planned) => change.actions.includes(action))
              .map(({ address }: Planned) => address);
          expect([of('create'), of('delete')]).toEqual([[], []]);
          const imported = changes.filter(({ change }: Planned) => change.importing !== undefined);
          expect(imported.map(({ type }: Planned) => type).sort()).toEqual([
            'aws_iam_instance_profile',
            'aws_iam_policy',
            'aws_iam_role',
            'aws_iam_role',
            'aws_iam_role',
            'aws_iam_role_policy',
            'aws_iam_role_policy_attachment',
          ]);
          rmSync(join(root, 'plan'));
          const deployed = script('deploy-iam.sh');
          expect(deployed).toMatchObject({ status: 0, stderr: '' });
          expect(await run(repo, 'validate')).toMatchObject({ status: 0 });
        },
        10 * MINUTES,
      );
    }),
  );

  function terraform(folder: string, ...words: readonly string[]): string {
    const env = { ...opened.moto.env, ...terraformEnvironment() };
    const ended = spawnSync('terraform', [`-chdir=${folder}`, ...words], {
      env,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    if (ended.status !== 0) throw new Error(`${ended.stdout}${ended.stderr}`);
    return ended.stdout;
  }
});

interface Planned {
  readonly address: string;
  readonly type: string;
  readonly change: { readonly actions: readonly string[]; readonly importing?: object };
}
