import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  type IAMClient,
  ListInstanceProfilesCommand,
  ListPoliciesCommand,
  ListPolicyVersionsCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import type { Answers } from '../../../lib/answers/types.ts';
import { readRoles } from '../../support/account.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { describeInFull } from '../../support/in-full.ts';
import { type Moto, startMoto } from '../../support/moto.ts';
import { type ScriptRepo, scriptRepo } from '../../support/script-repo.ts';
import { describeWith } from '../../support/tools.ts';
import {
  done,
  filesOf,
  MINUTES,
  OUR_TAGS,
  operations,
  somebodyElse,
  THEIR_POLICY,
  THEIR_TRUST,
  wanted,
} from './account.ts';

const PolicyArn =
  'arn:aws:iam::123456789012:policy/team/shop/shop-ecs-task-role-dev-TaskStatements';
const BOUNDARY = 'arn:aws:iam::123456789012:policy/team';
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const RoleName = 'shop-ecs-task-role-dev';

/** Roles with every kind of policy, a boundary, and text that tempts a shell. */
const awkward: Answers = {
  ...DEFAULT_ANSWERS,
  environments: [{ name: 'dev', values: { permissionsBoundary: BOUNDARY } }],
  roles: ['task', 'container-instance'],
  rolePath: '/team/shop/',
  rolePolicies: { task: 'customer-managed', 'container-instance': 'aws-managed' },
  roleOverrides: {
    task: { description: `it's "the" task: $(id) \`id\` é \\n`, maxSessionDuration: 7200 },
  },
  tags: { team: 'orders=returns + more', 'cost:center': '0042' },
  serviceLinkedRole: false,
  grants: [{ preset: 'xray', values: {} }],
  taskStatements: [
    {
      sid: 'OwnFolder',
      actions: ['s3:GetObject'],
      resources: ['arn:<partition>:s3:::home/${aws:username}/${ACCOUNT}/é\'"\\/*'],
    },
  ],
};

/** One role. */
const small: Answers = {
  ...awkward,
  environments: [{ name: 'dev', values: {} }],
  roles: ['task'],
  rolePolicies: {},
};

