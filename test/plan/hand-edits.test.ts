import type { DefinedRole, Definition } from '../../lib/iam/definition.ts';
import type { JsonDocument } from '../../lib/iam/document.ts';
import { template } from '../../lib/iam/template-string.ts';
import type { MemoryState } from '../../lib/live/memory/state.ts';
import type { ChangeKind } from '../../lib/plan/change.ts';
import { findingsOf } from '../../lib/report/findings.ts';
import { enforcing, operatorOf } from '../live/support/operator.ts';
import {
  copyState,
  definedWorld,
  firstDefinition,
  foreignState,
  newRoot,
  portOf,
  SMALL_ANSWERS,
  worldOf,
} from '../live/support/world.ts';

/** A definition as the generator writes it, and an account that has it. */
const written = firstDefinition(SMALL_ANSWERS);
const TASK = 'shop-ecs-task-role-dev';
let applied: MemoryState;

beforeAll(async () => {
  applied = foreignState();
  await worldOf(SMALL_ANSWERS).run(portOf(applied), 'apply', newRoot());
});

function editRole(name: string, edit: (role: DefinedRole) => Partial<DefinedRole>): Definition {
  const roles = written.roles.map((role) =>
    role.name === name ? { ...role, ...edit(role) } : role,
  );
  return { ...written, roles };
}

function document(...Statement: readonly object[]): JsonDocument {
  return { Version: '2012-10-17', Statement };
}

