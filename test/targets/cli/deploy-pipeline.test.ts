import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answers } from '../../../lib/answers/types.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { renderStarter } from '../../../lib/starter/render-starter.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { describeInFull } from '../../support/in-full.ts';
import { MOTO_ACCOUNT, MOTO_REGION, type Moto, startMoto } from '../../support/moto.ts';
import { PIPELINE_KINDS } from '../../support/pipeline-kinds.ts';
import { type ScriptRepo, type ScriptRun, scriptRepo } from '../../support/script-repo.ts';
import { describeWith } from '../../support/tools.ts';
import { MINUTES, operations } from './account.ts';
import { makeRoles, WITH_CODEBUILD } from './pipeline-account.ts';

const answersOf = (name: string, some: Partial<Answers> = {}): Answers => {
  const kind = PIPELINE_KINDS.find((one) => one.name === name);
  if (kind === undefined) throw new Error(`There is no kind '${name}'.`);
  return { ...kind.answers, target: 'cli', ...some };
};

const CREATED = [
  ...['create-bucket', 'put-public-access-block', 'put-bucket-encryption', 'put-bucket-versioning'],
  ...['put-bucket-lifecycle-configuration', 'put-bucket-policy'],
  ...[1, 2, 3].flatMap(() => ['create-log-group', 'put-retention-policy']),
  ...['create-project', 'create-project', 'create-project', 'create-pipeline'],
];
const STAGES = ['Source', 'Build', 'Validate-dev', 'Deploy-dev', 'Validate-prod', 'Approve-prod'];
const BUCKET = 'shop-dev-artifacts-123456789012';

/** The account of another environment. */
const AWAY = '222222222222';

/** No build project, no bucket to make: a deployment of few calls. */
const SMALL = 'a bucket of the user with a key';