describeInFull('deploy-iam.sh on the emulator', (name) => {
  describeWith(['moto_server', 'aws'], name, () => {
    let moto: Moto;
    let repo: ScriptRepo;
    let iam: IAMClient;
    beforeAll(async () => {
      moto = await startMoto();
      iam = somebodyElse(moto);
    }, 2 * MINUTES);
    afterEach(async () => {
      repo.remove();
      await moto.reset();
    });
    afterAll(async () => {
      iam.destroy();
      await moto.stop();
    });

    test(
      'makes what the model says; again, it changes nothing; destroy leaves nothing',
      async () => {
        repo = scriptRepo(filesOf(awkward), moto.env);
        const dry = done(repo, 'deploy-iam.sh', 'dev', '--dry-run');
        expect([dry.writes, await readRoles(moto.url)]).toEqual([[], []]);
        expect(dry.stdout).toContain(
          `would run: aws iam create-role --role-name ${RoleName} --path /team/shop/ `,
        );
        expect(dry.stdout).toMatch(/\nCalls that would be made: \d+\.\n$/);

        done(repo, 'deploy-iam.sh', 'dev');
        expect(await readRoles(moto.url)).toEqual(wanted(awkward, 'dev'));
        const again = done(repo, 'deploy-iam.sh', 'dev');
        expect([again.writes, again.stderr]).toEqual([[], '']);
        expect(again.stdout).toMatch(/\nNothing to do\.\n$/);

        // Roles that the answers no longer ask for are ours as well.
        repo.replace(filesOf({ ...awkward, roles: ['task'] }));
        const dryDestroy = done(repo, 'destroy-iam.sh', 'dev', '--dry-run');
        expect(dryDestroy.writes).toEqual([]);
        expect(await readRoles(moto.url)).toEqual(wanted(awkward, 'dev'));
        done(repo, 'destroy-iam.sh', 'dev', '--confirm', 'dev');
        expect(await readRoles(moto.url)).toEqual([]);
        const { Policies } = await iam.send(new ListPoliciesCommand({ Scope: 'Local' }));
        const { InstanceProfiles } = await iam.send(new ListInstanceProfilesCommand({}));
        expect([Policies, InstanceProfiles]).toEqual([[], []]);
      },
      5 * MINUTES,
    );

    test(
      'mends what differs, and leaves and names what others put there',
      async () => {
        repo = scriptRepo(filesOf(small), moto.env);
        done(repo, 'deploy-iam.sh', 'dev');
        const [before] = await readRoles(moto.url);
        await iam.send(
          new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: THEIR_TRUST }),
        );
        await iam.send(new UpdateRoleCommand({ RoleName, Description: 'changed' }));
        await iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['team'] }));
        await iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'theirs', Value: 'stays' }] }));
        await iam.send(
          new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: BOUNDARY }),
        );
        for (const PolicyName of ['Xray', 'Theirs', 'S3Read']) {
          await iam.send(
            new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: THEIR_POLICY }),
          );
        }
        await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: READ_ONLY }));

        const mended = done(repo, 'deploy-iam.sh', 'dev');
        expect(operations(mended)).toEqual([
          'update-assume-role-policy',
          'update-role',
          'tag-role',
          'delete-role-permissions-boundary',
          'put-role-policy',
          'delete-role-policy',
        ]);
        expect(await readRoles(moto.url)).toEqual([
          {
            ...before,
            tags: { ...before?.tags, theirs: 'stays' },
            inline: { ...before?.inline, Theirs: expect.anything() },
            attached: { [READ_ONLY]: 'aws' },
          },
        ]);
        expect(mended.stderr.split('\n').slice(0, -1)).toEqual([
          `warning: role ${RoleName} has inline policy Theirs, which is not from this repo: left alone`,
          `warning: role ${RoleName} has attached policy ${READ_ONLY}, which is not from this repo: left alone`,
        ]);
      },
      3 * MINUTES,
    );

    test(
      'takes away what other answers had put there',
      async () => {
        const earlier: Answers = { ...awkward, environments: small.environments };
        const later: Answers = { ...earlier, rolePolicies: {}, grants: [] };
        repo = scriptRepo(filesOf(earlier), moto.env);
        done(repo, 'deploy-iam.sh', 'dev');
        repo.replace(filesOf(later));
        expect(done(repo, 'deploy-iam.sh', 'dev').stderr).toBe('');
        expect(await readRoles(moto.url)).toEqual(wanted(later, 'dev'));
        const { Policies } = await iam.send(new ListPoliciesCommand({ Scope: 'Local' }));
        expect(Policies).toEqual([]);
      },
      4 * MINUTES,
    );

    test(
      'keeps a managed policy at five versions: the oldest not in use goes',
      async () => {
        const answers: Answers = {
          ...small,
          rolePolicies: { task: 'customer-managed' },
          grants: [],
        };
        repo = scriptRepo(filesOf(answers), moto.env);
        await iam.send(
          new CreatePolicyCommand({
            PolicyName: `${RoleName}-TaskStatements`,
            Path: '/team/shop/',
            PolicyDocument: THEIR_POLICY,
          }),
        );
        for (let count = 2; count <= 5; count += 1) {
          await iam.send(
            new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: THEIR_POLICY }),
          );
        }
        const updated = done(repo, 'deploy-iam.sh', 'dev');
        expect(operations(updated)).toEqual([
          'create-role',
          'delete-policy-version',
          'create-policy-version',
          'attach-role-policy',
        ]);
        const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
        expect(
          Versions.map(({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion]).sort(),
        ).toEqual([
          ['v1', false],
          ['v3', false],
          ['v4', false],
          ['v5', false],
          ['v6', true],
        ]);
        expect(await readRoles(moto.url)).toEqual(wanted(answers, 'dev'));
      },
      2 * MINUTES,
    );

    test(
      'never changes a role that is not ours, nor moves one to another path',
      async () => {
        repo = scriptRepo(filesOf(small), moto.env);
        await iam.send(
          new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: THEIR_TRUST, Path: '/x/' }),
        );
        const foreign = repo.run('deploy-iam.sh', 'dev');
        expect([foreign.status, foreign.writes]).toEqual([1, []]);
        expect(foreign.stderr).toContain(
          `error: Role ${RoleName} exists and does not carry the tags of shop dev.`,
        );
        const id = { Key: 'ecs-iam:id', Value: 'zzzz9999' };
        await iam.send(new TagRoleCommand({ RoleName, Tags: [...OUR_TAGS, id] }));
        const others = repo.run('deploy-iam.sh', 'dev');
        expect([others.status, others.writes]).toEqual([1, []]);
        expect(others.stderr).toContain(
          `error: Role ${RoleName} exists and does not carry the tags of shop dev a1b2c3d4, but id zzzz9999.`,
        );
        await iam.send(new UntagRoleCommand({ RoleName, TagKeys: [id.Key] }));
        const moved = repo.run('deploy-iam.sh', 'dev');
        expect([moved.status, moved.writes]).toEqual([1, []]);
        expect(moved.stderr).toContain(`error: Role ${RoleName} is not at path /team/shop/`);
      },
      2 * MINUTES,
    );
  });
});
