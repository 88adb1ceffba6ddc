import type { MemoryState } from '../../lib/live/memory/state.ts';
import { inOrder, undo, undoCaveat } from '../../lib/plan/change.ts';
import { actionOf } from '../../lib/report/describe.ts';
import { findingsOf } from '../../lib/report/findings.ts';
import {
  CHANGED_ANSWERS,
  copyState,
  foreignState,
  newRoot,
  portOf,
  SMALL_ANSWERS,
  worldOf,
} from '../live/support/world.ts';

const small = worldOf(SMALL_ANSWERS);
const changed = worldOf(CHANGED_ANSWERS);
let applied: MemoryState;

beforeAll(async () => {
  applied = foreignState();
  await small.run(portOf(applied), 'apply', newRoot());
});

function edited(edit: (state: MemoryState) => void): MemoryState {
  const state = copyState(applied);
  edit(state);
  return state;
}

const ROLE = 'shop-ecs-task-role-dev';

test('a role without our tags is never changed, and --adopt shows what would be', async () => {
  const state = edited((all) => {
    const role = all.roles[ROLE];
    if (role) all.roles[ROLE] = { ...role, tags: { owner: 'them' }, description: 'Theirs' };
  });
  const plan = await small.plan(portOf(state), 'apply');
  expect(plan.blocked).toMatchObject([{ kind: 'not-ours', owner: ROLE }]);
  expect(plan.changes.filter(({ owner }) => owner === ROLE)).toEqual([]);

  const adopting = await small.plan(portOf(state), 'apply', { adopt: true });
  expect(adopting.blocked).toEqual([]);
  expect(adopting.changes.map(({ kind }) => kind)).toEqual(['role-settings', 'tags']);
});

test('a role of another environment of ours is not ours', async () => {
  const state = edited((all) => {
    const role = all.roles[ROLE];
    if (role) role.tags['ecs-iam:environment'] = 'prod';
  });
  const [blocked] = (await small.plan(portOf(state), 'apply')).blocked;
  expect(blocked?.message).toContain("project 'shop', environment 'prod'");
});

/** The account after the repo with another id was applied. */
function ofOtherRepo(): MemoryState {
  return edited((all) => {
    for (const role of Object.values(all.roles)) {
      if ('ecs-iam:id' in role.tags) role.tags['ecs-iam:id'] = 'zzzz9999';
    }
  });
}

test('every role of another repo with the same project and environment blocks, and is told whose it is', async () => {
  const plan = await small.plan(portOf(ofOtherRepo()), 'apply');
  expect(plan.blocked.map(({ kind }) => kind)).toEqual(Array(4).fill('not-ours'));
  expect(plan.blocked[1]?.message).toBe(
    `Role '${ROLE}' exists and is not ours: its tags say project 'shop', environment 'dev', id 'zzzz9999', and that of this repo is 'a1b2c3d4'.`,
  );
  expect(plan.changes).toEqual([]);
});

test('--adopt takes over the roles of another repo', async () => {
  const plan = await small.plan(portOf(ofOtherRepo()), 'apply', { adopt: true });
  expect(plan.blocked).toEqual([]);
  expect(plan.changes.map(({ kind, after }) => [kind, after])).toEqual(
    Array(4).fill(['tags', { 'ecs-iam:id': 'a1b2c3d4' }]),
  );
});

test('destroy leaves the roles of another repo, and the statements that both write', async () => {
  const plan = await small.plan(portOf(ofOtherRepo()), 'destroy');
  expect(plan.changes).toEqual([]);
  expect(plan.notes.map(({ message }) => message).join()).toContain("id 'zzzz9999'");
});

test('a role with our tags and no id is ours', async () => {
  const state = edited((all) => {
    delete all.roles[ROLE]?.tags['ecs-iam:id'];
  });
  expect((await small.plan(portOf(state), 'apply')).blocked).toEqual([]);
});

test('a role that is not ours at another path: --adopt cannot move it, and the way out names its path', async () => {
  const state = edited((all) => {
    const role = all.roles[ROLE];
    if (role) all.roles[ROLE] = { ...role, tags: {}, path: '/their/' };
  });
  for (const adopt of [false, true]) {
    const [blocked, ...others] = (await small.plan(portOf(state), 'apply', { adopt })).blocked;
    expect(others).toEqual([]);
    expect(blocked).toMatchObject({
      kind: 'path-change',
      message: `Role '${ROLE}' exists at path /their/, not / and is not ours: it has no tag 'ecs-iam:project'; IAM cannot move a role.`,
      hint: expect.stringContaining('npx generator-ecs-iam --role-path /their/'),
    });
  }
});

