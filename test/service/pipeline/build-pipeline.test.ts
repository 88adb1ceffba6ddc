import type { Answers } from '../../../lib/answers/types.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { missingForPipeline } from '../../../lib/service/pipeline/build-pipeline.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { builtPipeline } from '../../support/pipeline-kinds.ts';

function serviceOf(some: Partial<Answers>) {
  return builtPipeline({ ...DEFAULT_ANSWERS, ...some });
}

const pipelineOf = (some: Partial<Answers>) => serviceOf(some).pipeline;

const stageNames = (some: Partial<Answers>) => pipelineOf(some).stages.map((stage) => stage.name);

/** A pipeline for each environment, with a branch of its own. */
const EACH: Partial<Answers> = {
  pipeline: 'each',
  environments: [
    { name: 'dev', values: { branch: 'develop' } },
    { name: 'prod', values: { branch: 'main' } },
  ],
};

const PROMOTED = [
  ...['Source', 'Build', 'Validate-dev', 'Deploy-dev'],
  ...['Validate-prod', 'Approve-prod', 'Deploy-prod'],
];

test.each(['pipeline', 'codedeploy', 'build'] as const)(
  'one pipeline of deploy kind %s builds once and promotes from environment to environment',
  (deploy) => {
    const { stages, projects, environments } = pipelineOf({
      deploy,
      values: { loadBalancer: 'shop' },
    });
    expect(stages.map(({ name }) => name)).toEqual(PROMOTED);
    expect(projects.filter(({ id }) => id === 'build')).toHaveLength(1);
    expect(environments).toEqual(['dev']);
    const failing = stages.filter(({ onFailure }) => onFailure === 'ROLLBACK');
    expect(failing.map(({ name }) => name)).toEqual(['Deploy-dev', 'Deploy-prod']);
  },
);

test("what the pipeline does in another environment is written out and runs with that environment's role", () => {
  const { stages } = pipelineOf({});
  const [deploy] = stages.find(({ name }) => name === 'Deploy-prod')?.actions ?? [];
  expect(deploy).toMatchObject({
    role: 'arn:<partition>:iam::<account>:role/shop-pipeline-deploy-role-prod',
    configuration: { ClusterName: 'shop-prod', ServiceName: 'shop' },
  });
  const [own] = stages.find(({ name }) => name === 'Deploy-dev')?.actions ?? [];
  expect(own?.role).toBeUndefined();
  expect(own?.configuration.ClusterName).toBe('<cluster>');
});

test('a home without a service deploys nowhere in itself', () => {
  const environments = [
    { name: 'tools', service: false as const, values: { account: '111122223333' } },
    { name: 'dev', values: { account: '222222222222' } },
    { name: 'prod', values: { account: '333333333333' } },
  ];
  const { stages, projects, elsewhere } = pipelineOf({ home: 'tools', environments });
  expect(stages.map(({ name }) => name)).toEqual(PROMOTED);
  expect(projects.map(({ id }) => id)).toEqual(['build']);
  expect(elsewhere.map((one) => [one.environment, one.projects.map(({ id }) => id)])).toEqual([
    ['dev', ['validate']],
    ['prod', ['validate']],
  ]);
});

test.each([
  ['pipeline', ['Source', 'Validate', 'Build', 'Approve', 'Deploy']],
  ['codedeploy', ['Source', 'Validate', 'Build', 'Approve', 'Deploy']],
  ['build', ['Source', 'Validate', 'Approve', 'Build']],
] as const)('deploy kind %s has its stages in order', (deploy, expected) => {
  const values = { loadBalancer: 'shop' };
  expect(stageNames({ ...EACH, deploy, values })).toEqual(expected);
});

test('an image repository as source has no scripts to validate with', () => {
  expect(stageNames({ ...EACH, source: 'ecr' })).toEqual(['Source', 'Build', 'Approve', 'Deploy']);
});

test('production alone asks for approval by default', () => {
  const { environments } = serviceOf(EACH);
  expect(environments.map(({ name, values }) => [name, values.approval])).toEqual([
    ['dev', 'false'],
    ['prod', 'true'],
  ]);
});

test('one environment may differ in its approval and its repository', () => {
  const { environments } = serviceOf({
    pipeline: 'each',
    approval: 'yes',
    repositoryId: 'example/shop',
    environments: [
      { name: 'dev', values: { approval: 'false' } },
      { name: 'prod', values: { repositoryId: 'example/shop-prod' } },
    ],
  });
  expect(environments.map(({ values }) => [values.approval, values.repositoryId])).toEqual([
    ['false', 'example/shop'],
    ['true', 'example/shop-prod'],
  ]);
});

test('one pipeline asks where an environment says so', () => {
  const environments = [
    { name: 'dev', values: { approval: 'true' } },
    { name: 'prod', values: { approval: 'false' } },
  ];
  const names = stageNames({ environments }).filter((name) => name.startsWith('Approve'));
  expect(names).toEqual(['Approve-dev']);
});

test('no pipeline is made without the role that runs it', () => {
  const answers: Answers = { ...DEFAULT_ANSWERS, roles: ['task-execution', 'task'] };
  expect(buildService(answers).pipeline).toBeUndefined();
});

test('a pipeline without a connection says what it still needs', () => {
  const { pipeline, environments } = serviceOf({});
  const [dev] = environments;
  if (dev === undefined) throw new Error('No environment.');
  expect(missingForPipeline(pipeline, dev)).toEqual(['repositoryId', 'connectionId']);
});

test('the artifact bucket is made under a derived name, or given and left alone', () => {
  expect(pipelineOf({}).bucket).toMatchObject({
    name: '<artifactBucketPrefix>-<account>',
    existing: false,
  });
  expect(pipelineOf({ values: { artifactBucket: 'ours' } }).bucket).toMatchObject({
    name: '<artifactBucket>',
    existing: true,
  });
});
