import { findAction } from '../../lib/authorization/actions.ts';
import { documentSize, LIMITS } from '../../lib/iam/limits.ts';
import { template } from '../../lib/iam/template-string.ts';
import { doChange } from '../../lib/live/apply-changes.ts';
import type { OperatorPolicy } from '../../lib/plan/operator-statement.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { FACTS } from '../support/values.ts';
import { flaky } from './support/flaky.ts';
import { enforcing, type OperatorRequest, operatorAllows, operatorOf } from './support/operator.ts';
import {
  CHANGED_ANSWERS,
  copyState,
  essence,
  foreignState,
  foreignThings,
  newRoot,
  portOf,
  rolledBack,
  SMALL_ANSWERS,
  worldOf,
} from './support/world.ts';

const small = worldOf(SMALL_ANSWERS);
const changed = worldOf(CHANGED_ANSWERS);
/** Fewer roles and no customer-managed policy any more. */
const fewer = worldOf({ ...SMALL_ANSWERS, roles: ['task'], rolePolicies: {} });
const BOUNDARY = 'arn:aws:iam::aws:policy/PowerUserAccess';
const bounded = worldOf({ ...SMALL_ANSWERS, values: { permissionsBoundary: BOUNDARY } });
const boundedPlain = worldOf({
  ...SMALL_ANSWERS,
  values: { permissionsBoundary: BOUNDARY },
  trust: 'plain',
});
const defaults = worldOf(DEFAULT_ANSWERS);
const renamed = worldOf({
  ...SMALL_ANSWERS,
  roleNames: {
    'task-execution': template('acme+<environment>.exec@<project>'),
    'container-instance': template('acme-hosts'),
  },
});
const plain = worldOf({ ...SMALL_ANSWERS, trust: 'plain' });

const used = new Set<string>();
/** What a run asked under a policy with a boundary. */
const askedWhenBounded: OperatorRequest[] = [];
/** What the runs asked that delete what earlier answers made. */
const askedOfFewer: OperatorRequest[] = [];
const granted = new Set<string>();

/** The port of a state for the operator of a world. */
function asOperator(state: ReturnType<typeof foreignState>, world: typeof small) {
  const policy: OperatorPolicy = operatorOf(world);
  for (const { Action } of policy.Statement) for (const one of Action) granted.add(one);
  return enforcing(portOf(state), policy, (request) => {
    used.add(request.action);
    if ([bounded, boundedPlain, changed].includes(world)) askedWhenBounded.push(request);
    if (world === fewer) askedOfFewer.push(request);
  });
}

/** An account without the repository, after these worlds were applied. */
async function accountAfter(...worlds: readonly (typeof small)[]) {
  const state = foreignState();
  delete state.repositories.shop;
  for (const world of worlds) await world.run(portOf(state), 'apply', newRoot());
  return state;
}

const RUNS = [
  { name: 'apply', before: [], world: small, verb: 'apply' },
  { name: 'apply under a boundary', before: [], world: bounded, verb: 'apply' },
  { name: 'apply under other names', before: [], world: renamed, verb: 'apply' },
  { name: 'destroy under other names', before: [renamed], world: renamed, verb: 'destroy' },
  { name: 'an update that adds a boundary', before: [small], world: changed, verb: 'apply' },
  { name: 'an update under a boundary', before: [bounded], world: changed, verb: 'apply' },
  { name: 'an update back', before: [changed], world: small, verb: 'apply' },
  { name: 'a change of trust', before: [small], world: plain, verb: 'apply' },
  {
    name: 'a change of trust under a boundary',
    before: [bounded],
    world: boundedPlain,
    verb: 'apply',
  },
  { name: 'destroy under a boundary', before: [changed], world: changed, verb: 'destroy' },
  { name: 'destroy of the defaults', before: [defaults], world: defaults, verb: 'destroy' },
] as const;

test.each(RUNS)('the policy is enough for $name', async ({ before, world, verb }) => {
  const state = await accountAfter(...before);
  const port = asOperator(state, world);
  await world.plan(port, verb, { findLeftovers: true });
  await world.run(port, verb, newRoot());
  expect((await world.plan(portOf(state), verb)).changes).toEqual([]);
});

/** Nobody who is held to a boundary can take it off, not even to go back. */
const ADDS_BOUNDARY = 'an update that adds a boundary';

