import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildService } from '../../../lib/service/build-service.ts';
import { describeWith } from '../../support/tools.ts';
import { CASES, fileOf } from './rendered.ts';

describeWith(['cfn-lint'], 'cfn-lint', () => {
  test('finds nothing in the templates, hints included', () => {
    const folder = mkdtempSync(join(tmpdir(), 'templates '));
    try {
      const paths = CASES.map(([name, answers]) => {
        const path = join(folder, `${name}.yaml`);
        writeFileSync(path, fileOf(buildService(answers), 'iam/roles.yaml'));
        return path;
      });
      const { stdout, stderr } = spawnSync('cfn-lint', ['--include-checks', 'I', '--', ...paths], {
        encoding: 'utf8',
      });
      expect(stdout + stderr).toBe('');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 120_000);
});
