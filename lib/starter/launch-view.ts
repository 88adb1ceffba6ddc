import type { Answers } from '../answers/types.ts';
import { createsLogGroup } from '../service/pipeline/sidecars.ts';
import { launchOf } from '../service/pipeline/task-settings.ts';
import { quoted, type View } from '../templates.ts';

/** How the service is started, in agreement with its task definition. */
export function launchView(answers: Answers): View {
  const { type, networkMode } = launchOf(answers);
  return {
    onManaged: type === 'MANAGED_INSTANCES',
    launchType: quoted.text(type),
    hasNetwork: networkMode === 'awsvpc',
    onFargate: type === 'FARGATE',
    createsLogGroup: createsLogGroup(answers),
  };
}
