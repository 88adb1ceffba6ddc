import { spawnSync } from 'node:child_process';
import { renderStarter } from '../../../lib/starter/render-starter.ts';
import { describeInFull } from '../../support/in-full.ts';
import { MOTO_REGION, type Moto, startMoto } from '../../support/moto.ts';
import { type BuiltPipeline, builtPipeline, pipelineKind } from '../../support/pipeline-kinds.ts';
import { THREE_ACCOUNTS } from '../../support/promotion-cases.ts';
import { describeWith } from '../../support/tools.ts';
import { type BuildRepo, buildRepo } from './build-run.ts';

const MINUTES = 60_000;
const ACCOUNTS = { tools: '111122223333', dev: '222222222222', prod: '333333333333' } as const;
type Place = keyof typeof ACCOUNTS;
const PLACES = Object.keys(ACCOUNTS) as readonly Place[];
const SERVED = ['dev', 'prod'] as const;

describeInFull('one pipeline deploys to the accounts of others', (title) =>
  describeWith(['moto_server', 'aws', 'jq'], title, () => {
    let moto: Moto;
    let service: BuiltPipeline;
    /** The same repo in the hands of each account's operator. */
    const repos: Partial<Record<Place, BuildRepo>> = {};
    const environments: Partial<Record<Place, NodeJS.ProcessEnv>> = {};

    const repoOf = (place: Place): BuildRepo => {
      const repo = repos[place];
      if (repo === undefined) throw new Error(`There is no repo for ${place}.`);
      return repo;
    };
    const call = (env: NodeJS.ProcessEnv, ...words: readonly string[]) => {
      const { stdout, stderr, status } = spawnSync('aws', words, { env, encoding: 'utf8' });
      if (status !== 0) throw new Error(`${words.join(' ')}: ${stderr}`);
      return stdout.trim();
    };
    const aws = (place: Place, ...words: readonly string[]) =>
      call({ ...moto.env, ...environments[place] }, ...words);
    const text = (place: Place, ...words: readonly string[]) =>
      aws(place, ...words, '--output', 'text');
    /** The emulator lives in the account of whatever role was assumed. */
    const credentialsOf = (place: Place): NodeJS.ProcessEnv => {
      const role = `arn:aws:iam::${ACCOUNTS[place]}:role/admin`;
      const query = 'Credentials.[AccessKeyId, SecretAccessKey, SessionToken]';
      const [id, secret, token] = call(
        moto.env,
        ...['sts', 'assume-role', '--role-arn', role, '--role-session-name', 'admin'],
        ...['--query', query, '--output', 'text'],
      ).split('\t');
      return {
        AWS_ACCESS_KEY_ID: id,
        AWS_SECRET_ACCESS_KEY: secret,
        AWS_SESSION_TOKEN: token,
      };
    };
    const image = (place: Place) => {
      const cluster = `shop-${place}`;
      const revision = text(
        place,
        ...['ecs', 'describe-services', '--cluster', cluster, '--services', 'shop'],
        ...['--query', 'services[0].taskDefinition'],
      );
      return text(
        place,
        ...['ecs', 'describe-task-definition', '--task-definition', revision],
        ...['--query', 'taskDefinition.containerDefinitions[0].image'],
      );
    };
    const createService = (place: Place) => {
      const cluster = `shop-${place}`;
      aws(place, 'ecs', 'create-cluster', '--cluster-name', cluster);
      expect(repoOf(place).script('deploy-taskdef.sh', place)[0]).toBe(0);
      const one = (what: string, query: string) => text(place, 'ec2', what, '--query', query);
      const subnet = one('describe-subnets', 'Subnets[0].SubnetId');
      const group = one('describe-security-groups', 'SecurityGroups[0].GroupId');
      const network = `subnets=[${subnet}],securityGroups=[${group}],assignPublicIp=ENABLED`;
      aws(
        place,
        ...['ecs', 'create-service', '--cluster', cluster, '--service-name', 'shop'],
        ...['--task-definition', cluster, '--launch-type', 'FARGATE', '--desired-count', '0'],
        ...['--network-configuration', `awsvpcConfiguration={${network}}`],
      );
    };

    beforeAll(async () => {
      moto = await startMoto();
      service = builtPipeline({
        ...pipelineKind('the build deploys'),
        ...THREE_ACCOUNTS,
        target: 'cli',
      });
      const files = await renderStarter(service);
      for (const place of PLACES) {
        const own = credentialsOf(place);
        environments[place] = own;
        repos[place] = buildRepo(files, service, { ...moto, env: { ...moto.env, ...own } });
      }
    }, 2 * MINUTES);
    afterAll(async () => {
      for (const place of PLACES) repos[place]?.remove();
      await moto.stop();
    });

    test(
      'each account holds its own roles, and they are as defined',
      () => {
        for (const place of PLACES) {
          const repo = repoOf(place);
          expect(repo.script('deploy-iam.sh', place)).toEqual([0, expect.any(String)]);
          expect(repo.script('validate-iam.sh', place)).toEqual([0, expect.any(String)]);
        }
        const names = (place: Place) =>
          JSON.parse(aws(place, 'iam', 'list-roles', '--query', 'Roles[].RoleName')).filter(
            (name: string) => name.startsWith('shop-'),
          );
        expect(names('tools').sort()).toEqual([
          'shop-codebuild-role-tools',
          'shop-codepipeline-role-tools',
        ]);
        for (const place of SERVED) {
          expect(names(place).sort()).toEqual([
            `shop-codebuild-deploy-role-${place}`,
            `shop-codebuild-validate-role-${place}`,
            `shop-ecs-task-execution-role-${place}`,
            `shop-ecs-task-role-${place}`,
            `shop-pipeline-deploy-role-${place}`,
          ]);
        }
      },
      10 * MINUTES,
    );

    test(
      'the repository stands in one account alone, and the image that is built there runs in both others',
      () => {
        const repositories = (place: Place) =>
          text(place, 'ecr', 'describe-repositories', '--query', 'repositories[].repositoryName');
        expect(PLACES.map(repositories)).toEqual(['shop', '', '']);
        SERVED.forEach(createService);
        const tools = repoOf('tools');
        const run = tools.build(tools.read('pipeline/buildspec.yml'));
        expect([run.phases, run.output]).toEqual([
          { pre_build: 0, build: 0, post_build: 0 },
          expect.any(String),
        ]);
        expect(run.docker.filter((one) => one.startsWith('push'))).toHaveLength(1);
        const handedOn = tools.read('image.txt').trim();
        expect(handedOn).toMatch(
          new RegExp(`^111122223333\\.dkr\\.ecr\\.${MOTO_REGION}\\.amazonaws\\.com/shop@sha256:`),
        );
        for (const place of SERVED) {
          const repo = repoOf(place);
          repo.write('image.txt', `${handedOn}\n`);
          const deployed = repo.build(repo.read('pipeline/buildspec-deploy.yml'), 'abc1234', place);
          expect([deployed.phases, deployed.output]).toEqual([{ build: 0 }, expect.any(String)]);
        }
        expect(SERVED.map(image)).toEqual([handedOn, handedOn]);
      },
      10 * MINUTES,
    );
  }),
);
