import type { AccountPort, OperationName } from '../../lib/live/port.ts';
import { LISTING_FROM, readAccount } from '../../lib/live/read-account.ts';
import { readListing } from '../../lib/live/read-listing.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { NOTHING, planFleet } from './support/fleet.ts';
import { foreignState, newRoot, portOf, worldOf } from './support/world.ts';

/** Counts calls by name and answers each after some time. */
function counted(port: AccountPort, milliseconds = 0) {
  const calls = new Map<OperationName, number>();
  const slow: AccountPort = {
    call: async (name, input) => {
      calls.set(name, (calls.get(name) ?? 0) + 1);
      if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
      return port.call(name, input);
    },
  };
  return { port: slow, calls };
}

test('from fifty roles on an account is read in pages', async () => {
  const { port, calls } = counted(portOf(foreignState()));
  const names = Array.from({ length: LISTING_FROM }, (_, index) => `role-${index}`);
  const found = await readAccount(port, { ...NOTHING, roles: [...names, 'their-role'] });

  expect(Object.fromEntries(calls)).toEqual({ GetAccountAuthorizationDetails: 1, ListRoles: 1 });
  expect(found.roles.get('their-role')).toMatchObject({
    description: 'Theirs',
    inline: { Own: {} },
  });
});

test('a listing tells of each role what calls per role tell', async () => {
  const state = foreignState();
  const world = worldOf(DEFAULT_ANSWERS);
  await world.run(portOf(state), 'apply', newRoot());
  const names = Object.values(state.roles).map(({ name }) => name);
  const listed = await readListing(portOf(state));
  const each = await readAccount(portOf(state), { ...NOTHING, roles: names });
  for (const name of names) {
    const key = name.toLowerCase();
    expect(listed.roles.get(key)).toEqual(each.roles.get(key));
  }
});

test('an unchanged plan reads each role once, a first plan asks for each role alone', async () => {
  const state = foreignState();
  const world = worldOf(DEFAULT_ANSWERS);
  const first = counted(portOf(state));
  await world.plan(first.port, 'apply');
  expect(Object.fromEntries(first.calls)).toEqual({
    GetRole: 5,
    ListRoles: 1,
    GetRepositoryPolicy: 1,
    // For statements that earlier answers may have left in shared policies.
    DescribeResourcePolicies: 1,
    DescribeDestinations: 1,
  });

  await world.run(portOf(state), 'apply', newRoot());
  const again = counted(portOf(state));
  expect((await world.plan(again.port, 'apply')).changes).toEqual([]);
  expect(Object.fromEntries(again.calls)).toMatchObject({ GetRole: 5, ListRolePolicies: 5 });
});

test('a thousand services in three environments are planned against one listing', async () => {
  const { unchanged, models } = await planFleet(1000, 20);
  expect({ unchanged, models }).toEqual({ unchanged: 6, models: 3000 });
}, 120_000);