test.each(RUNS.filter(({ name }) => name !== ADDS_BOUNDARY))(
  'the policy is enough to roll back $name from any step',
  async (run) => {
    const { world, verb } = run;
    const before = await accountAfter(...run.before);
    const whole = flaky(portOf(copyState(before)), 0, 'killed');
    await world.run(whole, verb, newRoot());
    let tried = 0;
    for (let nth = 1; nth <= whole.calls(); nth += 1) {
      const state = copyState(before);
      const root = newRoot();
      const broken = flaky(asOperator(state, world), nth, 'killed after the call');
      const failed = await world.run(broken, verb, root).then(
        () => false,
        () => true,
      );
      if (!failed) continue;
      await world.rollBack(asOperator(state, world), root);
      tried += 1;
      expect(essence(state)).toBe(rolledBack(before, state));
    }
    expect(tried).toBeGreaterThan(5);
  },
);

test.each(['destroy', 'apply'] as const)(
  'the policy is enough for %s where earlier answers made more',
  async (verb) => {
    const state = await accountAfter(changed);
    const port = asOperator(state, fewer);
    const { changes } = await fewer.plan(port, verb, { prune: true });
    for (const change of changes) await doChange(port, change, FACTS);
    const left = Object.values(state.roles).filter(({ tags }) => tags['ecs-iam:project']);
    expect(left.map(({ name }) => name)).toEqual(
      verb === 'destroy' ? [] : ['shop-ecs-task-role-dev'],
    );
    expect([Object.keys(state.policies), Object.keys(state.profiles)]).toEqual([[], []]);
    expect(JSON.parse(foreignThings(state))[0]).toBeDefined();
  },
);

test('the policy holds nothing that no run needs', () => {
  // Needed in runs that those above do not make: a provider that others have, a fifth version,
  // many attachments, a Logs policy that nobody else writes to, a Logs destination.
  const rare = [
    'iam:AddClientIDToOpenIDConnectProvider',
    'iam:DeletePolicyVersion',
    'iam:GetAccountSummary',
    'logs:DeleteResourcePolicy',
    'logs:PutDestinationPolicy',
  ];
  expect([...granted].filter((action) => !used.has(action)).sort()).toEqual(rare);
  expect([...used].filter((action) => !granted.has(action))).toEqual([]);
});

test('an operator under a boundary cannot go back to roles without one', async () => {
  const state = await accountAfter(small);
  const root = newRoot();
  const broken = flaky(asOperator(state, changed), 60, 'killed after the call');
  await expect(changed.run(broken, 'apply', root)).rejects.toThrow();
  await expect(changed.rollBack(asOperator(state, changed), root)).rejects.toThrow(
    /iam:DeleteRolePermissionsBoundary/,
  );
});

const UNDER_BOUNDARY = [
  'iam:AttachRolePolicy',
  'iam:CreateRole',
  'iam:DetachRolePolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateRole',
];

test('what was allowed under a boundary is denied without it, and with another', () => {
  const policy = operatorOf(changed);
  const own = new Set(changed.definition.roles.map(({ name }) => `:role/${name}`));
  const calls = askedWhenBounded.filter(
    ({ action, resource }) =>
      UNDER_BOUNDARY.includes(action) && own.has(resource.slice(resource.indexOf(':role/'))),
  );
  expect([...new Set(calls.map(({ action }) => action))].sort()).toEqual(UNDER_BOUNDARY);
  const others = calls.flatMap((call) => {
    const { 'iam:PermissionsBoundary': _, ...context } = call.context;
    const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';
    return [
      { ...call, context },
      { ...call, context: { ...context, 'iam:PermissionsBoundary': administrator } },
    ];
  });
  expect(calls.filter((call) => !operatorAllows(policy, call))).toEqual([]);
  expect(others.filter((call) => operatorAllows(policy, call))).toEqual([]);
});

/** A call on the same thing of others, with the tags that it has there. */
function asTheirs(call: OperatorRequest, ours: RegExp, theirs: string): OperatorRequest {
  const context = Object.entries(call.context).map(([key, value]) =>
    key.startsWith('aws:ResourceTag/') ? [key, value.replace(ours, theirs)] : [key, value],
  );
  return {
    action: call.action,
    resource: call.resource.replace(ours, theirs),
    context: Object.fromEntries(context),
  };
}

/** Recorded calls on what these names are part of, each with the policy that allowed it. */
function recorded(ours: RegExp) {
  const calls = [
    ...askedWhenBounded.map((call) => ({ call, policy: operatorOf(changed) })),
    ...askedOfFewer.map((call) => ({ call, policy: operatorOf(fewer) })),
  ];
  return calls.filter(({ call }) => ours.test(call.resource));
}

