import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answers } from '../../../lib/answers/types.ts';
import { renderer } from '../../../lib/targets/cloudformation/render.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { builtPipeline, PIPELINE_KINDS } from '../../support/pipeline-kinds.ts';
import { describeWith } from '../../support/tools.ts';

function templateOf(answers: Answers): string {
  const files = renderer.render(builtPipeline(answers));
  return files.find((file) => file.path === 'pipeline/pipeline.yaml')?.contents ?? '';
}

describeWith(['cfn-lint'], 'cfn-lint', () => {
  test('takes the pipeline of every kind', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pipeline '));
    const files = PIPELINE_KINDS.map(({ name, answers }) => {
      const file = join(folder, `${name}.yaml`);
      writeFileSync(file, templateOf(answers));
      return file;
    });
    const { stdout, stderr } = spawnSync('cfn-lint', ['--include-checks', 'I', '--', ...files], {
      encoding: 'utf8',
    });
    expect(stdout + stderr).toBe('');
  }, 120_000);
});

test('no partition and no account stands in the template', () => {
  expect(templateOf(DEFAULT_ANSWERS)).not.toMatch(/arn:aws:|\b\d{12}\b/);
});
