import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  type IAMClient,
  ListPoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { Answers } from '../../../lib/answers/types.ts';
import { readRoles } from '../../support/account.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { type Moto, startMoto } from '../../support/moto.ts';
import { type ScriptRepo, scriptRepo } from '../../support/script-repo.ts';
import { describeWith } from '../../support/tools.ts';
import {
  filesOf,
  MINUTES,
  OUR_TAGS,
  operations,
  somebodyElse,
  THEIR_POLICY,
  THEIR_TRUST,
} from './account.ts';

const answers: Answers = { ...DEFAULT_ANSWERS, roles: ['task'], serviceLinkedRole: false };

describeWith(['moto_server', 'aws'], 'destroy-iam.sh on the emulator', () => {
  let moto: Moto;
  let repo: ScriptRepo;
  let iam: IAMClient;
  beforeAll(async () => {
    moto = await startMoto();
    iam = somebodyElse(moto);
  }, 2 * MINUTES);
  afterAll(async () => {
    repo.remove();
    iam.destroy();
    await moto.stop();
  });

  test(
    'leaves the roles of others, and one of ours that others put something on',
    async () => {
      repo = scriptRepo(filesOf(answers), moto.env);
      const RoleName = 'shop-ecs-task-role-dev';
      await make(RoleName, OUR_TAGS);
      await make('shop-codebuild-role-dev', []);
      const { Policy } = await iam.send(
        new CreatePolicyCommand({ PolicyName: 'theirs', PolicyDocument: THEIR_POLICY }),
      );
      const PolicyArn = Policy?.Arn;
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
      await iam.send(
        new PutRolePolicyCommand({ RoleName, PolicyName: 'Mine', PolicyDocument: THEIR_POLICY }),
      );
      const before = await readRoles(moto.url);

      const refused = repo.run('destroy-iam.sh', 'dev', '--confirm', 'dev');
      expect([refused.status, refused.writes]).toEqual([1, []]);
      expect(refused.stderr).not.toContain('shop-codebuild-role-dev');
      expect(refused.stderr).toBe(
        `error: Role ${RoleName} has inline policy Mine, which is not from this repo.\n` +
          '  Take it off if nobody needs it, then run this again. Nothing was changed.\n',
      );
      expect(await readRoles(moto.url)).toEqual(before);

      await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'Mine' }));
      await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
      const destroyed = repo.run('destroy-iam.sh', 'dev', '--confirm', 'dev');
      expect([destroyed.status, destroyed.stderr]).toEqual([0, '']);
      expect(operations(destroyed)).toEqual(['delete-role']);
      expect((await readRoles(moto.url)).map(({ name }) => name)).toEqual([
        'shop-codebuild-role-dev',
      ]);
      const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: 'Local' }));
      expect(Policies.map(({ Arn }) => Arn)).toEqual([PolicyArn]);
    },
    3 * MINUTES,
  );

  async function make(RoleName: string, Tags: typeof OUR_TAGS): Promise<void> {
    await iam.send(
      new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: THEIR_TRUST, Tags }),
    );
  }
});
