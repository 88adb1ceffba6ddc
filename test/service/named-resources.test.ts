import type { Answers } from '../../lib/answers/types.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { roleDocuments } from '../support/role-documents.ts';
import { VALUES } from '../support/values.ts';

const { secretsKmsKeyId } = VALUES;

function statement(sid: string, more: Partial<Answers>, id = 'task-execution') {
  const environments = [{ name: 'prod', values: {} }];
  const { role } = roleDocuments(id, { ...DEFAULT_ANSWERS, environments, ...more });
  return role.inlinePolicies.flatMap(({ statements }) => statements).find((one) => one.sid === sid);
}

test('each secret is named, its environment filled in', () => {
  const secrets = [{ name: 'shop/<environment>/db' }, { name: 'api' }];
  expect(statement('ReadSecrets', { secrets })?.resources).toEqual([
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/prod/db-??????',
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret:api-??????',
  ]);
});

test('a secret of another account or Region is named there', () => {
  const secrets = [{ name: 'api', account: '444455556666', region: 'us-east-1' }];
  expect(statement('ReadSecrets', { secrets })?.resources).toEqual([
    'arn:aws:secretsmanager:us-east-1:444455556666:secret:api-??????',
  ]);
});

test('the key lies where its secrets lie, and is used through the services there', () => {
  const decrypt = statement('DecryptSecrets', {
    secrets: [{ name: 'db' }, { name: 'api', account: '444455556666', region: 'us-east-1' }],
    values: { secretsKmsKeyId },
  });
  expect(decrypt?.resources).toEqual([
    `arn:aws:kms:eu-west-1:111122223333:key/${secretsKmsKeyId}`,
    `arn:aws:kms:us-east-1:444455556666:key/${secretsKmsKeyId}`,
  ]);
  expect(decrypt?.conditions?.StringEquals?.['kms:ViaService']).toEqual([
    'secretsmanager.eu-west-1.amazonaws.com',
    'secretsmanager.us-east-1.amazonaws.com',
    'ssm.eu-west-1.amazonaws.com',
    'ssm.us-east-1.amazonaws.com',
  ]);
});

test('a key of this account is of one Region, but for a key of several', () => {
  const resources = (id: string) =>
    statement('DecryptSecrets', {
      secrets: [{ name: 'db' }, { name: 'api', region: 'us-east-1' }],
      values: { secretsKmsKeyId: id },
    })?.resources;
  expect(resources(secretsKmsKeyId)).toEqual([
    `arn:aws:kms:eu-west-1:111122223333:key/${secretsKmsKeyId}`,
  ]);
  expect(resources('mrk-1234abcd12ab34cd56ef1234567890ab')).toHaveLength(2);
});

test('the key of secrets of this account is named once', () => {
  const decrypt = statement('DecryptSecrets', {
    secrets: [{ name: 'db' }, { name: 'api' }],
    values: { secretsKmsKeyId },
  });
  expect(decrypt?.resources).toEqual([`arn:aws:kms:eu-west-1:111122223333:key/${secretsKmsKeyId}`]);
});

test('each environment file is named, each bucket once', () => {
  const envFiles = [
    { bucket: 'shop-config', key: '<environment>/web.env' },
    { bucket: 'shop-config', key: 'common.env' },
  ];
  expect(statement('ReadEnvFiles', { envFiles })?.resources).toEqual([
    'arn:aws:s3:::shop-config/prod/web.env',
    'arn:aws:s3:::shop-config/common.env',
  ]);
  expect(statement('LocateEnvFileBucket', { envFiles })?.resources).toEqual([
    'arn:aws:s3:::shop-config',
  ]);
});

test('a list part is written once per member, in conditions too', () => {
  const share = statement(
    'ShareNetworkInterface',
    {
      lists: { buildSubnetId: ['subnet-1', 'subnet-2'] },
      options: { 'codebuild.vpc': true },
      values: { buildSecurityGroupId: 'sg-1' },
    },
    'codebuild',
  );
  expect(share?.conditions?.ArnEquals?.['ec2:Subnet']).toEqual([
    'arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1',
    'arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-2',
  ]);
});

test('logs from another account name it in the writer role', () => {
  const crossAccountLogs = [
    { kind: 'from', account: '444455556666', logGroup: '/central/shop' },
  ] as const;
  expect(
    statement('WriteCentralLogs', { crossAccountLogs }, 'cross-account-logs')?.resources,
  ).toEqual(['arn:aws:logs:eu-west-1:111122223333:log-group:/central/shop:*']);
});

test('pulling from another account without a Region means the own Region', () => {
  const values = { registryAccount: '444455556666' };
  expect(statement('EcrPullCrossAccount', { values })?.resources).toEqual([
    'arn:aws:ecr:eu-west-1:444455556666:repository/shop',
  ]);
});

test('base images come from each repository of this account that is listed', () => {
  const { role } = roleDocuments('codebuild', {
    ...DEFAULT_ANSWERS,
    options: { 'codebuild.baseImageRepositories': true },
    lists: { baseRepository: ['base/node', 'base/go'] },
  });
  const statements = role.inlinePolicies.flatMap((policy) => policy.statements);
  expect(statements.find(({ sid }) => sid === 'EcrPullBaseImages')?.resources).toEqual([
    'arn:aws:ecr:eu-west-1:111122223333:repository/base/node',
    'arn:aws:ecr:eu-west-1:111122223333:repository/base/go',
  ]);
});
