import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answers } from '../../../lib/answers/types.ts';
import { type AccountFacts, fillModel } from '../../../lib/iam/fill.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import type { Service } from '../../../lib/service/types.ts';
import { renderStarter } from '../../../lib/starter/render-starter.ts';
import { type AccountRole, expectedRoles, readRoles } from '../../support/account.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../../support/answers.ts';
import { describeInFull } from '../../support/in-full.ts';
import { MOTO_ACCOUNT, MOTO_REGION, type Moto, startMoto } from '../../support/moto.ts';
import { putFiles } from '../../support/put-files.ts';
import { describeWith } from '../../support/tools.ts';
import { type Repo, writeRepo } from './repo.ts';

const FACTS: AccountFacts = {
  account: MOTO_ACCOUNT,
  partition: 'aws',
  region: MOTO_REGION,
  dnsSuffix: 'amazonaws.com',
};
const MINUTES = 60_000;

const bounded: Answers = {
  ...DEFAULT_ANSWERS,
  environments: [
    { name: 'dev', values: { permissionsBoundary: 'arn:aws:iam::123456789012:policy/team' } },
    { name: 'pre_prod', values: {} },
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

describeInFull('the stack on the emulator', (name) =>
  describeWith(['moto_server', 'aws'], name, () => {
    let moto: Moto;
    let repo: Repo;
    beforeAll(async () => {
      moto = await startMoto();
    }, 2 * MINUTES);
    afterEach(async () => {
      repo.remove();
      await moto.reset();
    });
    afterAll(() => moto.stop());

    function prepare(answers: Answers, environment: NodeJS.ProcessEnv = {}): Service {
      const service = buildService(answers);
      repo = writeRepo(service, { ...moto.env, ...environment });
      return service;
    }

    function aws(...words: readonly string[]): string {
      return spawnSync('aws', words, { env: moto.env, encoding: 'utf8' }).stdout.trim();
    }

    function done(script: string, ...words: readonly string[]): string {
      const { status, stdout, stderr } = repo.run(script, words);
      if (status !== 0) throw new Error(`${script} ended ${status}:\n${stdout}${stderr}`);
      return stdout;
    }

    test(
      'it is what the model says, unchanged by a second deployment, gone when destroyed',
      async () => {
        const service = prepare(bounded);
        for (const { name } of service.environments) {
          expect(done('deploy-iam.sh', name)).toMatch(
            /^Successfully created\/updated stack - shop-iam-[a-z-]+$/m,
          );
        }
        expect(await readRoles(moto.url)).toEqual(wanted(service));
        for (const { name } of service.environments) {
          expect(done('deploy-iam.sh', name)).toMatch(
            /^stack shop-iam-[a-z-]+: deploy\n\s*No changes to deploy\./m,
          );
        }
        expect(await readRoles(moto.url)).toEqual(wanted(service));
        for (const { name } of service.environments)
          done('destroy-iam.sh', name, '--confirm', name);
        expect(await readRoles(moto.url)).toEqual([]);
        expect(
          aws(
            'cloudformation',
            'describe-stacks',
            '--query',
            'Stacks[].StackName',
            '--output',
            'text',
          ),
        ).toBe('shop-shared');
      },
      5 * MINUTES,
    );

    test(
      'a dry run makes nothing, and says what it would make',
      async () => {
        prepare(DEFAULT_ANSWERS);
        expect(done('deploy-iam.sh', 'dev', '--dry-run')).toContain(
          'Add\tAWS::IAM::Role\tTaskExecutionRole',
        );
        expect(await readRoles(moto.url)).toEqual([]);
        expect(aws('cloudformation', 'describe-stacks', '--query', 'Stacks[].StackName')).toBe(
          '[]',
        );
      },
      MINUTES,
    );

    test(
      'a dry run of an update shows its changes and leaves no change set',
      () => {
        const before = prepare(DEFAULT_ANSWERS);
        done('deploy-iam.sh', 'dev');
        repo.remove();
        const count = () =>
          Number(
            aws(
              'cloudformation',
              'list-change-sets',
              '--stack-name',
              'shop-iam-dev',
              '--query',
              'length(Summaries)',
            ),
          );
        const changeSets = count();
        prepare({ ...DEFAULT_ANSWERS, exec: 'separate' });
        expect(before.model.roles.map(({ id }) => id)).not.toContain('ecs-exec');
        expect(done('deploy-iam.sh', 'dev', '--dry-run')).toMatch(
          /^Add\tAWS::IAM::Role\tEcsExecRole/m,
        );
        expect(count()).toBe(changeSets);
      },
      MINUTES,
    );

    test(
      'a role that exists outside the stack is named, and nothing is made',
      async () => {
        prepare(DEFAULT_ANSWERS);
        aws(
          ...['iam', 'create-role', '--role-name', 'shop-codebuild-role-dev'],
          ...['--assume-role-policy-document', '{"Version":"2012-10-17","Statement":[]}'],
        );
        const { status, stderr } = repo.run('deploy-iam.sh', ['dev']);
        expect(status).toBe(1);
        expect(stderr).toBe(
          'error: Role shop-codebuild-role-dev exists, and was not made from here for shop dev.\n' +
            '  Delete, rename or import it: see README.md. Nothing was changed.\n',
        );
        expect(aws('iam', 'list-roles', '--query', 'length(Roles)')).toBe('1');
      },
      MINUTES,
    );

    test(
      'a repository that exists outside the shared stack is named with the way out, and nothing is made',
      () => {
        prepare(DEFAULT_ANSWERS);
        aws('ecr', 'create-repository', '--repository-name', 'shop');
        const { status, stderr } = repo.run('deploy-iam.sh', ['dev']);
        expect([status, stderr]).toEqual([
          1,
          'error: ECR repository shop exists outside stack shop-shared.\n' +
            '  To use it as it is: npx generator-ecs-iam --repository existing\n',
        ]);
        expect(aws('iam', 'list-roles', '--query', 'length(Roles)')).toBe('0');
        expect(aws('cloudformation', 'describe-stacks', '--query', 'Stacks[]')).toBe('[]');
      },
      MINUTES,
    );

    test(
      'a policy that was edited by hand is deployed, is no difference, and stays',
      async () => {
        const service = prepare(DEFAULT_ANSWERS);
        putFiles(repo.folder, await renderStarter(service));
        done('deploy-iam.sh', 'dev');
        const path = join(repo.folder, 'iam/roles.yaml');
        const before = readFileSync(path, 'utf8');
        const edited = before.replace(
          /( +- )logs:CreateLogStream\n/,
          '$&$1logs:DescribeLogStreams\n',
        );
        writeFileSync(path, edited);
        program('lock');
        expect(done('deploy-iam.sh', 'dev')).toMatch(
          /^Successfully created\/updated stack - shop-iam-dev$/m,
        );
        expect(JSON.stringify(await readRoles(moto.url))).toContain('logs:DescribeLogStreams');
        program('plan', '--environment', 'dev');
        program('new', '--yes', '--on-conflict', 'skip');
        expect(readFileSync(path, 'utf8')).toBe(edited);
        program('plan', '--environment', 'dev');
      },
      5 * MINUTES,
    );

    /** Runs the built program in the repo; it exits with 2 where something differs. */
    function program(command: string, ...flags: readonly string[]): void {
      const words = [join('dist', 'generators', 'bin.js'), command, repo.folder, ...flags];
      const { status, stdout, stderr } = spawnSync(process.execPath, words, {
        env: { ...moto.env, CI: 'true' },
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(`${command} ended ${status}:\n${stdout}${stderr}`);
    }

    test(
      'a template too large for a call goes through a bucket, and asks for one',
      async () => {
        const service = prepare(everythingAnswers(), { TEMPLATE_BUCKET: '' });
        const refused = repo.run('deploy-iam.sh', ['dev']);
        expect(refused.status).toBe(1);
        expect(refused.stderr).toContain('TEMPLATE_BUCKET=');
        expect(await readRoles(moto.url)).toEqual([]);
        repo.remove();
        aws('s3', 'mb', 's3://templates');
        prepare(everythingAnswers(), bucketEnvironment(moto));
        done('deploy-iam.sh', 'dev');
        const dev = { ...service, environments: service.environments.slice(0, 1) };
        expect((await readRoles(moto.url)).map(withoutAttached)).toEqual(
          wanted(dev).map(withoutAttached),
        );
      },
      5 * MINUTES,
    );
  }),
);

/** The emulator finds a template's bucket in its URL only at localhost, and with the bucket in the path. */
function bucketEnvironment(moto: Moto): NodeJS.ProcessEnv {
  const config = join(mkdtempSync(join(tmpdir(), 'aws-')), 'config');
  writeFileSync(config, '[default]\ns3 =\n  addressing_style = path\n');
  return {
    TEMPLATE_BUCKET: 'templates',
    AWS_ENDPOINT_URL: moto.url.replace('127.0.0.1', 'localhost'),
    AWS_CONFIG_FILE: config,
  };
}

function wanted({ model, environments }: Service): readonly AccountRole[] {
  return environments
    .flatMap((environment) => expectedRoles(fillModel(model, environment, FACTS), FACTS))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The emulator drops a role's ManagedPolicyArns in stacks: template.test.ts compares them. */
function withoutAttached(role: AccountRole): AccountRole {
  return { ...role, attached: {} };
}
