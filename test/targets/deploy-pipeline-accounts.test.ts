import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Answers } from '../../lib/answers/types.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { renderStarter } from '../../lib/starter/render-starter.ts';
import { describeWithCdk, linkCdkModules } from '../support/cdk-app.ts';
import { describeInFull } from '../support/in-full.ts';
import { type Moto, startMoto } from '../support/moto.ts';
import { pipelineKind } from '../support/pipeline-kinds.ts';
import { THREE_ACCOUNTS } from '../support/promotion-cases.ts';
import { type ScriptRepo, scriptRepo } from '../support/script-repo.ts';
import { describeWith } from '../support/tools.ts';

const MINUTES = 60_000;
const ACCOUNTS = { tools: '111122223333', dev: '222222222222', prod: '333333333333' } as const;
type Place = keyof typeof ACCOUNTS;
const PLACES = ['tools', 'dev', 'prod'] as const satisfies readonly Place[];

describeInFull('one pipeline over three accounts, by stacks', (name) =>
  describeWith(['moto_server', 'aws', 'jq'], name, () => {
    threeAccounts('cloudformation');
    describeWithCdk('the CDK', () => threeAccounts('cdk'));
  }),
);

function threeAccounts(target: Answers['target']): void {
  let moto: Moto;
  const repos: ScriptRepo[] = [];
  beforeAll(async () => {
    moto = await startMoto();
  }, 2 * MINUTES);
  afterAll(async () => {
    for (const repo of repos) repo.remove();
    await moto.stop();
  });

  function aws(env: NodeJS.ProcessEnv, ...words: readonly string[]): string {
    const ended = spawnSync('aws', [...words, '--output', 'text'], { env, encoding: 'utf8' });
    if (ended.status !== 0) throw new Error(ended.stderr);
    return ended.stdout.trim();
  }

  /** The emulator lives in the account of whatever role was assumed. */
  function operatorOf(place: Place): NodeJS.ProcessEnv {
    const [id, secret, token] = aws(
      moto.env,
      ...['sts', 'assume-role', '--role-session-name', 'operator'],
      ...['--role-arn', `arn:aws:iam::${ACCOUNTS[place]}:role/operator`],
      ...['--query', 'Credentials.[AccessKeyId, SecretAccessKey, SessionToken]'],
    ).split('\t');
    return {
      ...moto.env,
      AWS_ACCESS_KEY_ID: id,
      AWS_SECRET_ACCESS_KEY: secret,
      AWS_SESSION_TOKEN: token,
    };
  }

  test(
    `${target}: each account gets its roles, and its part of the pipeline`,
    async () => {
      const answers = { ...pipelineKind('the defaults'), ...THREE_ACCOUNTS, target };
      const files = await renderStarter(buildService({ ...answers, starterApp: 'no' }));
      for (const place of PLACES) {
        const env = operatorOf(place);
        const repo = scriptRepo(files, env);
        repos.push(repo);
        if (target === 'cdk') linkCdkModules(join(repo.folder, 'iam'));
        const early = repo.run('deploy-pipeline.sh', place);
        expect([early.status, early.writes]).toEqual([1, []]);
        expect(early.stderr).toContain(`There is no stack shop-iam-${place} with the roles.`);
        for (const script of ['deploy-iam.sh', 'deploy-pipeline.sh', 'deploy-pipeline.sh']) {
          const { status, stderr } = repo.run(script, place);
          expect([place, script, status, status === 0 ? '' : stderr]).toEqual([
            place,
            script,
            0,
            '',
          ]);
        }
        const stacks = aws(
          env,
          'cloudformation',
          'describe-stacks',
          '--query',
          'Stacks[].StackName',
        );
        expect(stacks.split('\t')).toEqual(
          expect.arrayContaining([`shop-iam-${place}`, `shop-pipeline-${place}`]),
        );
        // The bucket of the artifacts stands at home alone.
        const buckets = aws(env, 's3api', 'list-buckets', '--query', 'Buckets[].Name');
        expect(buckets.includes('artifacts')).toBe(place === 'tools');
        const wrong = repo.run('deploy-pipeline.sh', place === 'dev' ? 'prod' : 'dev');
        expect([wrong.status, wrong.writes]).toEqual([1, []]);
      }
    },
    20 * MINUTES,
  );
}
