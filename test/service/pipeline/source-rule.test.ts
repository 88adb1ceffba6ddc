import { selectedRoles } from '../../../lib/answers/selected-roles.ts';
import type { SourceKind } from '../../../lib/answers/types.ts';
import { sourceRule } from '../../../lib/service/pipeline/source-rule.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { builtPipeline, PIPELINE_KINDS } from '../../support/pipeline-kinds.ts';

test('a connection starts the pipeline without a rule and a role for it', () => {
  expect(sourceRule('codeconnections')).toBeUndefined();
  expect(selectedRoles(DEFAULT_ANSWERS)).not.toContain('pipeline-trigger');
});

test.each(PIPELINE_KINDS.filter(({ answers }) => answers.source !== 'codeconnections'))(
  '$name: a rule starts the pipeline with the role for it, and nothing polls',
  ({ answers }) => {
    const { pipeline, model } = builtPipeline(answers);
    const role = model.roles.find(({ id }) => id === 'pipeline-trigger');
    expect(pipeline.rule?.role).toBe(role?.name);
    const [source] = pipeline.stages[0]?.actions ?? [];
    expect(source?.configuration.PollForSourceChanges ?? 'false').toBe('false');
  },
);

test('without a pipeline there is no role to start it', () => {
  const roles = selectedRoles({ ...DEFAULT_ANSWERS, source: 'ecr', roles: ['task-execution'] });
  expect(roles).toEqual(['task-execution']);
});

test.each([
  ['ecr', ['repository-name', 'image-tag'], ['<repository>', '<environment>']],
  ['codecommit', ['referenceName'], ['<branch>']],
  ['s3', ['bucket', 'object'], [{ name: ['<sourceBucket>'] }, { key: ['<sourceKey>'] }]],
] as const)('the rule of %s matches this source alone', (source, keys, values) => {
  const { detail } = sourceRule(source satisfies SourceKind)?.pattern ?? {};
  const found = keys.map((key) => Object(detail)[key]);
  expect(found).toEqual(values.map((value) => (typeof value === 'string' ? [value] : value)));
});
