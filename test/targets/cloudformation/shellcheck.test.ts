import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildService } from '../../../lib/service/build-service.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { describeWith } from '../../support/tools.ts';
import { writeRepo } from './repo.ts';

describeWith(['shellcheck'], 'shellcheck', () => {
  test("finds nothing in this target's scripts", () => {
    const repo = writeRepo(buildService(DEFAULT_ANSWERS), process.env);
    try {
      const scripts = readdirSync(join(repo.folder, 'scripts')).filter((name) =>
        name.endsWith('.sh'),
      );
      const { status, stdout } = spawnSync('shellcheck', ['-x', ...scripts, 'lib/stack.sh'], {
        cwd: join(repo.folder, 'scripts'),
        encoding: 'utf8',
      });
      expect([status, stdout]).toEqual([0, '']);
    } finally {
      repo.remove();
    }
  });
});
