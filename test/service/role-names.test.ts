import type { Answers } from '../../lib/answers/types.ts';
import { type TemplateString, template } from '../../lib/iam/template-string.ts';
import { CATALOGUE } from '../../lib/roles/catalogue.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { renderStarter } from '../../lib/starter/render-starter.ts';
import { TARGETS } from '../../lib/targets/registry.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../support/answers.ts';
import { faultsOfStep } from '../support/faults.ts';

const ALL_RENAMED: Readonly<Record<string, TemplateString>> = Object.fromEntries(
  CATALOGUE.map(({ id }) => [id, template(`acme.<project>+${id.toUpperCase()}@<environment>`)]),
);

/** What a name of the catalogue has between the project and the environment. */
const STEMS = CATALOGUE.map(({ name }) =>
  name.replace('<project>', '').replace('<environment>', ''),
);

test.each(TARGETS.map(({ id }) => id))(
  'no file of target %s names a role as the catalogue does where the answers name it',
  async (target) => {
    const answers = { ...everythingAnswers(), roleNames: ALL_RENAMED, target };
    const files = await renderStarter(buildService(answers));
    const found = files.flatMap(({ path, contents }) =>
      STEMS.filter((stem) => contents.includes(stem)).map((stem) => `${path}: ${stem}`),
    );
    expect(found).toEqual([]);
  },
);

test('the name of the instance profile is that of its role', () => {
  const roles = ['task-execution', 'container-instance'] as const;
  const roleNames = { 'container-instance': template('<project>-host-<environment>') };
  const { model } = buildService({ ...DEFAULT_ANSWERS, roles, roleNames });
  expect(model.roles.find(({ id }) => id === 'container-instance')).toMatchObject({
    name: '<project>-host-<environment>',
    instanceProfile: '<project>-host-<environment>',
  });
});

function faults(more: Partial<Answers>): readonly string[] {
  return faultsOfStep(() => buildService({ ...DEFAULT_ANSWERS, ...more })).map(
    ({ name, message }) => `${name}: ${message}`,
  );
}

test('two roles with one name are refused, also where only the case differs', () => {
  const roleNames = {
    task: template('<project>-role-<environment>'),
    'task-execution': template('<project>-Role-<environment>'),
  };
  const environments = [{ name: 'dev', values: {} }];
  expect(faults({ roleNames, environments })).toEqual([
    "RoleNameTwice: The name 'shop-role-dev' is given to role task-execution of environment dev and to role task of environment dev, which are in one account.",
  ]);
});

test.each([
  ['accounts that are not known', {}, {}, 1],
  ['one account', { account: '111122223333' }, { account: '111122223333' }, 1],
  ['two accounts', { account: '111122223333' }, { account: '444455556666' }, 0],
])('a name without <environment> in two environments of %s', (_, dev, prod, count) => {
  const environments = [
    { name: 'dev', values: dev },
    { name: 'prod', values: prod },
  ];
  const found = faults({ environments, roleNames: { task: template('<project>-task') } });
  expect(found.filter((fault) => fault.startsWith('RoleNameTwice'))).toHaveLength(count);
});

test('a name counts in the environments that have the role', () => {
  const ofHome = {
    codebuild: template('<project>-build'),
    codepipeline: template('<project>-pipe'),
  };
  expect(faults({ roleNames: ofHome })).toEqual([]);
  expect(faults({ roleNames: ofHome, pipeline: 'each' })).toHaveLength(2);
});
