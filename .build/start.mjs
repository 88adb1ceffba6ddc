// npm start: the main job on a fresh clone. Without a folder in its words it writes into a new one,
// so that the clone stays as it is.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const NAME = 'my-service';
const OUT = 'out';

/** `out/my-service`, or `out/my-service-2` and so on: the first that is not there. */
function newFolder() {
  for (let number = 1; ; number += 1) {
    const folder = join(OUT, number === 1 ? NAME : `${NAME}-${number}`);
    if (!existsSync(folder)) return folder;
  }
}

const { status, signal } = spawnSync(
  process.execPath,
  ['dist/generators/bin.js', 'new', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ECS_IAM_FOLDER: newFolder(), ...process.env } },
);
process.exitCode = status ?? (signal === 'SIGINT' ? 130 : 1);
