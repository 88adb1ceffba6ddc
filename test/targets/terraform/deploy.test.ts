import { spawnSync } from 'node:child_process';
import { fillModel } from '../../../lib/iam/fill.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { expectedRoles, readRoles } from '../../support/account.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { describeInFull } from '../../support/in-full.ts';
import { type Moto, startMoto } from '../../support/moto.ts';
import { describeWithTerraform } from '../../support/terraform.ts';
import { FACTS, type Repo, writeRepo } from './repo.ts';

const MINUTES = 60_000;
const FOREIGN = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }],
});
/** One role with an instance profile, one with a policy of ours, one with an inline policy. */
const SERVICE = buildService({
  ...DEFAULT_ANSWERS,
  roles: ['task-execution', 'codebuild', 'container-instance'],
  rolePolicies: { codebuild: 'customer-managed' },
});

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});
const WANTED = SERVICE.environments
  .filter(({ name }) => name === 'dev')
  .flatMap((environment) => expectedRoles(fillModel(SERVICE.model, environment, FACTS), FACTS));

describeInFull('the scripts on an emulated account', (name) =>
  describeWithTerraform(['moto_server', 'aws'], name, () => {
    let moto: Moto;
    let repo: Repo;
    beforeAll(async () => {
      moto = await startMoto();
      repo = writeRepo(SERVICE, moto.env);
    }, 2 * MINUTES);
    afterAll(async () => {
      repo.remove();
      await moto.stop();
    });

    function aws(...words: readonly string[]): unknown {
      const ended = spawnSync('aws', words, { env: moto.env, encoding: 'utf8' });
      if (ended.status !== 0) throw new Error(ended.stderr);
      return ended.stdout === '' ? undefined : JSON.parse(ended.stdout);
    }

    // One story, for each chapter costs half a minute to set up.
    test(
      'deploy makes the model’s roles, once; nothing that is not ours is taken over or deleted',
      async () => {
        const name = 'shop-codebuild-role-dev';
        const role = ['--role-name', name];
        aws('iam', 'create-role', ...role, '--path', '/', '--assume-role-policy-document', TRUST);
        const refused = repo.run('deploy-iam.sh', 'dev');
        expect(refused.status).toBe(1);
        expect(refused.stderr).toBe(
          `error: Role ${name} exists, and was not made from here for shop dev.\n` +
            '  Delete, rename or import it: see README.md. Nothing was changed.\n',
        );
        expect(await readRoles(moto.url)).toHaveLength(1);
        expect(aws('ecr', 'describe-repositories')).toEqual({ repositories: [] });

        const environment = 'iam/environments/dev';
        repo.terraform(environment, 'import', 'module.roles.aws_iam_role.codebuild', name);
        const dry = repo.run('deploy-iam.sh', 'dev', '--dry-run');
        expect(dry).toMatchObject({ status: 0, stderr: '' });
        expect(dry.stdout).toContain('# module.roles.aws_iam_role.task_execution will be created');
        expect(await readRoles(moto.url)).toHaveLength(1);
        expect(repo.run('deploy-iam.sh', 'dev')).toMatchObject({ status: 0, stderr: '' });
        expect(await readRoles(moto.url)).toEqual(WANTED);
        const again = repo.run('deploy-iam.sh', 'dev');
        expect(again).toMatchObject({ status: 0, stderr: '' });
        expect(again.stdout.match(/^No changes\./gm)).toHaveLength(2);

        const theirs = ['--policy-name', 'Theirs'];
        aws('iam', 'put-role-policy', ...role, ...theirs, '--policy-document', FOREIGN);
        const profile = ['--instance-profile-name', 'theirs'];
        aws('iam', 'create-instance-profile', ...profile);
        aws('iam', 'add-role-to-instance-profile', ...profile, ...role);
        const kept = repo.run('destroy-iam.sh', 'dev', '--confirm', 'dev');
        expect(kept.status).toBe(1);
        expect(kept.stderr).toContain(
          `  ${name}: policy Theirs\n  ${name}: instance profile theirs\n`,
        );
        expect(await readRoles(moto.url)).toHaveLength(WANTED.length);

        aws('iam', 'delete-role-policy', ...role, ...theirs);
        aws('iam', 'remove-role-from-instance-profile', ...profile, ...role);
        aws('iam', 'delete-instance-profile', ...profile);
        const destroyed = repo.run('destroy-iam.sh', 'dev', '--confirm', 'dev');
        expect(destroyed).toMatchObject({ status: 0, stderr: '' });
        expect(destroyed.stdout).toContain('(iam/shared) stays');
        expect(await readRoles(moto.url)).toEqual([]);
        aws('ecr', 'describe-repositories', '--repository-names', 'shop');
      },
      20 * MINUTES,
    );
  }),
);
