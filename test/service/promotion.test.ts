import type { Answers } from '../../lib/answers/types.ts';
import { readPolicy } from '../../lib/evaluate/read-policy.ts';
import { resourceDocument } from '../../lib/iam/document.ts';
import { mapStrings } from '../../lib/iam/map-strings.ts';
import { bucketPolicy, keyPolicy } from '../../lib/service/pipeline/build-pipeline.ts';
import {
  accountOf,
  allows,
  attached,
  ofHome,
  roleIn,
  rolesIn,
  serviceOf,
} from '../support/promotion.ts';
import { THREE_ACCOUNTS } from '../support/promotion-cases.ts';

/* The one pipeline of several environments: who may do what in which account, by both sides' policies. */

const ONE_ACCOUNT: Partial<Answers> = {};
const DEPLOYS = ['pipeline', 'build', 'codedeploy'] as const;

const CASES = DEPLOYS.flatMap((deploy) => [
  { deploy, where: 'one account', more: ONE_ACCOUNT },
  { deploy, where: 'three accounts', more: THREE_ACCOUNTS },
]);

const BUCKET_NAME = 'shop-tools-artifacts-111122223333';

describe.each(CASES)('deploy kind $deploy in $where', ({ deploy, more }) => {
  const service = serviceOf(deploy, more);
  const { home } = service.model;
  const others = service.environments.map(({ name }) => name).filter((name) => name !== home);
  const isSplit = more === THREE_ACCOUNTS;

  test("home's pipeline role assumes the role of each other environment, and nobody else does", () => {
    for (const name of others) {
      const account = accountOf(service, name);
      const role = roleIn(service, name, 'pipeline-deploy');
      const resource = `arn:aws:iam::${account}:role/${role.name}`;
      const side = [
        { name: 'trust', policy: readPolicy(role.trust, { name: 'trust', kind: 'trust' }) },
      ];
      const ask = { action: 'sts:AssumeRole', resource, side };
      expect(allows(service, { environment: home, role: 'codepipeline', ...ask })).toBe(true);
      expect(allows(service, { environment: home, role: 'codebuild', ...ask })).toBe(false);
      for (const other of others) {
        const from = { environment: other, role: 'codebuild-validate' };
        expect(allows(service, { ...from, ...ask })).toBe(false);
      }
    }
  });

  test('the build role and the pipeline role stand in home, the assumed role elsewhere', () => {
    const ids = (name: string) => rolesIn(service, name).map(({ id }) => id);
    expect(ids(home)).toEqual(expect.arrayContaining(['codebuild', 'codepipeline']));
    expect(ids(home)).not.toContain('pipeline-deploy');
    for (const name of others) {
      expect(ids(name)).toContain('pipeline-deploy');
      expect(ids(name)).not.toContain('codebuild');
      expect(ids(name)).not.toContain('codepipeline');
    }
  });

  test('each environment is deployed by its own role, and by none of another environment', () => {
    const deployer = deploy === 'build' ? 'codebuild-deploy' : 'pipeline-deploy';
    for (const name of others) {
      const account = accountOf(service, name);
      const isBlueGreen = deploy === 'codedeploy';
      const arn = isBlueGreen
        ? `arn:aws:codedeploy:eu-west-1:${account}:deploymentgroup:shop-${name}/shop-${name}`
        : `arn:aws:ecs:eu-west-1:${account}:service/shop-${name}/shop`;
      const ask = {
        action: isBlueGreen ? 'codedeploy:CreateDeployment' : 'ecs:UpdateService',
        resource: arn,
      };
      expect(allows(service, { environment: name, role: deployer, ...ask })).toBe(true);
      expect(allows(service, { environment: home, role: 'codepipeline', ...ask })).toBe(false);
      for (const other of others.filter((one) => one !== name)) {
        expect(allows(service, { environment: other, role: deployer, ...ask })).toBe(false);
      }
    }
  });

  test('no role of another environment pushes an image', () => {
    const resource = `arn:aws:ecr:eu-west-1:${accountOf(service, home)}:repository/shop`;
    const ask = { action: 'ecr:PutImage', resource };
    expect(allows(service, { environment: home, role: 'codebuild', ...ask })).toBe(true);
    for (const name of others) {
      for (const { id = '' } of rolesIn(service, name)) {
        expect(allows(service, { environment: name, role: id, ...ask })).toBe(false);
      }
    }
  });

  test('the validation reads the roles of its environment and changes nothing', () => {
    for (const { name } of service.environments) {
      const roles = rolesIn(service, name);
      const validate = roles.find(({ id }) => id === 'codebuild-validate');
      if (validate === undefined) continue;
      for (const role of roles) {
        const resource = `arn:aws:iam::${accountOf(service, name)}:role/${role.name}`;
        const from = { environment: name, role: 'codebuild-validate', resource };
        expect(allows(service, { ...from, action: 'iam:GetRole' })).toBe(true);
        expect(allows(service, { ...from, action: 'iam:PutRolePolicy' })).toBe(false);
      }
    }
  });

  test('the execution role of each environment pulls from the repository of home', () => {
    const resource = `arn:aws:ecr:eu-west-1:${accountOf(service, home)}:repository/shop`;
    const policy = service.shared.flatMap(({ policies }) => policies)[0];
    const statements = policy && mapStrings(policy.statements, (value) => value);
    const side =
      isSplit && statements
        ? attached(ofHome(service, resourceDocument(statements)), 'repository')
        : undefined;
    const served = service.environments.filter((one) => one.name !== 'tools');
    for (const { name } of served) {
      const ask = { environment: name, role: 'task-execution', resource };
      expect(allows(service, { ...ask, action: 'ecr:BatchGetImage', ...(side && { side }) })).toBe(
        true,
      );
      expect(allows(service, { ...ask, action: 'ecr:PutImage', ...(side && { side }) })).toBe(
        false,
      );
    }
  });

  if (!isSplit) return;

  test('what reads artifacts in another account is allowed by the bucket and by its key, and writes none', () => {
    const { bucket } = service.pipeline;
    const bucketSide = attached(ofHome(service, bucketPolicy(bucket)), 'bucket');
    const keySide = attached(ofHome(service, keyPolicy(bucket)), 'key');
    const readers = [
      'pipeline-deploy',
      'codebuild-validate',
      ...(deploy === 'build' ? ['codebuild-deploy'] : []),
    ];
    for (const name of others) {
      for (const role of readers) {
        const object = {
          environment: name,
          role,
          resource: `arn:aws:s3:::${BUCKET_NAME}/shop/Build/1.zip`,
          context: { 'aws:ResourceAccount': '111122223333', 'aws:SecureTransport': 'true' },
          side: bucketSide,
        };
        expect([role, allows(service, { ...object, action: 's3:GetObject' })]).toEqual([
          role,
          true,
        ]);
        expect(allows(service, { ...object, action: 's3:PutObject' })).toBe(false);
        const key = {
          environment: name,
          role,
          action: 'kms:Decrypt',
          resource: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
          side: keySide,
        };
        const viaS3 = { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' };
        expect([role, allows(service, { ...key, context: viaS3 })]).toEqual([role, true]);
        expect(allows(service, key)).toBe(false);
      }
      const task = { environment: name, role: 'task-execution', side: bucketSide };
      const resource = `arn:aws:s3:::${BUCKET_NAME}/shop/Build/1.zip`;
      expect(allows(service, { ...task, action: 's3:GetObject', resource })).toBe(false);
    }
  });
});
