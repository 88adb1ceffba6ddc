import { fillModel } from '../../lib/iam/fill.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';

const FACTS = {
  account: '111122223333',
  partition: 'aws',
  region: 'eu-west-1',
  dnsSuffix: 'amazonaws.com',
};

test('the defaults make the four recommended roles, and what their pipeline brings along', () => {
  const { model } = buildService(DEFAULT_ANSWERS);
  expect(model.roles.map((role) => role.id)).toEqual([
    'task-execution',
    'task',
    'codebuild',
    'codepipeline',
    'codebuild-validate',
    'pipeline-deploy',
  ]);
});

test('a filled model has no placeholder left', () => {
  const { model, environments } = buildService(DEFAULT_ANSWERS);
  for (const environment of environments) {
    const { roles } = fillModel(model, environment, FACTS);
    const text = JSON.stringify(roles.map(({ notGranted, ...role }) => role));
    expect(text).not.toMatch(/<[a-z][A-Za-z]*>/);
    expect(text).toContain(`shop-ecs-task-execution-role-${environment.name}`);
  }
});

test('the artifact bucket ends in the account ID while nobody names it', () => {
  const { placeholders } = buildService(DEFAULT_ANSWERS);
  expect(placeholders).toContain('artifactBucketPrefix');
  expect(placeholders).not.toContain('artifactBucket');
});

test('every placeholder without a value is reported at once', () => {
  expect(() => buildService({ ...DEFAULT_ANSWERS, roles: 'all' })).toThrow(/--set loadBalancer/);
});
