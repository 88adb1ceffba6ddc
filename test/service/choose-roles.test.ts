import type { Answers } from '../../lib/answers/types.ts';
import { chooseRoles, featureOptions } from '../../lib/service/choose-roles.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { roleDocuments } from '../support/role-documents.ts';
import { VALUES } from '../support/values.ts';

/** Of one environment: what several of them bring along is tested in promotion.test.ts. */
const given = (more: Partial<Answers>): Answers => ({
  ...DEFAULT_ANSWERS,
  environments: [{ name: 'prod', values: {} }],
  ...more,
});

const optionsOf = (id: string, answers: Answers) =>
  chooseRoles(answers).find((one) => one.id === id)?.options;

test.each([
  ['pipeline', ['codepipeline.deployFromPipeline']],
  ['build', ['codebuild.deployFromBuild']],
  ['codedeploy', ['codepipeline.deployFromPipeline', 'codepipeline.codedeployBlueGreen']],
] as const)('deploy kind %s switches on what deploys', (deploy, expected) => {
  const deploys = [...featureOptions(given({ deploy }))].filter((option) => /deploy/i.test(option));
  expect(deploys).toEqual(expected);
});

const PIPED = ['task-execution', 'task', 'codebuild', 'codepipeline', 'codebuild-validate'];

test.each([
  ['pipeline', 'recommended', PIPED],
  ['github', 'recommended', ['task-execution', 'task', 'github-oidc-deploy']],
  ['github', ['task-execution'], ['task-execution', 'github-oidc-deploy']],
  ['none', 'recommended', ['task-execution', 'task']],
  ['none', ['task-execution', 'codebuild'], ['task-execution', 'codebuild']],
] as const)('deploy kind %s with roles %j makes %j', (deploy, roles, made) => {
  expect(chooseRoles(given({ deploy, roles })).map(({ id }) => id)).toEqual(made);
});

test.each([
  [
    'github',
    ['codebuild', 'codebuild-batch', 'codebuild-validate', 'codepipeline', 'pipeline-trigger'],
  ],
  ['none', ['codebuild-validate']],
] as const)('of all roles deploy kind %s leaves out %j', (deploy, left) => {
  const ids = (answers: Answers) => chooseRoles(answers).map(({ id }) => id);
  const made = ids(given({ deploy, roles: 'all' }));
  const missing = ids(given({ roles: 'all' })).filter((id) => !made.includes(id));
  expect([...missing].sort()).toEqual(left);
});

test('a workflow that deploys blue/green brings the role of CodeDeploy', () => {
  const options = { 'github-oidc-deploy.codedeployBlueGreen': true };
  const made = chooseRoles(given({ deploy: 'github', options })).map(({ id }) => id);
  expect(made).toEqual(['task-execution', 'task', 'codedeploy', 'github-oidc-deploy']);
});

const VALIDATION = ['codepipeline.validateStage'];

test.each([
  [{}, ['codebuild.buildImages', 'codebuild.buildReports', ...VALIDATION]],
  [{ source: 'ecr' }, []],
  [{ roles: ['codebuild'] }, ['codebuild.buildImages', 'codebuild.buildReports']],
] as const)('%o: the build makes an image, the pipeline validates', (more, expected) => {
  const on = [...featureOptions(given(more))].filter((option) =>
    /build(?!\.deploy)|valid/.test(option),
  );
  expect(on).toEqual(expected);
});

test.each([
  [{ exec: 'task' }, 'task.ecsExec'],
  [{ source: 's3' }, 'codepipeline.s3Source'],
  [{ source: 'ecr' }, 'codepipeline.ecrSource'],
  [{ source: 'codecommit' }, 'codepipeline.codecommitSource'],
  [{ values: { connectionId: VALUES.connectionId } }, 'codepipeline.sourceConnection'],
  [{ secrets: [{ name: 'db' }] }, 'task-execution.secretsManagerSecrets'],
  [{ parameters: [{ name: 'db' }] }, 'task-execution.ssmParameters'],
  [{ envFiles: [{ bucket: 'b', key: 'k.env' }] }, 'task-execution.s3EnvFiles'],
  [{ values: { secretsKmsKeyId: VALUES.secretsKmsKeyId } }, 'task-execution.secretsKmsKey'],
  [{ values: { registryAccount: VALUES.registryAccount } }, 'task-execution.crossAccountEcr'],
  [{ values: { artifactKmsKeyId: VALUES.artifactKmsKeyId } }, 'codebuild.artifactKmsKey'],
  [{ values: { artifactKmsKeyId: VALUES.artifactKmsKeyId } }, 'codepipeline.artifactKmsKey'],
] as const)('%o switches on %s', (more, option) => {
  expect(featureOptions(given({}))).not.toContain(option);
  expect(featureOptions(given(more))).toContain(option);
});

