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

test.each([
  ['pipeline', ['Source', 'Validate', 'Build', 'Approve', 'Deploy']],
  ['codedeploy', ['Source', 'Validate', 'Build', 'Approve', 'Deploy']],
  ['build', ['Source', 'Validate', 'Approve', 'Build']],
] as const)('deploy kind %s has its stages in order', (deploy, expected) => {
  const values = { loadBalancer: 'shop' };
  expect(stageNames({ deploy, values })).toEqual(expected);
});

test('an image repository as source has no scripts to validate with', () => {
  expect(stageNames({ source: 'ecr' })).toEqual(['Source', 'Build', 'Approve', 'Deploy']);
});

test('production alone asks for approval by default', () => {
  const { environments } = serviceOf({});
  expect(environments.map(({ name, values }) => [name, values.approval])).toEqual([
    ['dev', 'false'],
    ['prod', 'true'],
  ]);
});

test('one environment may differ in its approval and its repository', () => {
  const { environments } = serviceOf({
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