test('destroy leaves a role without our tags and says so', async () => {
  const state = edited((all) => {
    const role = all.roles[ROLE];
    if (role) all.roles[ROLE] = { ...role, tags: {} };
  });
  const plan = await small.plan(portOf(state), 'destroy');
  expect(plan.changes.some(({ owner }) => owner === ROLE)).toBe(false);
  expect(plan.notes).toContainEqual(expect.objectContaining({ kind: 'stays', owner: ROLE }));
});

test('destroy leaves a role that holds a foreign inline policy, and detaches foreign managed ones', async () => {
  const state = edited((all) => {
    const role = all.roles[ROLE];
    if (role) role.inline.Mine = '{"Version":"2012-10-17","Statement":[]}';
    all.roles['shop-github-deploy-role-dev']?.attached.push(
      'arn:aws:iam::aws:policy/ReadOnlyAccess',
    );
  });
  const plan = await small.plan(portOf(state), 'destroy');
  expect(plan.blocked).toMatchObject([{ kind: 'foreign-policy', owner: ROLE }]);
  expect(plan.notes.map(({ message }) => message).join()).toContain(
    'ReadOnlyAccess is not ours: it is detached and stays',
  );
});

test('a path change is announced and not done', async () => {
  const moved = worldOf({ ...SMALL_ANSWERS, rolePath: '/team/' });
  const plan = await moved.plan(portOf(applied), 'apply');
  expect(new Set(plan.blocked.map(({ kind }) => kind))).toEqual(new Set(['path-change']));
  expect(plan.changes.filter(({ kind }) => kind === 'role')).toEqual([]);
});

test('a role whose name differs only in case is refused', async () => {
  const state = edited((all) => {
    const role = all.roles[ROLE];
    if (role) all.roles[ROLE] = { ...role, name: 'Shop-ecs-task-role-dev' };
  });
  expect((await small.plan(portOf(state), 'apply')).blocked).toMatchObject([
    { kind: 'other-case' },
  ]);
});

test('a role that the answers dropped is a finding, and --prune deletes it with all that is its own', async () => {
  const fewer = worldOf({ ...SMALL_ANSWERS, roles: ['task'] });
  const plan = await fewer.plan(portOf(applied), 'apply', { findLeftovers: true });
  expect(plan.changes).toEqual([]);
  expect(findingsOf(plan).map(({ rule }) => rule)).toEqual(Array(3).fill('note/leftover'));

  const pruned = await fewer.plan(portOf(applied), 'apply', { prune: true });
  expect(pruned.changes.map((change) => `${actionOf(change)} ${change.kind}`)).toEqual([
    'delete profile-role',
    'delete instance-profile',
    'detach attached-policy',
    'detach attached-policy',
    'delete inline-policy',
    'delete role',
    'delete role',
    'delete role',
    'delete managed-policy',
  ]);
});

test('what makes or widens comes before what takes away', async () => {
  const { changes } = await changed.plan(portOf(applied), 'apply');
  const isTaking = changes.map(({ after }) => after === undefined);
  expect(isTaking).toContain(true);
  expect(isTaking).toEqual([...isTaking].sort());
  expect(inOrder([...changes].reverse()).map(({ kind }) => kind)).toEqual(
    changes.map(({ kind }) => kind),
  );
});

test('moving the same statements from a managed policy to an inline one widens nothing', async () => {
  const inline = worldOf({
    ...SMALL_ANSWERS,
    rolePolicies: { 'container-instance': 'aws-managed' },
  });
  const { changes } = await inline.plan(portOf(applied), 'apply');
  expect(changes.map((change) => [actionOf(change), change.kind, change.widens])).toEqual([
    ['create', 'inline-policy', false],
    ['detach', 'attached-policy', false],
    ['delete', 'managed-policy', false],
  ]);
});

/** Kinds of what the whole account shares. */
const SHARED = new Set(['service-linked-role', 'oidc-provider', 'repository']);

test('undo swaps before and after; what cannot be undone says so', async () => {
  const { changes } = await small.plan(portOf(foreignState()), 'apply');
  for (const change of changes) {
    const back = undo(change);
    if (SHARED.has(change.kind)) {
      expect([back, undoCaveat(change)]).toEqual([undefined, 'stays: the account shares it']);
    } else {
      expect(back).toMatchObject({ kind: change.kind, before: change.after });
      expect(back?.after).toBeUndefined();
    }
  }
});

test('Sids that differ alone are told and are no finding', async () => {
  const state = edited((all) => {
    const role = all.roles['shop-github-deploy-role-dev'];
    if (role)
      role.inline.GithubOidcDeploy = (role.inline.GithubOidcDeploy ?? '').replace(
        'EcrAuthToken',
        'Login',
      );
  });
  const plan = await small.plan(portOf(state), 'apply');
  expect(plan.notes).toMatchObject([{ kind: 'cosmetic' }]);
  expect(findingsOf(plan)).toEqual([]);
});
