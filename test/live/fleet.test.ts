import { drawPlan, planOptions } from '../../lib/commands/draw-plan.ts';
import { fillModel } from '../../lib/iam/fill.ts';
import type { Environment, Model } from '../../lib/iam/model.ts';
import type { AccountPort, OperationName } from '../../lib/live/port.ts';
import { LISTING_FROM, readAccount } from '../../lib/live/read-account.ts';
import { readListing } from '../../lib/live/read-listing.ts';
import { buildModel } from '../../lib/model/build-model.ts';
import { planModel } from '../../lib/plan/plan-model.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { FACTS } from '../support/values.ts';
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

const request = {
  account: FACTS.account,
  partition: 'aws',
  managedPolicies: [],
  profiles: [],
  serviceLinkedRoles: [],
  oidcProviders: [],
  resourcePolicies: [],
  beforeRemoval: false,
};

test('from fifty roles on an account is read in pages', async () => {
  const { port, calls } = counted(portOf(foreignState()));
  const names = Array.from({ length: LISTING_FROM }, (_, index) => `role-${index}`);
  const found = await readAccount(port, { ...request, roles: [...names, 'their-role'] });

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
  const each = await readAccount(portOf(state), { ...request, roles: names });
  for (const name of names) {
    const key = name.toLowerCase();
    expect(listed.roles.get(key)).toEqual(each.roles.get(key));
  }
});

test('an unchanged plan reads each role once, a first plan asks for each role alone', async () => {
  const state = foreignState();
  const world = worldOf(DEFAULT_ANSWERS);
  const first = counted(portOf(state));
  await world.draw(first.port, 'apply');
  expect(Object.fromEntries(first.calls)).toEqual({
    GetRole: 4,
    ListRoles: 1,
    GetRepositoryPolicy: 1,
  });

  await world.run(portOf(state), 'apply', newRoot());
  const again = counted(portOf(state));
  expect((await world.draw(again.port, 'apply')).changes).toEqual([]);
  expect(Object.fromEntries(again.calls)).toMatchObject({ GetRole: 4, ListRolePolicies: 4 });
});

test('3,000 models are planned against one listing, with little work each', async () => {
  const services = Array.from({ length: 1000 }, (_, index) => `service${index}`);
  const environments = ['dev', 'test', 'prod'].map((name) => ({ name, values: {} }));
  const models = services.map((project) =>
    buildModel({ ...DEFAULT_ANSWERS, project, environments }),
  );
  const state = foreignState();
  const [first] = models;
  if (first === undefined) throw new Error('No model.');
  for (const model of [first, models.at(-1) ?? first]) {
    for (const environment of model.environments) await makeRoles(state, model, environment);
  }
  fillUp(state, 12_000);
  const pages = await record(portOf(state));

  const begun = performance.now();
  const before = process.cpuUsage();
  const listing = await readListing(replay(pages, 20));
  const empty = await readAccount(portOf(foreignState()), { ...request, roles: [] });
  const found = { ...empty, ...listing };
  let unchanged = 0;
  let most = 0;
  for (const model of models) {
    for (const environment of model.environments) {
      const drawing = {
        model,
        environment,
        facts: FACTS,
        verb: 'apply',
        adopt: false,
        prune: false,
        findLeftovers: false,
        unfinished: [],
      } as const;
      const plan = planModel(fillModel(model, environment, FACTS), found, planOptions(drawing));
      if (plan.changes.every(({ kind }) => /service-linked|repository/.test(kind))) unchanged += 1;
    }
    most = Math.max(most, process.memoryUsage().heapUsed);
  }
  const seconds = (performance.now() - begun) / 1000;
  const used = process.cpuUsage(before);
  const work = (used.user + used.system) / 1e6;

  process.stdout.write(
    `fleet: 3,000 models, ${pages.details.length} pages of 20 ms, ${seconds.toFixed(2)} s, of it ${work.toFixed(2)} s of work, heap ${Math.round(most / 1e6)} MB\n`,
  );
  expect(unchanged).toBe(6);
}, 120_000);

async function makeRoles(
  state: ReturnType<typeof foreignState>,
  model: Model,
  environment: Environment,
) {
  const drawing = {
    model,
    environment,
    facts: FACTS,
    verb: 'apply',
    adopt: false,
    prune: false,
    findLeftovers: false,
    unfinished: [],
  } as const;
  const { doChange } = await import('../../lib/live/do-change.ts');
  const port = portOf(state);
  for (const change of (await drawPlan(port, drawing)).changes) await doChange(port, change, FACTS);
}

/** Copies of their role until the account holds so many. */
function fillUp(state: ReturnType<typeof foreignState>, most: number): void {
  const theirs = state.roles['their-role'];
  for (let index = 0; theirs && Object.keys(state.roles).length < most; index += 1) {
    state.roles[`their-role-${index}`] = {
      ...theirs,
      name: `their-role-${index}`,
      id: `AROA${index}`,
    };
  }
}

type Page = { readonly IsTruncated?: boolean | undefined };

async function record(port: AccountPort) {
  const details: Page[] = [];
  const roles: Page[] = [];
  for (const [name, list] of [
    ['GetAccountAuthorizationDetails', details],
    ['ListRoles', roles],
  ] as const) {
    let marker: string | undefined;
    do {
      const page = await port.call(name, { MaxItems: 1000, ...(marker && { Marker: marker }) });
      list.push(page);
      marker = page.Marker;
    } while (marker !== undefined);
  }
  return { details, roles };
}

/** Answers pages from a record, each after some milliseconds. */
function replay(
  { details, roles }: Awaited<ReturnType<typeof record>>,
  milliseconds: number,
): AccountPort {
  const next = { GetAccountAuthorizationDetails: [...details], ListRoles: [...roles] };
  return {
    call: async (name) => {
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      if (name !== 'ListRoles' && name !== 'GetAccountAuthorizationDetails') throw new Error(name);
      return next[name as 'ListRoles'].shift() as never;
    },
  };
}