const DENY = { Effect: 'Deny', NotAction: 's3:*', NotResource: 'arn:aws:s3:::data/*' };
const TRUST = document(
  { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
  {
    Effect: 'Deny',
    Principal: '*',
    Action: 'sts:AssumeRole',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  },
);
const BATCH = 'shop-batch-role-dev';
const TAGS = { 'ecs-iam:project': template('shop'), 'ecs-iam:environment': template('dev') };
const ADDED: DefinedRole = {
  name: template(BATCH),
  path: '/',
  description: 'Made by hand',
  maxSessionDuration: 3600,
  tags: TAGS,
  trust: TRUST,
  inlinePolicies: { ByHand: { Version: '2012-10-17', Statement: DENY } },
  managedPolicies: [
    { name: template('shop-limits'), path: template('/'), document: document(DENY) },
  ],
  attachedPolicies: [template('arn:aws:iam::aws:policy/ReadOnlyAccess')],
  instanceProfile: template('shop-batch'),
} as unknown as DefinedRole;

/** Edits that the generator never makes, and the changes that follow from each. */
const EDITS: Readonly<Record<string, readonly [Definition, readonly ChangeKind[]]>> = {
  'a trust policy that denies': [editRole(TASK, () => ({ trust: TRUST })), ['trust-policy']],
  'an inline policy with NotAction in a single statement': [
    editRole(TASK, ({ inlinePolicies }) => ({
      inlinePolicies: {
        ...inlinePolicies,
        ByHand: { Version: '2012-10-17', Statement: DENY },
      },
    })),
    ['inline-policy'],
  ],
  'another policy to attach': [
    editRole(TASK, () => ({
      attachedPolicies: [template('arn:aws:iam::aws:policy/ReadOnlyAccess')],
    })),
    ['attached-policy'],
  ],
  'a customer-managed policy of any name': [
    editRole(TASK, () => ({ managedPolicies: ADDED.managedPolicies })),
    ['managed-policy', 'attached-policy'],
  ],
  'a tag, a description and a session duration': [
    editRole(TASK, ({ tags }) => ({
      tags: { ...tags, team: template('orders') },
      description: 'Edited',
      maxSessionDuration: 7200,
    })),
    ['role-settings', 'tags'],
  ],
  'a role': [
    { ...written, roles: [...written.roles, ADDED] },
    [
      'managed-policy',
      'role',
      'inline-policy',
      'attached-policy',
      'attached-policy',
      'instance-profile',
      'profile-role',
    ],
  ],
  'a statement without a Sid in a shared policy': [
    {
      ...written,
      shared: {
        ...written.shared,
        resourcePolicies: written.shared.resourcePolicies.map((policy) =>
          policy.kind !== 'ecr-repository'
            ? policy
            : {
                ...policy,
                document: document(...(policy.document.Statement as object[]), {
                  Effect: 'Allow',
                  Principal: { AWS: '777788889999' },
                  Action: 'ecr:BatchGetImage',
                }),
              },
        ),
      },
    },
    ['resource-policy'],
  ],
};

test.each(Object.entries(EDITS))(
  'after %s is added by hand, plan shows it, apply makes it, destroy deletes it',
  async (_, [definition, kinds]) => {
    const world = definedWorld(definition);
    const state = copyState(applied);
    expect((await world.plan(portOf(state), 'apply')).changes.map(({ kind }) => kind)).toEqual(
      kinds,
    );

    const port = enforcing(portOf(state), operatorOf(world));
    await world.run(port, 'apply', newRoot());
    const plan = await world.plan(portOf(state), 'apply', { findLeftovers: true });
    expect(findingsOf(plan)).toEqual([]);

    await world.run(port, 'destroy', newRoot());
    expect(Object.keys(state.roles).filter((name) => name.startsWith('shop-'))).toEqual([]);
    expect([Object.keys(state.policies), Object.keys(state.profiles)]).toEqual([[], []]);
  },
);

test('the same trust policy in another spelling is no change', async () => {
  const definition = editRole(TASK, ({ trust }) => ({
    trust: {
      ...trust,
      Statement: [trust.Statement].flat().map((statement) => ({
        ...Object(statement),
        Sid: 'Renamed',
        Action: ['STS:AssumeRole'],
      })),
    },
  }));
  const plan = await definedWorld(definition).plan(portOf(applied), 'apply');
  expect([plan.changes, findingsOf(plan)]).toEqual([[], []]);
});

test('to detach a policy that denies widens what the role may do', async () => {
  const state = copyState(applied);
  const name = template(`${TASK}-TaskExecution`);
  const policy = { name, path: template('/'), document: document(DENY) };
  const denying = definedWorld(editRole(TASK, () => ({ managedPolicies: [policy] })));
  await denying.run(portOf(state), 'apply', newRoot());
  const { changes } = await definedWorld(written).plan(portOf(state), 'apply');
  expect(changes.map(({ kind, widens }) => [kind, widens])).toEqual([
    ['attached-policy', true],
    ['managed-policy', false],
  ]);
});

test('destroy leaves a statement in a shared policy that is not of this environment alone', async () => {
  const state = copyState(applied);
  const [definition] = EDITS['a statement without a Sid in a shared policy'] ?? [];
  if (definition === undefined) throw new Error('No edit.');
  const world = definedWorld(definition);
  await world.run(portOf(state), 'apply', newRoot());
  const { notes } = await world.plan(portOf(state), 'destroy');
  expect(notes.map(({ message }) => message)).toContain(
    "Statement '' in the policy of shop stays: other environments may define it, too.",
  );
  await world.run(portOf(state), 'destroy', newRoot());
  const { Statement } = JSON.parse(state.repositories.shop?.policy ?? '{}');
  expect(Statement).toMatchObject([{ Sid: 'Theirs' }, { Principal: { AWS: '777788889999' } }]);
});

test('statements of others without a Sid stay when ours are merged', async () => {
  const state = foreignState();
  const theirs = { Effect: 'Allow', Principal: '*', Action: 'ecr:DescribeImages' };
  if (state.repositories.shop) state.repositories.shop.policy = JSON.stringify(document(theirs));
  const [definition] = EDITS['a statement without a Sid in a shared policy'] ?? [];
  if (definition === undefined) throw new Error('No edit.');
  await definedWorld(definition).run(portOf(state), 'apply', newRoot());
  const policy = JSON.parse(state.repositories.shop?.policy ?? '{}');
  expect(policy.Statement).toHaveLength(3);
  expect(policy.Statement[0]).toEqual(theirs);
});
