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
      // Its list of actions is older than the pause hooks of ECS.
      const faults = stdout.split('\n').filter((line) => /^[EWI]\d+ /.test(line));
      const known = faults.filter((line) => line.startsWith("W3037 'continueservicedeployment'"));
      expect(known.length).toBeGreaterThan(0);
      expect([faults.filter((line) => !known.includes(line)), stderr]).toEqual([[], '']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 120_000);
});
