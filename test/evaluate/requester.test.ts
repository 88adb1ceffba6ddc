import { readRequester } from '../../lib/evaluate/requester.ts';

const ACCOUNT = '111122223333';

test.each([
  ['arn:aws:iam::111122223333:root', { kind: 'root', account: ACCOUNT }],
  [
    'arn:aws:iam::111122223333:user/team/Ann',
    { kind: 'user', account: ACCOUNT, arn: 'arn:aws:iam::111122223333:user/team/Ann' },
  ],
  [
    'arn:aws-cn:iam::111122223333:role/team/app',
    {
      kind: 'role',
      account: ACCOUNT,
      name: 'app',
      arn: 'arn:aws-cn:iam::111122223333:role/team/app',
    },
  ],
  [
    'arn:aws:sts::111122223333:assumed-role/app/one',
    {
      kind: 'role',
      account: ACCOUNT,
      name: 'app',
      session: 'arn:aws:sts::111122223333:assumed-role/app/one',
    },
  ],
  [
    'arn:aws:sts::111122223333:federated-user/Ann',
    {
      kind: 'federated-user',
      account: ACCOUNT,
      arn: 'arn:aws:sts::111122223333:federated-user/Ann',
    },
  ],
  [
    'arn:aws:iam::111122223333:saml-provider/Corp',
    { kind: 'federated', provider: 'arn:aws:iam::111122223333:saml-provider/Corp' },
  ],
  [
    'cognito-identity.amazonaws.com',
    { kind: 'federated', provider: 'cognito-identity.amazonaws.com' },
  ],
  ['ecs-tasks.amazonaws.com', { kind: 'service', service: 'ecs-tasks.amazonaws.com' }],
  [
    'logs.cn-north-1.amazonaws.com.cn',
    { kind: 'service', service: 'logs.cn-north-1.amazonaws.com.cn' },
  ],
  ['*', { kind: 'anonymous' }],
])('%s is read', (text, requester) => {
  expect(readRequester(text)).toEqual(requester);
});

test.each([
  '',
  'app',
  '111122223333',
  'arn:aws:iam::1111:role/app',
  'arn:aws:iam::111122223333:group/admins',
  'arn:aws:iam::111122223333:role/',
  'arn:aws:sts::111122223333:assumed-role/app',
  'arn:aws:sts::111122223333:assumed-role/app/one/two',
  'arn:aws:s3:::bucket',
])("'%s' is no principal", (text) => {
  expect(() => readRequester(text)).toThrow(
    expect.objectContaining({ name: 'UnknownPrincipal', message: `'${text}' is no principal.` }),
  );
});
