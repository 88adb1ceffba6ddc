import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answers } from '../../../lib/answers/types.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { renderStarter } from '../../../lib/starter/render-starter.ts';
import type { RenderedFile } from '../../../lib/targets/types.ts';
import { describeInFull } from '../../support/in-full.ts';
import { MOTO_REGION, type Moto, startMoto } from '../../support/moto.ts';
import { putFiles } from '../../support/put-files.ts';
import { describeWith } from '../../support/tools.ts';
import { junitFaults } from '../../validation/junit.ts';
import { GITHUB_ANSWERS } from './workflow-cases.ts';
import { type Github, github } from './workflow-run.ts';

const MINUTES = 60_000;
const ACCOUNTS = { dev: '111122223333', prod: '444455556666' } as const;
type Place = keyof typeof ACCOUNTS;
const VARS = Object.fromEntries(
  Object.entries(ACCOUNTS).map(([name, account]) => [
    name,
    { AWS_ACCOUNT_ID: account, AWS_REGION: MOTO_REGION },
  ]),
);

describeInFull('the steps of the workflow run in two accounts', (name) =>
  describeWith(['moto_server', 'aws', 'jq'], name, () => {
    let moto: Moto;
    let hub: Github;
    let files: readonly RenderedFile[];
    /** The same without the validation, which takes most of the time. */
    let quick: readonly RenderedFile[];
    let folder: string;

    const call = (words: readonly string[], env: NodeJS.ProcessEnv = moto.env) => {
      const [tool = '', ...rest] = words;
      const { stdout, stderr, status } = spawnSync(tool, rest, {
        cwd: folder,
        env,
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(`${words.join(' ')}: ${stdout}${stderr}`);
      return stdout.trim();
    };
    /** Calls with the credentials of an administrator of the environment's account. */
    const as = (place: Place) => {
      const role = `arn:aws:iam::${ACCOUNTS[place]}:role/admin`;
      const [id, secret, token] = call([
        ...['aws', 'sts', 'assume-role', '--role-arn', role, '--role-session-name', 'admin'],
        ...[
          '--query',
          'Credentials.[AccessKeyId, SecretAccessKey, SessionToken]',
          '--output',
          'text',
        ],
      ]).split('\t');
      const keys = {
        AWS_ACCESS_KEY_ID: id,
        AWS_SECRET_ACCESS_KEY: secret,
        AWS_SESSION_TOKEN: token,
      };
      return (...words: readonly string[]) => call(words, { ...moto.env, ...keys });
    };
    /** From the roles to a service without tasks, as the README has it. */
    const firstDeployment = (place: Place) => {
      const run = as(place);
      run('scripts/deploy-iam.sh', place);
      run('aws', 'ecs', 'create-cluster', '--cluster-name', `shop-${place}`);
      run('scripts/deploy-taskdef.sh', place);
      const one = (what: string, list: string, id: string) =>
        run('aws', 'ec2', what, '--query', `${list}[0].${id}`, '--output', 'text');
      const subnet = one('describe-subnets', 'Subnets', 'SubnetId');
      const group = one('describe-security-groups', 'SecurityGroups', 'GroupId');
      run(
        ...['aws', 'ecs', 'create-service', '--cluster', `shop-${place}`, '--service-name', 'shop'],
        ...[
          '--task-definition',
          `shop-${place}`,
          '--launch-type',
          'FARGATE',
          '--desired-count',
          '0',
        ],
        '--network-configuration',
        `awsvpcConfiguration={subnets=[${subnet}],securityGroups=[${group}],assignPublicIp=ENABLED}`,
      );
    };
    /** The image that the service runs, and the tags of its revision. */
    const deployed = (place: Place) => {
      const run = as(place);
      const revision = run(
        ...['aws', 'ecs', 'describe-services', '--cluster', `shop-${place}`, '--services', 'shop'],
        ...['--query', 'services[0].taskDefinition', '--output', 'text'],
      );
      const { taskDefinition, tags } = JSON.parse(
        run(
          'aws',
          'ecs',
          'describe-task-definition',
          '--task-definition',
          revision,
          '--include',
          'TAGS',
        ),
      );
      return { image: String(taskDefinition.containerDefinitions[0].image), tags };
    };
    const digestIn = (place: Place, tag: string) =>
      as(place)(
        ...[
          'aws',
          'ecr',
          'batch-get-image',
          '--repository-name',
          'shop',
          '--image-ids',
          `imageTag=${tag}`,
        ],
        ...['--query', 'images[0].imageId.imageDigest', '--output', 'text'],
      );

    beforeAll(async () => {
      moto = await startMoto();
      const answers: Answers = { ...GITHUB_ANSWERS, target: 'cli' };
      const options = { 'github-oidc-deploy.validateRoles': false };
      files = await renderStarter(buildService(answers));
      quick = await renderStarter(buildService({ ...answers, options }));
      folder = mkdtempSync(join(tmpdir(), 'an operator '));
      putFiles(folder, files);
      firstDeployment('dev');
      firstDeployment('prod');
    }, 10 * MINUTES);
    afterAll(async () => {
      rmSync(folder, { recursive: true, force: true });
      await moto.stop();
    });
    const begin = (some: readonly RenderedFile[]) => {
      hub = github(some, moto, VARS);
    };
    afterEach(() => hub.remove());

    test(
      'one image is built and tested, and both accounts run it by one digest',
      () => {
        begin(files);
        const run = hub.run({ event: 'push', commit: 'abc1234' });
        expect([run.jobs, run.output]).toEqual([
          { image: 'success', 'deploy-dev': 'success', 'deploy-prod': 'success' },
          expect.any(String),
        ]);
        expect(run.tools).toEqual([
          'docker build --target test',
          expect.stringMatching(/^docker run --rm --volume .*\/reports:\/reports image:test$/),
          expect.stringMatching(/^docker build --target {2}--output type=oci,dest=.*image\.tar$/),
          expect.stringMatching(
            /^skopeo login .* 111122223333\.dkr\.ecr\.eu-west-1\.amazonaws\.com$/,
          ),
          expect.stringMatching(/^skopeo copy .* docker:\/\/111122223333\..*\/shop:abc1234$/),
          expect.stringMatching(
            /^skopeo login .* 444455556666\.dkr\.ecr\.eu-west-1\.amazonaws\.com$/,
          ),
          expect.stringMatching(/^skopeo copy .* docker:\/\/444455556666\..*\/shop:abc1234$/),
        ]);
        const digest = digestIn('dev', 'abc1234');
        for (const place of ['dev', 'prod'] as const) {
          expect(deployed(place)).toEqual({
            image: `${ACCOUNTS[place]}.dkr.ecr.${MOTO_REGION}.amazonaws.com/shop@${digest}`,
            tags: expect.arrayContaining([{ key: 'ecs-iam:environment', value: place }]),
          });
          expect(junitFaults(hub.artifact(`iam-${place}/iam.xml`) ?? '')).toEqual([]);
        }
        expect(hub.artifact('tests/junit.xml')).toContain('<testsuites');
        hub.remove();
        // A run again for the same commit pushes nothing, and leaves the image as it is.
        begin(quick);
        const again = hub.run({ event: 'push', commit: 'abc1234' });
        expect(again.jobs).toEqual(run.jobs);
        expect(again.tools.filter((one) => one.startsWith('skopeo'))).toEqual([]);
        expect(deployed('prod').image).toContain(`@${digest}`);
      },
      5 * MINUTES,
    );

    test(
      'the workflow of a folder runs in that folder',
      async () => {
        const answers: Answers = {
          ...GITHUB_ANSWERS,
          target: 'cli',
          sourceFolder: 'services/my shop',
        };
        const all = await renderStarter(buildService(answers));
        expect(all.find(({ atTop }) => atTop)?.path).toBe('.github/workflows/deploy-shop.yml');
        begin(all);
        const run = hub.run({ event: 'push', commit: 'bcd2345' });
        expect([run.jobs, run.output]).toEqual([
          { image: 'success', 'deploy-dev': 'success', 'deploy-prod': 'success' },
          expect.any(String),
        ]);
        expect(deployed('prod').image).toContain(digestIn('dev', 'bcd2345'));
        expect(junitFaults(hub.artifact('iam-prod/iam.xml') ?? '')).toEqual([]);
        expect(hub.artifact('tests/junit.xml')).toContain('<testsuites');
      },
      5 * MINUTES,
    );

    test(
      'a pull request is built and tested, and goes nowhere',
      () => {
        begin(quick);
        const run = hub.run({ event: 'pull_request', commit: 'cde3456' });
        expect(run.jobs).toEqual({
          image: 'success',
          'deploy-dev': 'skipped',
          'deploy-prod': 'skipped',
        });
        expect(run.tools.map((one) => one.split(' ', 2).join(' '))).toEqual([
          'docker build',
          'docker run',
          'docker build',
        ]);
        expect([hub.artifact('image/image.tar'), digestIn('dev', 'cde3456')]).toEqual([
          undefined,
          'None',
        ]);
      },
      5 * MINUTES,
    );

    test.each([
      ['the test stage cannot be built', 'docker build --target test'],
      ['the tests fail', 'docker run'],
      ['the image cannot be built', 'docker build --target  --output'],
    ])(
      'where %s, nothing is deployed',
      (_, broken) => {
        begin(quick);
        hub.breakTool(broken);
        const run = hub.run({ event: 'push', commit: 'def4567' });
        expect(run.jobs).toEqual({
          image: 'failure',
          'deploy-dev': 'skipped',
          'deploy-prod': 'skipped',
        });
        expect(run.tools.at(-1)).toContain(broken);
      },
      MINUTES,
    );

    test(
      'where the push fails, no revision is registered',
      () => {
        begin(quick);
        const before = deployed('dev');
        hub.breakTool('skopeo copy');
        const run = hub.run({ event: 'push', commit: 'efa5678' });
        expect(run.jobs).toEqual({
          image: 'success',
          'deploy-dev': 'failure',
          'deploy-prod': 'skipped',
        });
        expect(deployed('dev')).toEqual(before);
      },
      5 * MINUTES,
    );

    test(
      'an image of the commit that is not the one of the environment before is not deployed',
      () => {
        begin(quick);
        const other =
          '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/json","size":2,"digest":"sha256:1"},"layers":[]}';
        as('prod')(
          ...['aws', 'ecr', 'put-image', '--repository-name', 'shop', '--image-tag', 'fab6789'],
          ...['--image-manifest', other],
        );
        const before = deployed('prod');
        const run = hub.run({ event: 'push', commit: 'fab6789' });
        expect(run.jobs).toEqual({
          image: 'success',
          'deploy-dev': 'success',
          'deploy-prod': 'failure',
        });
        expect(run.output).toContain('::error::The environment before has sha256:');
        expect(deployed('prod')).toEqual(before);
      },
      5 * MINUTES,
    );

    test(
      'roles that differ from their definition stop the deployment, and the findings are kept',
      () => {
        begin(files);
        const longer = ['--max-session-duration', '7200'];
        const shorter = ['--max-session-duration', '3600'];
        const update = ['aws', 'iam', 'update-role', '--role-name', 'shop-ecs-task-role-prod'];
        as('prod')(...update, ...longer);
        const before = deployed('prod');
        const run = hub.run({ event: 'push', commit: 'aaa7890' });
        as('prod')(...update, ...shorter);
        expect(run.jobs).toEqual({
          image: 'success',
          'deploy-dev': 'success',
          'deploy-prod': 'failure',
        });
        expect(hub.artifact('iam-prod/iam.xml')).toContain('<failure');
        expect([deployed('prod'), digestIn('prod', 'aaa7890')]).toEqual([before, 'None']);
      },
      5 * MINUTES,
    );
  }),
);
