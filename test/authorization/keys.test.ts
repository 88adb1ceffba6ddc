import { requireAction } from '../../lib/authorization/actions.ts';
import { hasSeveralValues, sendsKey } from '../../lib/authorization/keys.ts';

test.each([
  ['iam:PassRole', 'iam:PassedToService', true],
  ['s3:GetObject', 'iam:PassedToService', false],
  ['s3:GetObject', 'aws:SourceVpce', true],
  ['s3:GetObject', 'AWS:sourcevpce', true],
  ['s3:GetObject', 's3:ExistingObjectTag/stage', true],
  ['s3:PutObject', 's3:ExistingObjectTagging', false],
  ['ecs:RunTask', 'aws:RequestTag/stage', true],
  ['ecs:ListServices', 'aws:RequestTag/stage', false],
  ['ecs:RunTask', 'aws:PrincipalTag/stage', true],
  ['ecs:RunTask', 'aws:TagKeys', true],
  ['ecs:ListServices', 'aws:TagKeys', false],
  ['kms:Decrypt', 'kms:EncryptionContext:SecretARN', true],
  ['kms:CreateAlias', 'kms:EncryptionContext:SecretARN', false],
  ['secretsmanager:GetSecretValue', 'secretsmanager:ResourceTag/stage', true],
  ['sts:AssumeRoleWithWebIdentity', 'token.actions.githubusercontent.com:sub', true],
  ['sts:AssumeRoleWithWebIdentity', 'oidc.example.com/id:aud', true],
  ['sts:AssumeRole', 'sts:ExternalId', true],
])('a request for %s may carry %s: %s', (action, key, sends) => {
  expect(sendsKey(requireAction(action), key)).toBe(sends);
});

test.each([
  ['aws:TagKeys', true],
  ['AWS:TAGKEYS', true],
  ['aws:PrincipalOrgPaths', true],
  ['kms:EncryptionContextKeys', true],
  ['dynamodb:Attributes', true],
  ['aws:SourceArn', false],
  ['aws:RequestTag/stage', false],
  ['ecs:cluster', false],
  ['nothing:at-all', false],
])('%s may have several values: %s', (key, several) => {
  expect(hasSeveralValues(key)).toBe(several);
});
