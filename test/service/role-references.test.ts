import fc from 'fast-check';
import type { Answers, DeployKind } from '../../lib/answers/types.ts';
import { UserError } from '../../lib/errors.ts';
import { referencedRole } from '../../lib/iam/role-arn.ts';
import { CATALOGUE } from '../../lib/roles/catalogue.ts';
import { isRoleId, ROLES, type RoleId, roleById } from '../../lib/roles/registry.ts';
import type { PolicyKind } from '../../lib/roles/types.ts';
import { buildService } from '../../lib/service/build-service.ts';
import type { Service } from '../../lib/service/types.ts';
import { renderPipelineFiles } from '../../lib/starter/pipeline-files.ts';
import { renderStarter } from '../../lib/starter/render-starter.ts';
import { TARGETS } from '../../lib/targets/registry.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../support/answers.ts';

/** Answers for any selection of roles: every value that one of them can need is given. */
function selecting(roles: readonly RoleId[], more: Partial<Answers> = {}): Answers {
  const { environments } = everythingAnswers();
  return { ...DEFAULT_ANSWERS, environments, roles, repositoryId: 'example/shop', ...more };
}

const WITHOUT_TASK: readonly RoleId[] = ['task-execution', 'codebuild', 'codepipeline'];

function statementsOf(service: Service, id: RoleId) {
  const role = service.model.roles.find((one) => one.id === id);
  return (role?.inlinePolicies ?? []).flatMap(({ statements }) => statements);
}

test('without a task role the execution role alone is passed', () => {
  const service = buildService(selecting(WITHOUT_TASK));
  const pass = statementsOf(service, 'codepipeline').find(({ sid }) => sid === 'PassTaskRoles');
  expect(pass?.resources).toEqual([
    'arn:<partition>:iam::<account>:role/<project>-ecs-task-execution-role-<environment>',
  ]);
});

const PER_ENVIRONMENT = ['EXECUTION_ROLE_ARN_DEV', 'EXECUTION_ROLE_ARN_PROD'];

test.each(['pipeline', 'build', 'codedeploy'] as const)(
  'without a task role neither task definition nor build of deploy kind %s names one',
  (deploy) => {
    const service = buildService(selecting(WITHOUT_TASK, { deploy }));
    const files = renderPipelineFiles(service);
    const text = files.find(({ path }) => path === 'pipeline/taskdef.json')?.contents ?? '';
    const { taskRoleArn, executionRoleArn } = JSON.parse(text);
    expect([taskRoleArn, executionRoleArn]).toEqual([undefined, '${EXECUTION_ROLE_ARN}']);
    for (const { contents } of files) expect(contents).not.toContain('TASK_ROLE_ARN');
    const names = service.pipeline?.projects.flatMap(({ variables }) =>
      variables.map(({ name }) => name),
    );
    const filled = { pipeline: [], build: ['EXECUTION_ROLE_ARN'], codedeploy: PER_ENVIRONMENT };
    expect(names).toEqual(expect.arrayContaining(filled[deploy]));
    expect(names?.filter((name) => name.startsWith('TASK_ROLE_ARN'))).toEqual([]);
  },
);

test('with both roles the task definition names both', () => {
  const files = renderPipelineFiles(buildService(DEFAULT_ANSWERS));
  const text = files.find(({ path }) => path === 'pipeline/taskdef.json')?.contents ?? '';
  expect(JSON.parse(text)).toMatchObject({
    executionRoleArn: '${EXECUTION_ROLE_ARN}',
    taskRoleArn: '${TASK_ROLE_ARN}',
  });
});

test('a statement about roles that are not made is left out and reported', () => {
  const service = buildService(selecting(['scheduled-task-scheduler']));
  expect(statementsOf(service, 'scheduled-task-scheduler').map(({ sid }) => sid)).toEqual([
    'RunTask',
    'TagTaskOnRun',
  ]);
  expect(service.model.roles[0]?.notGranted).toContainEqual({
    action: 'iam:PassRole',
    on: 'the ECS task execution role and the ECS task role',
    reason:
      'This repo does not make these roles; with task-execution or task among --roles it is granted.',
  });
});

test('a policy whose only statement is left out is left out too', () => {
  const options = { 'infrastructure.managedInstances': true };
  const [role] = buildService(selecting(['infrastructure'], { options })).model.roles;
  expect(role?.inlinePolicies.map(({ name }) => name)).not.toContain(
    'InfrastructureManagedInstances',
  );
  expect(role?.notGranted.map(({ action }) => action)).toContain('iam:PassRole');
});

