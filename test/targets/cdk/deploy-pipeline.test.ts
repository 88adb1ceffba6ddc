import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Answers } from '../../../lib/answers/types.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { renderStarter } from '../../../lib/starter/render-starter.ts';
import { readRoles } from '../../support/account.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { describeWithCdk, linkCdkModules } from '../../support/cdk-app.ts';
import { describeInFull } from '../../support/in-full.ts';
import { MOTO_ACCOUNT, type Moto, startMoto } from '../../support/moto.ts';
import { pipelineKind } from '../../support/pipeline-kinds.ts';
import { type ScriptRepo, scriptRepo } from '../../support/script-repo.ts';
import { describeWith } from '../../support/tools.ts';

const MINUTES = 60_000;
const BUCKET = `shop-dev-artifacts-${MOTO_ACCOUNT}`;

describeInFull('the emulator', (name) =>
  describeWith(['moto_server', 'aws'], name, () => {
    describeWithCdk('deploy-pipeline.sh on it', () => {
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

      async function prepare(answers: Answers): Promise<string> {
        const files = await renderStarter(
          buildService({ ...answers, target: 'cdk', starterApp: 'no' }),
        );
        repo = scriptRepo(files, moto.env);
        linkCdkModules(join(repo.folder, 'iam'));
        return files.find(({ path }) => path === 'README.md')?.contents ?? '';
      }

      function aws(...words: readonly string[]) {
        const ended = spawnSync('aws', [...words, '--output', 'json'], {
          env: moto.env,
          encoding: 'utf8',
        });
        if (ended.status !== 0) throw new Error(ended.stderr);
        return ended.stdout === '' ? undefined : JSON.parse(ended.stdout);
      }

      function stacks(): readonly string[] {
        return aws('cloudformation', 'describe-stacks', '--query', 'sort(Stacks[].StackName)');
      }

      function done(script: string, ...words: readonly string[]): string {
        const { status, stdout, stderr } = repo.run(script, ...words);
        if (status !== 0) throw new Error(`${script} ended ${status}:\n${stdout}${stderr}`);
        return stdout;
      }

      test(
        'it names what the pipeline still lacks; the roles are deployed all the same',
        async () => {
          await prepare(DEFAULT_ANSWERS);
          const run = repo.run('deploy-pipeline.sh', 'dev');
          expect(run).toMatchObject({ status: 1, writes: [] });
          expect(run.stderr).toMatch(
            /^error: The pipeline of dev has no connectionId, repositoryId\.\n {2}Give it: .*--connection-arn/,
          );
          expect(done('deploy-iam.sh', 'dev')).toMatch(/✅ {2}shop-iam-dev$/m);
          expect(stacks()).toEqual(['shop-iam-dev', 'shop-shared']);
        },
        3 * MINUTES,
      );

      test(
        'roles, then pipeline, and back: each stack alone, the roles as they were',
        async () => {
          const readme = await prepare(pipelineKind('the defaults'));
          expect(repo.run('deploy-pipeline.sh', 'dev')).toMatchObject({
            status: 1,
            stderr:
              'error: There is no stack shop-iam-dev with the roles.\n' +
              '  Make it first: scripts/deploy-iam.sh dev\n',
          });
          done('deploy-iam.sh', 'dev');
          expect(stacks()).toEqual(['shop-iam-dev', 'shop-shared']);
          const roles = await readRoles(moto.url);
          expect(repo.run('deploy-pipeline.sh', 'prod')).toMatchObject({
            status: 1,
            writes: [],
            stderr:
              'error: The pipeline of dev deploys to prod, too.\n' +
              '  scripts/deploy-pipeline.sh dev\n',
          });

          const dry = done('deploy-pipeline.sh', 'dev', '--dry-run');
          expect(dry).toContain('[+] AWS::CodePipeline::Pipeline Pipeline');
          expect(dry).not.toContain('AWS::IAM');
          expect(stacks()).toEqual(['shop-iam-dev', 'shop-shared']);

          const first = done('deploy-pipeline.sh', 'dev');
          expect(first).toMatch(/✅ {2}shop-pipeline-dev$/m);
          expect(stacks()).toEqual(['shop-iam-dev', 'shop-pipeline-dev', 'shop-shared']);
          expect(aws('s3api', 'list-buckets', '--query', 'Buckets[].Name')).toEqual([BUCKET]);
          expect(done('deploy-pipeline.sh', 'dev')).toMatch(
            /✅ {2}shop-pipeline-dev \(no changes\)$/m,
          );
          expect(await readRoles(moto.url)).toEqual(roles);

          expect(repo.run('destroy-iam.sh', 'dev', '--confirm', 'dev')).toMatchObject({
            status: 1,
            writes: [],
            stderr:
              'error: Stack shop-pipeline-dev, the pipeline, still imports the roles of stack shop-iam-dev.\n' +
              '  Delete the pipeline first: README.md shows how, under "Remove".\n',
          });
          expect(await readRoles(moto.url)).toEqual(roles);

          remove(readme);
          expect(stacks()).toEqual(['shop-iam-dev', 'shop-shared']);
          done('destroy-iam.sh', 'dev', '--confirm', 'dev');
          expect(stacks()).toEqual(['shop-shared']);
        },
        10 * MINUTES,
      );

      /** Runs the README's lines that take the pipeline away; nobody is there to say yes. */
      function remove(readme: string): void {
        // The policy that the stack puts refuses whoever speaks without TLS, as this test does.
        aws('s3api', 'delete-bucket-policy', '--bucket', BUCKET);
        aws('s3api', 'put-object', '--bucket', BUCKET, '--key', 'artifact');
        const lines = readme.split('The pipeline goes first')[1]?.split('```')[1] ?? '';
        const [pipeline = ''] = lines.split('scripts/destroy-iam.sh');
        const commands = pipeline
          .replace('bash\n', '')
          .replace('cdk destroy', 'cdk destroy --force');
        const { status, stderr } = spawnSync('bash', ['-euc', commands], {
          cwd: repo.folder,
          env: moto.env,
          encoding: 'utf8',
        });
        expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
        expect(aws('s3api', 'list-buckets', '--query', 'Buckets[].Name')).toEqual([]);
      }
    });
  }),
);
