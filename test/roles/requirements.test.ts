import { parseCommandLine } from '../../lib/answers/command-line.ts';
import { NEW_FLAGS } from '../../lib/answers/flags.ts';
import { resolveAnswers } from '../../lib/answers/resolve.ts';
import type { Answers, DeployKind } from '../../lib/answers/types.ts';
import { ROLES, type RoleId, roleById } from '../../lib/roles/registry.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { renderStarter } from '../../lib/starter/render-starter.ts';
import { TARGETS } from '../../lib/targets/registry.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { filledRoles, roleDocuments } from '../support/role-documents.ts';
import { VALUES } from '../support/values.ts';
import { REQUIRED_ROLES } from './requirements.ts';

const KINDS: readonly DeployKind[] = ['pipeline', 'build', 'codedeploy'];
const ALL_ROLES = REQUIRED_ROLES.map(({ id }) => id);

function answersFor(deploy: DeployKind, more: Partial<Answers> = {}): Answers {
  return {
    ...DEFAULT_ANSWERS,
    roles: ALL_ROLES,
    deploy,
    environments: [{ name: 'prod', values: {} }],
    // CodeDeploy shifts the traffic of a load balancer, which --deploy codedeploy makes one name.
    ...(deploy === 'codedeploy' && { values: { loadBalancer: VALUES.loadBalancer } }),
    ...more,
  };
}

const REQUIRED_ACTIONS = KINDS.flatMap((deploy) =>
  REQUIRED_ROLES.flatMap(({ id, actions }) => actions.map((action) => ({ deploy, id, action }))),
);

test.each(REQUIRED_ACTIONS)(
  '$action of $id is granted, or reported with its reason (deploy $deploy)',
  ({ deploy, id, action }) => {
    const { role } = roleDocuments(id, answersFor(deploy));
    const statements = role.inlinePolicies.flatMap((policy) => policy.statements);
    const isGranted = statements.some((statement) => statement.actions.includes(action));
    const reported = role.notGranted.filter((one) => one.action === action);
    expect(isGranted || reported.length > 0).toBe(true);
    if (isGranted) return;
    // The way out that a reason names grants the action, in this role or in the one it names.
    const ways = reported.flatMap(({ reason }) => waysOut(reason));
    expect(ways.filter((way) => !grants(way, id, action))).toEqual([]);
    expect(ways.length).toBeGreaterThan(0);
  },
);

/** The answers that the flags of a reason stand for. */
const WAYS: Readonly<Record<string, Partial<Answers>>> = {
  '--secrets': { secrets: [{ name: 'db' }] },
  '--parameters': { parameters: [{ name: 'db' }] },
  '--kms-key': { secrets: [{ name: 'db' }], values: { secretsKmsKeyId: VALUES.secretsKmsKeyId } },
  '--env-files': { envFiles: [{ bucket: 'shop-env', key: 'prod.env' }] },
  '--exec task': { exec: 'task' },
};

interface WayOut {
  readonly flag: string;
  readonly answers: Partial<Answers>;
}

function waysOut(reason: string): readonly WayOut[] {
  const flags =
    reason.match(/--(?:deploy \w+|exec \w+|option [\w.-]+\w|[a-z-]+)(?= grants it)/g) ?? [];
  return flags.map((flag) => {
    const [, name = '', value = ''] = /^--(\S+)(?: (.+))?$/.exec(flag) ?? [];
    const deploy = KINDS.find((kind) => kind === value);
    if (name === 'deploy' && deploy !== undefined) return { flag, answers: { deploy } };
    if (name === 'option') return { flag, answers: { options: { [value]: true } } };
    return { flag, answers: WAYS[flag] ?? {} };
  });
}

function grants({ flag, answers }: WayOut, id: RoleId, action: string): boolean {
  const { securityGroupId, classicLoadBalancerName, loadBalancer } = VALUES;
  const values = { securityGroupId, classicLoadBalancerName, loadBalancer, ...answers.values };
  const { role } = roleDocuments(
    flag === '--exec task' ? 'task' : id,
    answersFor('pipeline', { ...answers, values }),
  );
  return role.inlinePolicies.some(({ statements }) =>
    statements.some(({ actions }) => actions.includes(action)),
  );
}

test('what is granted is not reported as missing, unless on something else', () => {
  for (const deploy of KINDS) {
    for (const role of filledRoles(answersFor(deploy))) {
      const granted = role.inlinePolicies.flatMap(({ statements }) =>
        statements.flatMap(({ actions }) => actions),
      );
      const both = role.notGranted.filter(
        ({ action, on }) => on === undefined && granted.includes(action),
      );
      expect(both).toEqual([]);
    }
  }
});

