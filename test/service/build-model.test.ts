import { fillModel } from '../../lib/iam/fill.ts';
import { buildModel } from '../../lib/service/build-model.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';

const FACTS = {
  account: '111122223333',
  partition: 'aws',
  region: 'eu-west-1',
  dnsSuffix: 'amazonaws.com',
};

test('the defaults make the four recommended roles', () => {
  const model = buildModel(DEFAULT_ANSWERS);
  expect(model.roles.map((role) => role.id)).toEqual([
    'task-execution',
    'task',
    'codebuild',
    'codepipeline',
  ]);
});

test('a filled model has no placeholder left', () => {
  const model = buildModel(DEFAULT_ANSWERS);
  for (const environment of model.environments) {
    const { environments, placeholders, ...filled } = fillModel(model, environment, FACTS);
    const text = JSON.stringify(filled.roles.map(({ notGranted, ...role }) => role));
    expect(text).not.toMatch(/<[a-z][A-Za-z]*>/);
    expect(text).toContain(`shop-ecs-task-execution-role-${environment.name}`);
  }
});

test('the artifact bucket ends in the account ID while nobody names it', () => {
  const model = buildModel(DEFAULT_ANSWERS);
  expect(model.placeholders).toContain('artifactBucketPrefix');
  expect(model.placeholders).not.toContain('artifactBucket');
});

test('every part without a value is reported at once', () => {
  expect(() => buildModel({ ...DEFAULT_ANSWERS, roles: 'all' })).toThrow(/--set securityGroupId/);
});
