import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answers } from '../../lib/answers/types.ts';
import { buildModel } from '../../lib/model/build-model.ts';
import { buildPipeline } from '../../lib/pipeline/build-pipeline.ts';
import { renderPipeline } from '../../lib/targets/cloudformation/pipeline/render.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { describeWith } from '../support/tools.ts';

const KINDS: readonly (readonly [string, Partial<Answers>])[] = [
  ['the defaults', {}],
  ['the build deploys', { deploy: 'build' }],
  ['CodeDeploy deploys', { deploy: 'codedeploy', values: { loadBalancer: 'shop' } }],
  ['an ECR source', { source: 'ecr' }],
  ['a CodeCommit source', { source: 'codecommit', values: { sourceRepository: 'shop' } }],
  [
    'a bucket of the user with a key',
    {
      values: {
        artifactBucket: 'ours',
        artifactKmsKeyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
      },
    },
  ],
];

function templateOf(some: Partial<Answers>): string {
  const answers = { ...DEFAULT_ANSWERS, ...some };
  const model = buildModel(answers);
  const pipeline = buildPipeline(answers, model);
  if (pipeline === undefined) throw new Error('No pipeline.');
  const files = renderPipeline(pipeline, model);
  return files.find((file) => file.path === 'pipeline/pipeline.yaml')?.contents ?? '';
}

describeWith(['cfn-lint'], 'cfn-lint', () => {
  test('takes the pipeline of every kind', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pipeline '));
    const files = KINDS.map(([name, answers]) => {
      const file = join(folder, `${name}.yaml`);
      writeFileSync(file, templateOf(answers));
      return file;
    });
    const { stdout, stderr } = spawnSync('cfn-lint', files, { encoding: 'utf8' });
    expect(stdout + stderr).toBe('');
  }, 120_000);
});

test('no partition and no account stands in the template', () => {
  expect(templateOf({})).not.toMatch(/arn:aws:|\b\d{12}\b/);
});
