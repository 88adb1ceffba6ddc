import { isWindows, LAUNCH_TYPE_WORDS, runtimePlatform } from '../../answers/platform.ts';
import { selectedRoles } from '../../answers/selected-roles.ts';
import type { Answers } from '../../answers/types.ts';

/** The network mode that a task definition has, and how its service is started. */
export interface Launch {
  readonly type: string;
  readonly networkMode: string;
}

/** How the tasks run: as the given task definition has it, else as the generator's own. */
export function launchOf(answers: Answers): Launch {
  const [given] = answers.taskDefinitions;
  const { networkMode } =
    given === undefined ||
    (given.definition.requiresCompatibilities === undefined && answers.launchType !== 'ec2')
      ? { ...settingsOf(answers), ...given?.definition }
      : given.definition;
  const type = LAUNCH_TYPE_WORDS[answers.launchType];
  return { type, networkMode: typeof networkMode === 'string' ? networkMode : 'bridge' };
}

/**
 * Launch type, platform, network and size of the generator's own task definition. External instances
 * have no awsvpc, the legacy service role does not take it, and Windows takes a size of the task on
 * Fargate alone.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
 */
export function settingsOf(answers: Answers): Readonly<Record<string, unknown>> {
  const { launchType, platform } = answers;
  const bridged =
    launchType === 'external' ||
    (launchType === 'ec2' && selectedRoles(answers).includes('service'));
  // On Windows a mode that is not named is its own, default.
  const mode = bridged ? (isWindows(platform) ? {} : { networkMode: 'bridge' }) : AWSVPC;
  return {
    ...mode,
    requiresCompatibilities: [LAUNCH_TYPE_WORDS[launchType]],
    ...(sizesTask(answers) && sizeOf(answers)),
    ...(platform !== 'x86_64' && { runtimePlatform: runtimePlatform(platform) }),
  };
}

const AWSVPC = { networkMode: 'awsvpc' };

function sizesTask({ launchType, platform }: Answers): boolean {
  return launchType === 'fargate' || !isWindows(platform);
}

/** Windows on Fargate begins with one vCPU. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html */
function sizeOf({ platform }: Answers) {
  return isWindows(platform) ? { cpu: '1024', memory: '2048' } : { cpu: '256', memory: '512' };
}

/** What the container says of its size where the task says nothing. */
export function containerSize(answers: Answers): object {
  return sizesTask(answers) ? {} : { cpu: 1024, memory: 2048 };
}

/** The file systems of grants: each is mounted through its access point with the task role. */
export function fileSystems({ grants }: Answers): {
  readonly volumes: readonly object[];
  readonly mounts: readonly object[];
} {
  const mounted = grants.filter(({ preset }) => preset === 'efsMount');
  const named = mounted.map(({ values }, index) => ({
    values,
    name: `efs${index === 0 ? '' : index + 1}`,
  }));
  return {
    volumes: named.map(({ name, values: { fileSystemId, accessPointId } }) => ({
      name,
      efsVolumeConfiguration: {
        fileSystemId,
        transitEncryption: 'ENABLED',
        authorizationConfig: { accessPointId, iam: 'ENABLED' },
      },
    })),
    mounts: named.map(({ name }) => ({ sourceVolume: name, containerPath: `/mnt/${name}` })),
  };
}
