import { retrying } from '../../lib/live/decorators.ts';
import type { AccountPort, OperationName } from '../../lib/live/port.ts';
import { ServiceError } from '../../lib/live/responses.ts';

/** An account that fails some times, then answers. */
function failing(
  error: ServiceError,
  times: number,
  on: OperationName,
): AccountPort & { calls: () => number } {
  let calls = 0;
  return {
    calls: () => calls,
    call: async (name) => {
      if (name !== on) return {} as never;
      calls += 1;
      if (calls <= times) throw error;
      return {} as never;
    },
  };
}

const calm = { attempts: 4, sleep: async () => {} };
const noSuch = new ServiceError('NoSuchEntityException', 'The role cannot be found.', 404);

test('a role made a moment ago that is not there yet is asked for again', async () => {
  const port = failing(noSuch, 2, 'PutRolePolicy');
  const account = retrying(port, calm);
  await account.call('CreateRole', { RoleName: 'shop', AssumeRolePolicyDocument: '{}' });
  await account.call('PutRolePolicy', { RoleName: 'shop', PolicyName: 'A', PolicyDocument: '{}' });
  expect(port.calls()).toBe(3);
});

test('a role that nobody made is not asked for again', async () => {
  const port = failing(noSuch, 2, 'PutRolePolicy');
  const call = retrying(port, calm).call('PutRolePolicy', {
    RoleName: 'shop',
    PolicyName: 'A',
    PolicyDocument: '{}',
  });
  await expect(call).rejects.toBe(noSuch);
  expect(port.calls()).toBe(1);
});

test.each(['ConcurrentModificationException', 'EntityTemporarilyUnmodifiableException'])(
  '%s is tried again',
  async (code) => {
    const port = failing(new ServiceError(code, 'later', 409), 3, 'UpdateRole');
    await retrying(port, calm).call('UpdateRole', { RoleName: 'shop' });
    expect(port.calls()).toBe(4);
  },
);

test('a principal that was made a moment ago and is not valid yet is tried again; a bad document is not', async () => {
  const invalid = new ServiceError(
    'MalformedPolicyDocumentException',
    'Invalid principal in policy: "AWS":"arn:aws:iam::1:role/shop"',
  );
  const port = failing(invalid, 1, 'UpdateAssumeRolePolicy');
  const account = retrying(port, calm);
  const input = { RoleName: 'other', PolicyDocument: '{"AWS":"arn:aws:iam::1:role/shop"}' };
  await expect(account.call('UpdateAssumeRolePolicy', input)).rejects.toBe(invalid);
  const again = retrying(failing(invalid, 1, 'UpdateAssumeRolePolicy'), calm);
  await again.call('CreateRole', { RoleName: 'shop', AssumeRolePolicyDocument: '{}' });
  await again.call('UpdateAssumeRolePolicy', input);
});

test('patience ends', async () => {
  const error = new ServiceError('ConcurrentModificationException', 'later', 409);
  const port = failing(error, 99, 'UpdateRole');
  await expect(retrying(port, calm).call('UpdateRole', { RoleName: 'shop' })).rejects.toBe(error);
  expect(port.calls()).toBe(4);
});