test('a value of one environment switches its option on everywhere', () => {
  const environments = [
    { name: 'dev', values: {} },
    { name: 'prod', values: { registryAccount: VALUES.registryAccount } },
  ];
  expect(featureOptions(given({ environments }))).toContain('task-execution.crossAccountEcr');
});

test('the key of environment files is nothing without files', () => {
  const values = { envFilesKmsKeyId: VALUES.envFilesKmsKeyId };
  expect(featureOptions(given({ values }))).not.toContain('task-execution.envFilesKmsKey');
  const envFiles = [{ bucket: 'b', key: 'k.env' }];
  expect(featureOptions(given({ values, envFiles }))).toContain('task-execution.envFilesKmsKey');
});

test('an option switched off by name is off although its feature is on', () => {
  const options = { 'codepipeline.deployFromPipeline': false };
  const { role } = roleDocuments('codepipeline', given({ options }));
  const sids = role.inlinePolicies.flatMap(({ statements }) => statements.map(({ sid }) => sid));
  expect(sids).toEqual(['ArtifactObjects', 'ArtifactBucket', 'RunBuild', 'RunValidation']);
  expect(role.notGranted.map(({ action }) => action)).toContain('ecs:UpdateService');
});

test('an option brings those that it needs, and those of theirs', () => {
  const options = { 'task.execLogsS3KmsKey': true };
  expect(optionsOf('task', given({ options }))).toEqual([
    'ecsExec',
    'execLogsToS3',
    'execLogsS3KmsKey',
  ]);
});

test('an option named on against one it needs is a contradiction', () => {
  const options = { 'task.execLogsS3KmsKey': true, 'task.ecsExec': false };
  expect(() => optionsOf('task', given({ options }))).toThrow(
    /task\.execLogsS3KmsKey is on and needs task\.ecsExec/,
  );
});

test('an option of a feature goes with the one it needs', () => {
  const options = { 'codepipeline.deployFromPipeline': false };
  const on = optionsOf('codepipeline', given({ deploy: 'codedeploy', options }));
  expect(on).toEqual(['validateStage']);
});

function sidsOf(answers: Answers): readonly string[] {
  const { role } = roleDocuments('codepipeline', answers);
  return role.inlinePolicies.flatMap(({ statements }) => statements.map(({ sid }) => sid));
}

test('two options that take the place of statements do so side by side', () => {
  const options = { 'codepipeline.scopedRegisterTaskDefinition': true };
  const environments = [{ name: 'prod', values: { loadBalancer: VALUES.loadBalancer } }];
  const answers = given({ deploy: 'codedeploy', options, environments });
  expect(sidsOf(answers).slice(-6)).toEqual([
    'TagTaskDefinitionOnRegister',
    'PassTaskRoles',
    'CodeDeployApplication',
    'CodeDeployGroup',
    'CodeDeployConfig',
    'RegisterTaskDefinition',
  ]);
  const { role } = roleDocuments('codepipeline', answers);
  const register = role.inlinePolicies
    .flatMap(({ statements }) => statements)
    .find(({ sid }) => sid === 'RegisterTaskDefinition');
  expect(register?.resources).toEqual([
    'arn:aws:ecs:eu-west-1:111122223333:task-definition/shop-prod:*',
  ]);
});

test('what blue/green leaves out is reported as left to CodeDeploy', () => {
  const environments = [{ name: 'prod', values: { loadBalancer: VALUES.loadBalancer } }];
  const { role } = roleDocuments('codepipeline', given({ deploy: 'codedeploy', environments }));
  const reasons = new Map(role.notGranted.map(({ action, reason }) => [action, reason]));
  expect(reasons.get('ecs:UpdateService')).toMatch(/^CodeDeploy reads and updates the service/);
  expect(reasons.has('ecs:RegisterTaskDefinition')).toBe(false);
});