/** Everything that a kind of deployment or an option can grant to a role. */
function reachable(id: RoleId): ReadonlySet<string> {
  const role = roleById(id);
  return new Set(
    [...role.policies, ...Object.values(role.options)].flatMap(({ statements }) =>
      statements.flatMap(({ actions }) => actions),
    ),
  );
}

test('every required permission can be had by a deploy kind or an option, but Exec where it has no effect', () => {
  const missing = REQUIRED_ROLES.flatMap(({ id, actions }) =>
    actions.filter((action) => !reachable(id).has(action)).map((action) => `${id} ${action}`),
  );
  expect(missing).toEqual([
    'task-execution ssmmessages:CreateControlChannel',
    'task-execution ssmmessages:CreateDataChannel',
    'task-execution ssmmessages:OpenControlChannel',
    'task-execution ssmmessages:OpenDataChannel',
  ]);
});

test.each([
  ['codepipeline', 'iam:PassRole', 'the CodeBuild and CodeDeploy roles'],
  ['task-execution', 'kms:Decrypt', 'the key of an encrypted log group'],
] as const)('%s reports %s on %s although it is granted elsewhere', (id, action, on) => {
  const answers = answersFor('pipeline', {
    options: { 'task-execution.secretsKmsKey': true },
    values: { secretsKmsKeyId: VALUES.secretsKmsKeyId },
  });
  const { role } = roleDocuments(id, answers);
  const granted = role.inlinePolicies.flatMap(({ statements }) =>
    statements.flatMap(({ actions }) => actions),
  );
  expect(granted).toContain(action);
  expect(role.notGranted).toContainEqual(expect.objectContaining({ action, on }));
});

test.each(TARGETS)(
  'the roles of the requirements need no further flag for target $id',
  async ({ id }) => {
    const { flags } = parseCommandLine(
      ['--project', 'shop', '--roles', ALL_ROLES.join(','), '--target', id],
      NEW_FLAGS,
    );
    const service = buildService(resolveAnswers({ flags, folderName: 'shop' }).answers);
    // Those that a pipeline of several environments brings along besides.
    const following = ['codebuild-validate', 'pipeline-deploy'];
    expect(service.model.roles.map((role) => role.id).sort()).toEqual(
      [...ALL_ROLES, ...following].sort(),
    );
    expect((await renderStarter(service)).length).toBeGreaterThan(0);
  },
);

test.each(REQUIRED_ROLES)('$id is called $name, to the letter', ({ id, name }) => {
  const { role } = roleDocuments(
    id,
    answersFor('pipeline', {
      project: 'My_Shop-2',
      environments: [{ name: 'Prod_EU', values: {} }],
    }),
  );
  expect(role.name).toBe(
    name.replace('{ProjectName}', 'My_Shop-2').replace('{Environment}', 'Prod_EU'),
  );
});

test.each(REQUIRED_ROLES)('$id is assumed by $principal alone', ({ id, principal }) => {
  const { trust } = roleDocuments(id, answersFor('pipeline'));
  expect(trust.Statement.map((statement) => statement.Principal)).toEqual([{ Service: principal }]);
  expect(trust.Statement.map((statement) => statement.Action)).toEqual(['sts:AssumeRole']);
});

test('the longest role name leaves 39 characters for project and environment', () => {
  const fixed = ROLES.map(({ name }) => name.replace(/<\w+>/g, '').length);
  expect(Math.max(...fixed)).toBe(25);
});

test.each([
  [true, ['ecs.amazonaws.com']],
  [false, []],
])('the service-linked role of ECS is made when asked for: %s', (serviceLinkedRole, expected) => {
  const service = buildService({ ...DEFAULT_ANSWERS, serviceLinkedRole });
  const { model } = service;
  expect(model.serviceLinkedRoles).toEqual(expected);
});

test.each([
  ['create', ['https://token.actions.githubusercontent.com']],
  ['existing', []],
] as const)('with oidcProvider %s these identity providers are made: %j', (oidcProvider, urls) => {
  const values = { githubOwner: 'example', githubRepository: 'shop' };
  const some = { roles: ['github-oidc-deploy'], values, oidcProvider } as const;
  const { model } = buildService({ ...DEFAULT_ANSWERS, ...some });
  expect(model.oidcProviders.map(({ url }) => url)).toEqual(urls);
});
