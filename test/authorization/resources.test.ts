import { requireAction } from '../../lib/authorization/actions.ts';
import { fitOfResource } from '../../lib/authorization/resources.ts';

const AT = 'eu-west-1:111122223333';

/** The fit, what the ARN is instead, and what the action takes. */
function fitOf(action: string, resource: string): readonly (string | undefined)[] {
  const found = fitOfResource(requireAction(action), resource);
  const is = found.fit === 'wrong' ? found.found?.name : undefined;
  return [found.fit, is, 'types' in found ? found.types.map(({ name }) => name).join() : undefined];
}

test.each([
  ['s3:GetObject', 'arn:aws:s3:::b/k/l'],
  ['s3:ListBucket', 'arn:aws:s3:::b'],
  ['ecr:BatchGetImage', `arn:aws-cn:ecr:${AT}:repository/shop/web`],
  ['logs:PutLogEvents', `arn:aws:logs:${AT}:log-group:/ecs/shop:log-stream:web/x`],
  ['iam:PassRole', 'arn:aws:iam::111122223333:role/team/app'],
  ['ssm:GetParameters', `arn:aws:ssm:${AT}:parameter/shop/db`],
  ['kms:Decrypt', `arn:aws:kms:${AT}:key/k`],
  ['sts:AssumeRole', 'arn:aws:iam::111122223333:role/app'],
  ['codedeploy:CreateDeployment', `arn:aws:codedeploy:${AT}:deploymentgroup:shop/prod`],
  ['ecr:GetAuthorizationToken', '*'],
])('%s takes %s', (action, resource) => {
  expect(fitOf(action, resource)).toEqual(['right', undefined, undefined]);
});

test.each([
  ['s3:ListBucket', 'arn:aws:s3:::b/k', 'object'],
  ['s3:GetObject', 'arn:aws:s3:::b', 'bucket'],
  ['kms:Decrypt', `arn:aws:kms:${AT}:alias/k`, 'alias'],
  ['iam:PassRole', 'arn:aws:iam::111122223333:user/Ann', 'user'],
  ['logs:PutLogEvents', `arn:aws:logs:${AT}:log-group:/ecs/shop`, 'log-group'],
])('%s does not take %s: it is %s', (action, resource, is) => {
  const [found, other, types] = fitOf(action, resource);
  expect([found, other]).toEqual(['wrong', is]);
  expect(types?.split(',')).not.toContain(is);
});

test('an ARN that no type of the service has is of the wrong type too', () => {
  expect(fitOf('ecs:RunTask', `arn:aws:sqs:${AT}:q`)).toEqual([
    'wrong',
    undefined,
    'task-definition',
  ]);
});

test('an action that takes no resource takes no ARN', () => {
  expect(fitOf('ecr:GetAuthorizationToken', `arn:aws:ecr:${AT}:repository/shop`)).toEqual([
    'takes-none',
    undefined,
    undefined,
  ]);
});

test('an action that takes a resource is told from one of which none is named', () => {
  expect(fitOf('ecr:BatchGetImage', '*')).toEqual(['unnamed', undefined, 'repository']);
});
