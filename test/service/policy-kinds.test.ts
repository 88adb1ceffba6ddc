import type { Answers } from '../../lib/answers/types.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { notes } from '../../lib/service/notes.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { filledRoles, roleDocuments } from '../support/role-documents.ts';
import { VALUES } from '../support/values.ts';

const HERE: Answers = {
  ...DEFAULT_ANSWERS,
  environments: [{ name: 'prod', values: VALUES }],
  options: { 'codepipeline.sourceConnection': false },
};

function namesOf(list: readonly { readonly name: string }[]): readonly string[] {
  return list.map(({ name }) => name);
}

test('customer-managed makes one managed policy of each named policy, at the path of the role', () => {
  const { role } = roleDocuments('codebuild', {
    ...HERE,
    policies: 'customer-managed',
    rolePath: '/team/',
  });
  expect(role.inlinePolicies).toEqual([]);
  expect(role.managedPolicies.map(({ policy, name, path }) => [policy, name, path])).toEqual([
    ['BuildLogs', 'shop-codebuild-role-prod-BuildLogs', '/team/'],
    ['BuildArtifacts', 'shop-codebuild-role-prod-BuildArtifacts', '/team/'],
    ['BuildImages', 'shop-codebuild-role-prod-BuildImages', '/team/'],
    ['BuildReports', 'shop-codebuild-role-prod-BuildReports', '/team/'],
    ['BuildSecrets', 'shop-codebuild-role-prod-BuildSecrets', '/team/'],
  ]);
});

test('customer-managed policies say what the inline ones say', () => {
  const statementsOf = (answers: Answers) =>
    roleDocuments('codepipeline', answers).policies.flatMap(({ Statement }) => Statement);
  expect(statementsOf({ ...HERE, policies: 'customer-managed' })).toEqual(statementsOf(HERE));
});

test('aws-managed takes the place of the base alone: options stay inline', () => {
  const { role } = roleDocuments('task-execution', {
    ...HERE,
    policies: 'aws-managed',
    secrets: [{ name: 'db' }],
    options: {
      ...HERE.options,
      'task-execution.secretsKmsKey': false,
      'task-execution.crossAccountEcr': false,
    },
  });
  expect(role.managedPolicyArns).toEqual([
    'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy',
  ]);
  expect(role.inlinePolicies.flatMap(({ statements }) => statements.map(({ sid }) => sid))).toEqual(
    ['ReadSecrets'],
  );
});

test('an option with a managed policy of its own stays inline beside a managed base', () => {
  const { role } = roleDocuments('container-instance', {
    ...HERE,
    roles: ['container-instance'],
    policies: 'aws-managed',
    options: { 'container-instance.managedInstances': true },
  });
  expect(role.managedPolicyArns).toEqual([
    'arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role',
  ]);
  expect(namesOf(role.inlinePolicies)).toEqual(['ContainerInstance']);
});

test('a role that is all options has their managed policies instead', () => {
  const { role } = roleDocuments('infrastructure', {
    ...HERE,
    roles: ['infrastructure'],
    rolePolicies: { infrastructure: 'aws-managed' },
    options: {
      'infrastructure.ebsVolumesKmsKey': true,
      'infrastructure.vpcLattice': true,
    },
  });
  expect(role.managedPolicyArns).toEqual([
    'arn:aws:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes',
    'arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForVpcLattice',
  ]);
  expect(role.inlinePolicies.flatMap(({ statements }) => statements.map(({ sid }) => sid))).toEqual(
    ['ReadVolumeKey', 'VolumeDataKeys', 'VolumeGrant'],
  );
});

test('a role without an alternative stays inline, and is named', () => {
  const answers: Answers = { ...HERE, policies: 'aws-managed' };
  const roles = filledRoles(answers);
  const inline = roles.filter(({ managedPolicyArns }) => managedPolicyArns.length === 0);
  expect(inline.map(({ id }) => id)).toEqual([
    'task',
    'codebuild',
    'codepipeline',
    'codebuild-validate',
  ]);
  expect(notes(buildService(answers)).join('\n')).toMatch(
    /policies stay inline: codebuild, codepipeline, codebuild-validate\./,
  );
});

test('one role can be kept otherwise than the others', () => {
  const roles = filledRoles({ ...HERE, rolePolicies: { codebuild: 'customer-managed' } });
  expect(roles.filter((role) => role.managedPolicies.length > 0).map(({ id }) => id)).toEqual([
    'codebuild',
  ]);
});

test.each(['inline', 'aws-managed'] as const)(
  'what is attached in any case is attached under %s too',
  (policies) => {
    const { role } = roleDocuments('anywhere', { ...HERE, roles: ['anywhere'], policies });
    expect(role.managedPolicyArns).toContain(
      'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
    );
  },
);
