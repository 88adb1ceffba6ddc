import type { Answers } from '../../lib/answers/types.ts';
import type { ResourcePolicyKind } from '../../lib/iam/model.ts';
import { SHARED_SID_PREFIXES, sharedSids } from '../../lib/iam/shared-sids.ts';
import type { MemoryState } from '../../lib/live/memory/state.ts';
import { findingsOf } from '../../lib/report/findings.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { enforcing, operatorOf } from '../live/support/operator.ts';
import { foreignState, newRoot, portOf, SMALL_ANSWERS, worldOf } from '../live/support/world.ts';
import { everythingAnswers } from '../support/answers.ts';

const [dev] = SMALL_ANSWERS.environments;
/** No answer of these needs a shared policy, nor the repository. */
const NOTHING: Answers = {
  ...SMALL_ANSWERS,
  environments: [{ name: 'dev', values: { ...dev?.values, workloadAccount: '444455556666' } }],
  roles: ['task'],
  rolePolicies: {},
  crossAccountPull: [],
  crossAccountLogs: [],
};

/** The answer that puts a statement of ours into each kind of shared policy. */
const WRITERS: Readonly<Record<ResourcePolicyKind, Partial<Answers>>> = {
  'ecr-repository': { crossAccountPull: ['444455556666'] },
  logs: { crossAccountLogs: [{ kind: 'resource-policy' }] },
  'logs-destination': { crossAccountLogs: [{ kind: 'destination', name: 'central' }] },
};
const KINDS = ['ecr-repository', 'logs', 'logs-destination'] as const;

/** The text of the shared policy of one kind. */
function policyText(state: MemoryState, kind: ResourcePolicyKind): string {
  const texts = {
    'ecr-repository': state.repositories.shop?.policy,
    logs: state.logsPolicies['ecs-iam-shop'],
    'logs-destination': state.destinations.central?.policy,
  };
  return texts[kind] ?? '{"Statement":[]}';
}

function sids(state: MemoryState, kind: ResourcePolicyKind): readonly string[] {
  return JSON.parse(policyText(state, kind)).Statement.map(({ Sid }: { Sid: string }) => Sid);
}

const ACCESS = { Effect: 'Allow', Principal: { AWS: '777788889999' }, Action: 'logs:*' };

/** Statements of other projects and environments whose Sids resemble ours in dev. */
const NEIGHBOURS = ['MyShopForDev', 'ShopForDevelopment', 'ShopForProd', 'XShopForDev'];

/** An account where somebody else's statements stand in each shared policy, some with similar Sids. */
function sharedState(): MemoryState {
  const state = foreignState();
  const text = (kind: ResourcePolicyKind) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        'Theirs',
        'ShopForDev',
        ...NEIGHBOURS.map((name) => `${SHARED_SID_PREFIXES[kind].written[0]}${name}`),
      ].map((Sid) => ({ Sid, ...ACCESS, ...(kind !== 'ecr-repository' && { Resource: '*' }) })),
    });
  if (state.repositories.shop) state.repositories.shop.policy = text('ecr-repository');
  state.logsPolicies['ecs-iam-shop'] = text('logs');
  state.destinations.central = { policy: text('logs-destination') };
  return state;
}

const nothing = worldOf(NOTHING);

describe.each(KINDS)(
  'a statement in a policy of kind %s that the answers no longer have',
  (kind) => {
    const writer = worldOf({ ...NOTHING, ...WRITERS[kind] });

    test('is a change of the plan, apply drops it, and those of others stay', async () => {
      const state = sharedState();
      const before = policyText(state, kind);
      await writer.run(portOf(state), 'apply', newRoot());
      expect(sids(state, kind)).toContain(`${SHARED_SID_PREFIXES[kind].written[0]}ShopForDev`);

      const plan = await nothing.plan(portOf(state), 'apply');
      expect(plan.changes).toMatchObject([
        { kind: 'resource-policy', policy: kind, after: undefined },
      ]);
      expect(findingsOf(plan)).toHaveLength(1);

      await nothing.run(enforcing(portOf(state), operatorOf(nothing)), 'apply', newRoot());
      expect(JSON.parse(policyText(state, kind))).toEqual(JSON.parse(before));
      expect((await nothing.plan(portOf(state), 'apply')).changes).toEqual([]);
    });

    test('is dropped by destroy', async () => {
      const state = sharedState();
      const before = policyText(state, kind);
      await writer.run(portOf(state), 'apply', newRoot());
      await nothing.run(portOf(state), 'destroy', newRoot());
      expect(JSON.parse(policyText(state, kind))).toEqual(JSON.parse(before));
    });

    test('grants nothing to another account either where no other statement is there', async () => {
      const state = foreignState();
      if (state.repositories.shop) delete state.repositories.shop.policy;
      delete state.logsPolicies['ecs-iam-shop'];
      state.destinations.central = {};
      await writer.run(portOf(state), 'apply', newRoot());
      await nothing.run(portOf(state), 'apply', newRoot());
      expect(sids(state, kind)).toEqual(kind === 'logs-destination' ? ['OwnAccountOnly'] : []);
      expect(policyText(state, kind)).not.toContain('444455556666');
      expect((await nothing.plan(portOf(state), 'destroy')).changes).not.toContainEqual(
        expect.objectContaining({ kind: 'resource-policy' }),
      );
    });
  },
);

test('a destination that the answers no longer name is found without its name', async () => {
  const state = sharedState();
  const central = worldOf({ ...NOTHING, ...WRITERS['logs-destination'] });
  const other = worldOf({ ...NOTHING, crossAccountLogs: [{ kind: 'destination', name: 'other' }] });
  state.destinations.other = {};
  await central.run(portOf(state), 'apply', newRoot());
  const { changes } = await other.plan(portOf(state), 'apply');
  expect(changes).toMatchObject([
    { owner: 'other', before: undefined, after: [{ Sid: 'SubscribeShopForDev' }] },
    { owner: 'central', before: [{ Sid: 'SubscribeShopForDev' }], after: undefined },
  ]);
});

test('every Sid that a model writes into a shared policy is in the table', () => {
  const answers = everythingAnswers();
  const { model } = buildService({
    ...answers,
    crossAccountLogs: [...answers.crossAccountLogs, { kind: 'resource-policy' }],
  });
  const { resourcePolicies } = model;
  expect(new Set(resourcePolicies.map(({ kind }) => kind))).toEqual(new Set(KINDS));
  for (const { kind, statements } of resourcePolicies)
    for (const { sid } of statements) expect(sharedSids(kind)).toContain(sid);
});

test('no prefix is the beginning of another, so that a Sid is of one environment alone', () => {
  const prefixes = KINDS.flatMap((kind) => Object.values(SHARED_SID_PREFIXES[kind]).flat());
  expect(prefixes.length).toBeGreaterThanOrEqual(4);
  for (const one of prefixes)
    expect(prefixes.filter((other) => other !== one && other.startsWith(one))).toEqual([]);
});
