import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { buildService } from '../../../lib/service/build-service.ts';
import { renderer } from '../../../lib/targets/cloudformation/render.ts';
import { describeWith } from '../../support/tools.ts';
import { CASES } from './rendered.ts';

describeWith(['cfn-lint'], 'cfn-lint', () => {
  test('finds nothing in the templates, hints included', () => {
    const folder = mkdtempSync(join(tmpdir(), 'templates '));
    try {
      const paths = CASES.flatMap(([name, answers]) =>
        renderer
          .render(buildService(answers))
          .filter(({ path }) => path.endsWith('.yaml'))
          .map(({ path, contents }) => {
            const written = join(folder, `${name} ${basename(path)}`);
            writeFileSync(written, contents);
            return written;
          }),
      );
      const { stdout, stderr } = spawnSync('cfn-lint', ['--include-checks', 'I', '--', ...paths], {
        encoding: 'utf8',
      });
      expect(stdout + stderr).toBe('');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 120_000);
});
