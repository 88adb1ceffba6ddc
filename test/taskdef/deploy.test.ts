import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MOTO_ACCOUNT, MOTO_REGION, type Moto, startMoto } from '../support/moto.ts';
import { scriptRepo } from '../support/script-repo.ts';
import { describeWith } from '../support/tools.ts';
import { repoOf } from './repo.ts';

const CASES = join(import.meta.dirname, 'cases');
const MINUTES = 60_000;

/** What the answers change, and what the emulator does not keep. */
function leaveOut(key: string, value: unknown): unknown {
  const changed = ['image', 'executionRoleArn', 'taskRoleArn', 'registeredAt', 'registeredBy'];
  const ofEcs = [
    'taskDefinitionArn',
    'revision',
    'status',
    'requiresAttributes',
    'compatibilities',
  ];
  const isEmpty = value === null || (Array.isArray(value) && value.length === 0);
  return isEmpty || [...changed, ...ofEcs].includes(key) ? undefined : value;
}

describeWith(['moto_server', 'aws', 'jq'], 'a repo made from a task definition', () => {
  let moto: Moto;
  const folder = mkdtempSync(join(tmpdir(), 'given '));
  beforeAll(async () => {
    moto = await startMoto();
  }, MINUTES);
  afterAll(async () => {
    await moto.stop();
    rmSync(folder, { recursive: true });
  });

  test.each(['04-parameters', '06-many-repositories', '09-efs-mounts'])(
    'deploys and registers the same: %s',
    async (base) => {
      const text = readFileSync(join(CASES, `${base}.json`), 'utf8').replaceAll(
        '111122223333',
        MOTO_ACCOUNT,
      );
      writeFileSync(join(folder, `${base}.json`), text);
      const { files } = await repoOf(folder, `--from-taskdef=${base}.json`);
      const repo = scriptRepo(files, moto.env);
      for (const script of ['deploy-iam.sh', 'deploy-taskdef.sh']) {
        const { status, stderr } = repo.run(script, 'dev');
        expect([script, status, status === 0 ? '' : stderr]).toEqual([script, 0, '']);
      }
      repo.remove();
      const { family, ...given } = JSON.parse(text, leaveOut);
      const words = [
        'ecs',
        'describe-task-definition',
        '--region',
        MOTO_REGION,
        '--output',
        'json',
      ];
      const { stdout } = spawnSync('aws', [...words, '--task-definition', family], {
        env: moto.env,
        encoding: 'utf8',
      });
      expect(JSON.parse(stdout).taskDefinition).toMatchObject({ family, ...given });
    },
    3 * MINUTES,
  );
});