test.each([
  ['project', /\bshop\b/, 'billing'],
  ['environment', /(?<=-)dev\b|^dev$/, 'prod'],
] as const)('what was allowed is denied on the names of another %s', (_, ours, theirs) => {
  const calls = recorded(ours);
  expect(calls.length).toBeGreaterThan(20);
  const allowed = calls.filter(({ call, policy }) =>
    operatorAllows(policy, asTheirs(call, ours, theirs)),
  );
  expect(allowed).toEqual([]);
});

test('nothing can be changed in a project whose name begins with ours', () => {
  const changes = recorded(/\bshop\b/).filter(
    ({ call }) => !['Read', 'List'].includes(findAction(call.action)?.accessLevel ?? ''),
  );
  const actions = new Set(changes.map(({ call }) => call.action));
  for (const action of ['iam:DeleteRole', 'iam:DetachRolePolicy', 'iam:DeletePolicy'])
    expect(actions).toContain(action);
  const allowed = changes.filter(({ call, policy }) =>
    operatorAllows(policy, asTheirs(call, /\bshop\b/, 'shop-admin')),
  );
  expect(allowed).toEqual([]);
});

test('a role that is no longer defined is deleted only with the tags of both', () => {
  const role = 'arn:aws:iam::111122223333:role/shop-ecs-instance-role-dev';
  const allows = (project: string, environment: string) =>
    operatorAllows(operatorOf(fewer), {
      action: 'iam:DeleteRole',
      resource: role,
      context: {
        'aws:ResourceTag/ecs-iam:project': project,
        'aws:ResourceTag/ecs-iam:environment': environment,
      },
    });
  expect([allows('shop', 'dev'), allows('other', 'dev'), allows('shop', 'prod')]).toEqual([
    true,
    false,
    false,
  ]);
});

test.each([
  ['without a boundary', {}, 30],
  // With a longer one the command says to split the policy, or to keep it inline.
  ['under a boundary', { permissionsBoundary: BOUNDARY }, 23],
])(
  'the policy of a project with a long name fits into a managed policy %s',
  (_, values, letters) => {
    const world = worldOf({ ...DEFAULT_ANSWERS, project: 'p'.repeat(letters), values });
    expect(documentSize(operatorOf(world))).toBeLessThanOrEqual(LIMITS.managedPolicy);
  },
);

test.each([
  [
    'iam:DeleteServiceLinkedRole',
    'arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS',
  ],
  [
    'iam:DeleteOpenIDConnectProvider',
    'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
  ],
  [
    'iam:RemoveClientIDFromOpenIDConnectProvider',
    'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
  ],
  ['ecr:DeleteRepository', 'arn:aws:ecr:eu-west-1:111122223333:repository/shop'],
  ['iam:DeleteRolePermissionsBoundary', 'arn:aws:iam::111122223333:role/shop-ecs-task-role-dev'],
])('the policy does not hold %s', (action, resource) => {
  expect(operatorAllows(operatorOf(changed), { action, resource, context: {} })).toBe(false);
});

test('without a policy of CloudWatch Logs in the definition none can be deleted', () => {
  const call = { action: 'logs:DeleteResourcePolicy', resource: '*', context: {} };
  expect([small, defaults].map((world) => operatorAllows(operatorOf(world), call))).toEqual([
    true,
    false,
  ]);
});

test('every action exists, and every one on * takes no resource that could be named', () => {
  const world = worldOf({
    ...SMALL_ANSWERS,
    crossAccountLogs: [{ kind: 'destination', name: 'central' }, { kind: 'resource-policy' }],
    environments: [
      {
        name: 'dev',
        values: { ...SMALL_ANSWERS.environments[0]?.values, workloadAccount: '444455556666' },
      },
    ],
  });
  const { Statement } = operatorOf(world);
  const avoidable: string[] = [];
  for (const { Action, Resource } of Statement) {
    for (const action of Action) {
      const facts = findAction(action);
      if (facts === undefined) avoidable.push(`${action} does not exist`);
      else if (Resource.includes('*') && facts.resourceTypes.length > 0)
        avoidable.push(`${action} takes ${facts.resourceTypes.map(({ name }) => name)}`);
    }
  }
  expect(avoidable).toEqual([]);
});

test("every '*' that stays takes no resource", () => {
  const { Statement } = operatorOf(small);
  const wild = Statement.filter(({ Resource }) => Resource.includes('*')).flatMap(
    ({ Action }) => Action,
  );
  expect(wild.sort()).toEqual([
    'iam:GetAccountSummary',
    'iam:ListRoles',
    'logs:DeleteResourcePolicy',
    'logs:DescribeDestinations',
    'logs:DescribeResourcePolicies',
    'logs:PutResourcePolicy',
  ]);
});
