import type { Fleet } from '../../fleet/open-fleet.ts';
import { namesOf } from '../../fleet/report.ts';
import { strayRepos } from '../../fleet/stray-repos.ts';
import type { CommandIo } from '../run.ts';

/** Says which repos are of no service any more: their roles would stay in accounts unseen. */
export function nameStrays(fleet: Fleet, io: CommandIo): void {
  const strays = strayRepos(fleet);
  if (strays.length === 0) return;
  const what = strays.length === 1 ? 'is a repo' : 'are repos';
  io.err(
    `${namesOf(strays)} ${what} of no service here: ecs-iam destroy FOLDER deletes the roles, ecs-iam fleet import FOLDER takes it in.\n`,
  );
}
