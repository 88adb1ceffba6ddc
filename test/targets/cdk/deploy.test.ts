import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answers } from '../../../lib/answers/types.ts';
import { type AccountFacts, fillModel } from '../../../lib/iam/fill.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import type { Service } from '../../../lib/service/types.ts';
import { lockFile } from '../../../lib/starter/lock-file.ts';
import { renderSharedScripts } from '../../../lib/starter/scripts.ts';
import { renderer } from '../../../lib/targets/cdk/render.ts';
import { type AccountRole, expectedRoles, readRoles } from '../../support/account.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { describeWithCdk, linkCdkModules } from '../../support/cdk-app.ts';
import { describeInFull } from '../../support/in-full.ts';
import { MOTO_ACCOUNT, MOTO_REGION, type Moto, startMoto } from '../../support/moto.ts';
import { withoutPipeline } from '../../support/pipeline-kinds.ts';
import { type ScriptRepo, scriptRepo } from '../../support/script-repo.ts';
import { describeWith } from '../../support/tools.ts';

const FACTS: AccountFacts = {
  account: MOTO_ACCOUNT,
  partition: 'aws',
  region: MOTO_REGION,
  dnsSuffix: 'amazonaws.com',
};
const MINUTES = 60_000;

/** One environment, whose settings are all the emulator keeps of a role in a stack. */
const SETTLED: Answers = {
  ...DEFAULT_ANSWERS,
  environments: [
    {
      name: 'pre_prod',
      values: {
        permissionsBoundary: 'arn:aws:iam::123456789012:policy/team',
        account: MOTO_ACCOUNT,
      },
    },
  ],
  rolePath: '/team/shop/',
  tags: { team: 'orders and returns', 'cost-center': '0042', answer: 'yes' },
  maxSessionDuration: 7200,
  exec: 'task',
  taskStatements: [
    {
      sid: 'OwnFolder',
      actions: ['s3:GetObject'],
      resources: ['arn:<partition>:s3:::shop-home/${aws:PrincipalTag/team}/*'],
    },
  ],
};

describeInFull('the emulator', (name) =>
  describeWith(['moto_server', 'aws'], name, () => {
    describeWithCdk('the app on it', () => {
      let moto: Moto;
      let repo: ScriptRepo;
      beforeAll(async () => {
        moto = await startMoto();
      }, 2 * MINUTES);
      afterEach(async () => {
        repo.remove();
        await moto.reset();
      }, MINUTES);
      afterAll(() => moto.stop());

      function prepare(answers: Answers): Service {
        const service = withoutPipeline(buildService(answers));
        const files = [
          ...renderer.render(service),
          ...renderSharedScripts(),
          lockFile(service, []),
        ];
        repo = scriptRepo(files, moto.env);
        linkCdkModules(join(repo.folder, 'iam'));
        return service;
      }

      function aws(...words: readonly string[]): string {
        return spawnSync('aws', words, { env: moto.env, encoding: 'utf8' }).stdout.trim();
      }

      function stacks(): string {
        return aws('cloudformation', 'describe-stacks', '--query', 'Stacks[].StackName');
      }

      function done(script: string, ...words: readonly string[]): string {
        const { status, stdout, stderr } = repo.run(script, ...words);
        if (status !== 0) throw new Error(`${script} ended ${status}:\n${stdout}${stderr}`);
        return stdout;
      }

      test(
        'deployed, deployed again, destroyed: each leaves what the model says',
        async () => {
          const service = prepare(SETTLED);
          const name = 'pre_prod';
          expect(done('deploy-iam.sh', name)).toMatch(/✅ {2}shop-iam-pre-prod$/m);
          expect(await readRoles(moto.url)).toEqual(wanted(service));
          expect(done('deploy-iam.sh', name)).toMatch(/✅ {2}shop-iam-pre-prod \(no changes\)$/m);
          expect(done('deploy-iam.sh', name, '--dry-run')).toContain('There were no differences');
          expect(await readRoles(moto.url)).toEqual(wanted(service));
          expect(done('destroy-iam.sh', name, '--dry-run')).toContain('role shop-codebuild-role-');
          expect(await readRoles(moto.url)).toEqual(wanted(service));
          done('destroy-iam.sh', name, '--confirm', name);
          expect(await readRoles(moto.url)).toEqual([]);
          expect(JSON.parse(stacks())).toEqual(['shop-shared']);
          expect(done('destroy-iam.sh', name, '--confirm', name)).toMatch(/: not there$/m);
        },
        10 * MINUTES,
      );

      test(
        'a dry run makes nothing, and says what it would make',
        async () => {
          prepare(DEFAULT_ANSWERS);
          const sources = done('deploy-iam.sh', 'dev', '--dry-run');
          expect(sources).toContain('[+] AWS::IAM::Role TaskExecutionRole');
          expect(sources).not.toContain('shop-iam-prod');
          expect(await readRoles(moto.url)).toEqual([]);
          expect(stacks()).toBe('[]');
        },
        3 * MINUTES,
      );

      test(
        'an app that does not run says why, and no stack is made',
        () => {
          prepare(DEFAULT_ANSWERS);
          appendFileSync(
            join(repo.folder, 'iam/lib/environments.ts'),
            "throw new Error('broken');\n",
          );
          const { status, stderr } = repo.run('deploy-iam.sh', 'dev');
          expect(status).toBe(1);
          expect(stderr).toContain('Error: broken\n');
          expect(stderr).toContain('\nerror: cdk deploy shop-shared did not end well.\n');
          expect(stacks()).toBe('[]');
        },
        3 * MINUTES,
      );

      test(
        'a role that exists outside the stack is named, and nothing is made',
        () => {
          prepare(DEFAULT_ANSWERS);
          aws(
            ...['iam', 'create-role', '--role-name', 'shop-codebuild-role-dev'],
            ...['--assume-role-policy-document', '{"Version":"2012-10-17","Statement":[]}'],
          );
          const { status, stderr, writes } = repo.run('deploy-iam.sh', 'dev');
          expect([status, writes]).toEqual([1, []]);
          expect(stderr).toMatch(
            /^error: Role shop-codebuild-role-dev exists, and was not made from here/,
          );
          expect(stacks()).toBe('[]');
        },
        MINUTES,
      );
    });
  }),
);

function wanted({ model, environments }: Service): readonly AccountRole[] {
  return environments.flatMap((environment) =>
    expectedRoles(fillModel(model, environment, FACTS), FACTS),
  );
}