test('every reference in the catalogue names a role of the catalogue', () => {
  const resources = CATALOGUE.flatMap(({ policies, options }) =>
    [...policies, ...Object.values(options)].flatMap(({ statements }) =>
      statements.flatMap((statement) => statement.resources),
    ),
  );
  const ids = resources.map(referencedRole).filter((id) => id !== undefined);
  expect(ids).toContain('task');
  expect(ids.filter((id) => !isRoleId(id))).toEqual([]);
});

interface Selection {
  readonly roles: readonly RoleId[];
  readonly deploy: DeployKind;
  readonly rolePath: string;
  readonly policies: PolicyKind;
}

const SELECTIONS: fc.Arbitrary<Selection> = fc.record<Selection>({
  // Those that follow from a pipeline come with it.
  roles: fc.subarray(
    ROLES.filter(({ id }) => roleById(id).follows === undefined).map(({ id }) => id),
    { minLength: 1 },
  ),
  deploy: fc.constantFrom('pipeline', 'build', 'codedeploy'),
  rolePath: fc.constantFrom('/', '/team/shop/'),
  policies: fc.constantFrom('inline', 'customer-managed'),
});

/** The selection that once named a task role. */
const NO_TASK_ROLE: Selection = {
  roles: WITHOUT_TASK,
  deploy: 'pipeline',
  rolePath: '/',
  policies: 'inline',
};

function answersOf({ roles, ...more }: Selection): Answers {
  const options = { 'infrastructure.managedInstances': true };
  return selecting(roles, { ...more, ...(roles.includes('infrastructure') && { options }) });
}

test('whatever the selection, every ARN of a role in a statement is one of a made role', () => {
  fc.assert(
    fc.property(SELECTIONS, (selection) => {
      const { model } = acceptedService(answersOf(selection));
      // Home's role names the roles of the other environment as they are called there.
      const made = model.roles.flatMap(({ name }) => [
        String(name),
        ...['dev', 'prod'].map((environment) =>
          name.replace('<project>', 'shop').replace('<environment>', environment),
        ),
      ]);
      const named = model.roles
        .flatMap((role) => [...role.inlinePolicies, ...role.managedPolicies])
        .flatMap(({ statements }) => statements.flatMap(({ resources }) => resources))
        .filter((resource) => /:iam::<account>:role|<role:/.test(resource))
        .map((resource) => resource.slice(resource.lastIndexOf('/') + 1));
      expect(named.filter((name) => !made.includes(name))).toEqual([]);
    }),
    { numRuns: 100, examples: [[NO_TASK_ROLE]] },
  );
});

/** The service of these answers; a selection whose policies are over IAM's limits is refused, and skipped. */
function acceptedService(answers: Answers): Service {
  try {
    return buildService(answers);
  } catch (error) {
    fc.pre(!(error instanceof UserError && error.name === 'ManagedPolicyTooLarge'));
    throw error;
  }
}

/** What these files are for: roles that an earlier selection may have left in the account. */
const ABOUT_LEFT_ROLES = /^docs\/operator-policy\.|^scripts\/(deploy|destroy)-iam\.sh$/;
/** The account that writes logs here has a task role of its own. */
const OF_ANOTHER_ACCOUNT = /:iam::(?:[^:]*workload_?account[^:]*|\d{12}):role\S*/gi;

test.each(TARGETS.map(({ id }) => id))(
  'whatever the selection, no file of target %s names a role that is not made',
  async (target) => {
    await fc.assert(
      fc.asyncProperty(SELECTIONS, async (selection) => {
        const service = acceptedService({ ...answersOf(selection), target });
        const made = new Set<string>(service.chosen.map(({ id }) => id));
        const absent = CATALOGUE.filter(({ id }) => !made.has(id)).map(({ name }) =>
          name.replace('<project>', '').replace('<environment>', ''),
        );
        const files = (await renderStarter(service)).filter(
          ({ path }) => !ABOUT_LEFT_ROLES.test(path),
        );
        const found = files.flatMap(({ path, contents }) => {
          const text = contents.replace(OF_ANOTHER_ACCOUNT, '');
          return absent.filter((name) => text.includes(name)).map((name) => `${path}: ${name}`);
        });
        expect(found).toEqual([]);
      }),
      { numRuns: 12, examples: [[NO_TASK_ROLE]] },
    );
  },
  120_000,
);
