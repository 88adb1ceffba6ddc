import type { AccountPort, OperationName } from '../../lib/live/port.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { foreignState, portOf, worldOf } from './support/world.ts';

const NAME = 'shop-ecs-task-execution-role-dev';
const theirs = (count: number) =>
  Array.from({ length: count }, (_, index) => `arn:aws:iam::aws:policy/Theirs${index}`);

/** An account whose execution role is ours, lacks our policies, and holds so many of others. */
async function accountWith(count: number, quota?: number) {
  const world = worldOf({ ...DEFAULT_ANSWERS, policies: 'aws-managed' });
  const state = { ...foreignState(), ...(quota && { attachedPoliciesQuota: quota }) };
  const port = portOf(state);
  for (const change of (await world.plan(port, 'apply')).changes) {
    if (change.kind !== 'role' || change.item !== NAME || change.after === undefined) continue;
    const { path, tags, trust } = change.after;
    await port.call('CreateRole', {
      RoleName: NAME,
      Path: path,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      AssumeRolePolicyDocument: JSON.stringify(trust),
    });
  }
  state.roles[NAME]?.attached.push(...theirs(count));
  const asked: OperationName[] = [];
  const watched: AccountPort = {
    call: (name, input) => {
      if (name === 'GetAccountSummary') asked.push(name);
      return port.call(name, input);
    },
  };
  return { blocked: (await world.plan(watched, 'apply')).blocked, asked };
}

test('a role that comes to hold no more than ten policies: no quota is asked for', async () => {
  expect(await accountWith(9)).toEqual({ blocked: [], asked: [] });
});

test('a role that comes to hold more is blocked by the quota of its account', async () => {
  const { blocked, asked } = await accountWith(10);
  expect(asked).toHaveLength(1);
  expect(blocked).toMatchObject([
    {
      kind: 'attachment-quota',
      owner: NAME,
      message: expect.stringMatching(/would hold 11 managed policies at once; .* allows 10\.$/),
    },
  ]);
});

test('a quota that was raised counts, and is named', async () => {
  expect((await accountWith(14, 15)).blocked).toEqual([]);
  const { blocked } = await accountWith(15, 15);
  expect(blocked[0]?.message).toMatch(/would hold 16 .* allows 15\.$/);
});