describeInFull('deploy-pipeline.sh on the emulator', (name) => {
  describeWith(['moto_server', 'aws'], name, () => {
    let moto: Moto;
    let top: string;
    let repo: ScriptRepo | undefined;
    beforeAll(async () => {
      moto = await startMoto();
    }, 2 * MINUTES);
    afterAll(() => moto.stop());

    /** An account with the roles, a repo, and its script. */
    async function start(answers: Answers, more: NodeJS.ProcessEnv = {}) {
      await moto.reset();
      await makeRoles(moto);
      repo?.remove();
      top = mkdtempSync(join(tmpdir(), 'projects '));
      const environment = { ...moto.env, PROJECTS: top, ...more };
      repo = scriptRepo(await renderStarter(buildService(answers)), environment, WITH_CODEBUILD);
      return deploy;
    }

    function deploy(...words: readonly string[]): ScriptRun {
      if (repo === undefined) throw new Error('There is no repo.');
      return repo.run('deploy-pipeline.sh', ...words);
    }

    /** A pipeline for each environment, as there is with --pipeline each. */
    async function startEach(): Promise<Answers> {
      const environments = [
        { name: 'dev', values: { branch: 'develop' } },
        { name: 'prod', values: {} },
      ];
      const answers = answersOf(SMALL, { pipeline: 'each', environments });
      await start(answers);
      return answers;
    }

    function clean(): void {
      repo?.remove();
      repo = undefined;
      rmSync(top, { recursive: true });
    }

    function aws(...words: readonly string[]) {
      const { stdout, stderr } = spawnSync('aws', [...words, '--output', 'json'], {
        env: moto.env,
        encoding: 'utf8',
      });
      if (stderr.trim() !== '') throw new Error(stderr);
      return stdout === '' ? {} : JSON.parse(stdout);
    }

    const bucket = (operation: string, ...words: readonly string[]) =>
      aws('s3api', operation, '--bucket', BUCKET, ...words);
    const stagesOf = (name: string): readonly string[] =>
      aws('codepipeline', 'get-pipeline', '--name', name, '--query', 'pipeline.stages[].name');

    describe('from the first run to the last, in this order', () => {
      const answers = answersOf('the defaults');
      beforeAll(async () => {
        await start(answers);
      });
      afterAll(clean);

      test(
        'the first run makes everything',
        () => {
          const run = deploy('dev');
          expect([run.stderr, run.status]).toEqual(['', 0]);
          expect(operations(run)).toEqual(CREATED);
          expect(stagesOf('shop-dev-pipeline')).toEqual([...STAGES, 'Deploy-prod']);
          expect(bucket('get-bucket-location').LocationConstraint).toBe(MOTO_REGION);
          expect(bucket('get-bucket-versioning').Status).toBe('Enabled');
        },
        MINUTES,
      );

      test(
        'the second changes nothing',
        () => {
          const { status, stdout, stderr, writes } = deploy('dev');
          expect([stderr, status, writes]).toEqual(['', 0, []]);
          expect(stdout).toContain('Nothing to do.');
        },
        MINUTES,
      );

      test(
        'the third mends what somebody changed, and keeps their statement in the policy',
        () => {
          const theirs = {
            Sid: 'Theirs',
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:PutObjectAcl',
          };
          const Statement = [{ ...theirs, Resource: `arn:aws:s3:::${BUCKET}/*` }];
          const policy = JSON.stringify({ Version: '2012-10-17', Statement });
          bucket('put-bucket-policy', '--policy', policy);
          bucket('delete-public-access-block');
          rmSync(join(top, 'shop-dev-build'));
          expect(operations(deploy('dev'))).toEqual([
            'put-public-access-block',
            'put-bucket-policy',
            'create-project',
          ]);
          const { Statement: now } = JSON.parse(bucket('get-bucket-policy').Policy);
          expect(now.map(({ Sid }: { Sid: string }) => Sid)).toEqual([
            'Theirs',
            'DenyInsecureTransport',
          ]);
        },
        MINUTES,
      );

      test(
        "the README's lines take it away again",
        async () => {
          // The policy that we put refuses whoever speaks without TLS, as this test does.
          bucket('delete-bucket-policy');
          bucket('put-object', '--key', 'a');
          bucket('put-object', '--key', 'a');
          bucket('delete-object', '--key', 'a');
          const readme = (await renderStarter(buildService(answers))).find(
            ({ path }) => path === 'README.md',
          );
          const lines = readme?.contents.split('The pipeline goes first')[1]?.split('```')[1] ?? '';
          // The emulator makes no project of CodeBuild; the roles, which go last, are not made here.
          const commands = lines
            .replace('bash\n', '')
            .replace(/^(aws codebuild|scripts\/).*\n/gm, '');
          const { status, stderr } = spawnSync('bash', ['-euc', commands], {
            env: moto.env,
            encoding: 'utf8',
            // From a pipe that is a socket bash would take itself for a remote shell.
            stdio: ['ignore', 'pipe', 'pipe'],
          });
          expect([stderr, status]).toEqual(['', 0]);
          expect(aws('codepipeline', 'list-pipelines').pipelines).toEqual([]);
          expect(aws('s3api', 'list-buckets').Buckets).toEqual([]);
        },
        MINUTES,
      );
    });

    describe('one thing at a time', () => {
      afterEach(clean);

      test(
        'approval is asked for where the environment does, also after new answers',
        async () => {
          const rolling = await startEach();
          expect(deploy('prod').status).toBe(0);
          const asking = ['Source', 'Validate', 'Build', 'Approve', 'Deploy'];
          expect(stagesOf('shop-prod-pipeline')).toEqual(asking);

          repo?.replace(await renderStarter(buildService({ ...rolling, deploy: 'build' })));
          const again = deploy('prod');
          expect(operations(again)).toContain('update-pipeline');
          expect(again.stdout).toMatch(
            /^pipeline shop-prod-pipeline\n {2}update: pipeline\.stages$/m,
          );
          expect(stagesOf('shop-prod-pipeline')).toEqual([
            'Source',
            'Validate',
            'Approve',
            'Build',
          ]);
        },
        MINUTES,
      );

      test(
        'the rule of the source is made with its target, and the second run changes nothing',
        async () => {
          await start(answersOf('an ECR source'));
          expect(operations(deploy('dev')).slice(-3)).toEqual([
            'create-pipeline',
            'put-rule',
            'put-targets',
          ]);
          const rule = aws('events', 'describe-rule', '--name', 'shop-dev-source');
          expect(JSON.parse(rule.EventPattern).detail['image-tag']).toEqual(['dev']);
          const { Targets } = aws('events', 'list-targets-by-rule', '--rule', 'shop-dev-source');
          expect(Targets).toEqual([
            expect.objectContaining({
              RoleArn: 'arn:aws:iam::123456789012:role/shop-pipeline-trigger-role-dev',
            }),
          ]);
          expect(deploy('dev')).toMatchObject({ status: 0, writes: [] });
        },
        MINUTES,
      );

      test(
        'a bucket of the user is left alone; a key no longer wanted goes',
        async () => {
          const { artifactKmsKeyId, ...values } = answersOf(SMALL).values;
          await start(answersOf(SMALL));
          const first = deploy('dev');
          expect([first.stderr, first.status, artifactKmsKeyId]).toEqual([
            '',
            0,
            expect.any(String),
          ]);
          expect(first.writes.filter((call) => call.startsWith('s3'))).toEqual([]);
          repo?.replace(await renderStarter(buildService({ ...answersOf(SMALL), values })));
          const second = deploy('dev');
          expect(operations(second)).toEqual(['update-pipeline']);
          expect(second.stdout).toContain('pipeline.artifactStore.encryptionKey.id');
        },
        MINUTES,
      );

      test(
        'a dry run shows the calls and makes none; us-east-1 is not named to S3',
        async () => {
          const region = { AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-1' };
          await start(answersOf('the defaults'), region);
          const { status, stdout, writes } = deploy('dev', '--dry-run');
          expect([status, writes]).toEqual([0, []]);
          const shown = [...stdout.matchAll(/^would run: aws \S+ (\S+)/gm)].map(([, name]) => name);
          expect(shown).toEqual(CREATED);
          expect(stdout).toContain(`would run: aws s3api create-bucket --bucket ${BUCKET}\n`);
          expect(stdout).toContain('Calls that would be made: 16.');
          expect(stdout).not.toContain('is deployed');
        },
        MINUTES,
      );

      test(
        'an environment that has no pipeline says whose deploys it',
        async () => {
          await start(answersOf('the defaults'));
          const { status, stderr, writes } = deploy('prod');
          expect([status, writes]).toEqual([1, []]);
          expect(stderr).toBe(
            'error: The pipeline of dev deploys to prod, too.\n  scripts/deploy-pipeline.sh dev\n',
          );
        },
        MINUTES,
      );

      test(
        'across accounts the key and the pipeline are made at home, the projects where they run',
        async () => {
          const answers = answersOf('the defaults', {
            home: 'tools',
            environments: [
              { name: 'dev', values: { account: AWAY } },
              { name: 'prod', values: { account: '333333333333' } },
              { name: 'tools', service: false, values: { account: MOTO_ACCOUNT } },
            ],
          });
          await start(answers);
          const home = deploy('tools');
          expect([home.stderr, home.status]).toEqual(['', 0]);
          const made = ['create-key', 'create-alias', 'enable-key-rotation'];
          expect(operations(home).slice(0, 4)).toEqual([...made, 'create-bucket']);
          expect(operations(home).slice(-2)).toEqual(['create-project', 'create-pipeline']);
          const key = aws('kms', 'describe-key', '--key-id', 'alias/shop-tools-artifacts');
          const { pipeline } = aws('codepipeline', 'get-pipeline', '--name', 'shop-tools-pipeline');
          expect(pipeline.artifactStore.encryptionKey.id).toBe(key.KeyMetadata.Arn);
          expect(deploy('tools')).toMatchObject({ status: 0, writes: [], stderr: '' });

          const words = ['--role-arn', `arn:aws:iam::${AWAY}:role/deployer`];
          const { Credentials } = aws(
            'sts',
            'assume-role',
            '--role-session-name',
            'test',
            ...words,
          );
          repo?.remove();
          const environment = {
            ...moto.env,
            PROJECTS: top,
            AWS_ACCESS_KEY_ID: Credentials.AccessKeyId,
            AWS_SECRET_ACCESS_KEY: Credentials.SecretAccessKey,
            AWS_SESSION_TOKEN: Credentials.SessionToken,
          };
          repo = scriptRepo(
            await renderStarter(buildService(answers)),
            environment,
            WITH_CODEBUILD,
          );
          const lacking = deploy('dev');
          expect(lacking.stderr).toContain('scripts/deploy-iam.sh dev');
          const away = deploy('dev', '--dry-run');
          const shown = [...away.stdout.matchAll(/^would run: aws \S+ (\S+)/gm)];
          expect(shown.map(([, name]) => name)).toEqual([
            'create-log-group',
            'put-retention-policy',
            'create-project',
          ]);
        },
        3 * MINUTES,
      );

      test(
        'a role that was made a moment ago is waited for',
        async () => {
          await start(answersOf(SMALL), { ROLE_IS_NEW: 'yes' });
          const { status, writes } = deploy('dev');
          const creates = writes.filter((call) => call.includes('create-project'));
          expect([status, creates.length]).toEqual([0, 4]);
        },
        MINUTES,
      );

      test(
        'a pipeline that runs as a role of somebody else is left alone',
        async () => {
          await start(answersOf(SMALL));
          expect(deploy('dev').status).toBe(0);
          const { pipeline } = aws('codepipeline', 'get-pipeline', '--name', 'shop-dev-pipeline');
          const roleArn = 'arn:aws:iam::123456789012:role/shop-codepipeline-role-prod';
          const theirs = JSON.stringify({ ...pipeline, roleArn });
          aws('codepipeline', 'update-pipeline', '--pipeline', theirs);
          const { status, stderr, writes } = deploy('dev');
          expect([status, writes]).toEqual([1, []]);
          expect(stderr).toContain(
            'Pipeline shop-dev-pipeline exists and runs as shop-codepipeline-role-prod, not shop-codepipeline-role-dev',
          );
        },
        MINUTES,
      );

      test(
        'without its roles nothing of it is made',
        async () => {
          await start(answersOf(SMALL));
          await moto.reset();
          const { status, stderr, writes } = deploy('dev');
          expect([status, writes]).toEqual([1, []]);
          expect(stderr).toContain('Make the roles first: scripts/deploy-iam.sh dev');
        },
        MINUTES,
      );

      test(
        'without a value that it needs nothing of it is made',
        async () => {
          await start({ ...DEFAULT_ANSWERS, target: 'cli' });
          const { status, stderr, writes } = deploy('dev');
          expect([status, writes]).toEqual([1, []]);
          expect(stderr).toContain('error: The pipeline of dev has no connectionId, repositoryId.');
        },
        MINUTES,
      );
    });
  });
});
