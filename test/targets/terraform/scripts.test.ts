import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildService } from '../../../lib/service/build-service.ts';
import { everythingAnswers } from '../../support/answers.ts';
import { describeWith } from '../../support/tools.ts';
import { writeRepo } from './repo.ts';

describeWith(['shellcheck'], 'the scripts, read by shellcheck', () => {
  test('nothing is found', () => {
    const repo = writeRepo(buildService(everythingAnswers()), process.env);
    const files = ['deploy-iam.sh', 'destroy-iam.sh', 'lib/terraform.sh'];
    const { stdout, status } = spawnSync('shellcheck', files, {
      cwd: join(repo.folder, 'scripts'),
      encoding: 'utf8',
    });
    repo.remove();
    expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
  });
});
