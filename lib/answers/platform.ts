import { UserError } from '../errors.ts';
import type { Placeholder } from '../iam/placeholders.ts';
import { hasPipeline } from './pipeline-roles.ts';
import { type Entry, placeOf } from './sources.ts';
import type { Answers, LaunchType, Platform } from './types.ts';

/** What ECS calls each launch type. */
export const LAUNCH_TYPE_WORDS: Readonly<Record<LaunchType, string>> = {
  fargate: 'FARGATE',
  ec2: 'EC2',
  external: 'EXTERNAL',
  'managed-instances': 'MANAGED_INSTANCES',
};

/** Every platform, the default first. */
export const PLATFORMS: readonly Platform[] = [
  'x86_64',
  'arm64',
  'windows-2019-core',
  'windows-2019-full',
  'windows-2022-core',
  'windows-2022-full',
  'windows-2025-core',
  'windows-2025-full',
];

/** True for a platform of Windows. */
export function isWindows(platform: Platform): boolean {
  return platform.startsWith('windows-');
}

/**
 * The runtime platform of a task definition: `windows-2022-core` is WINDOWS_SERVER_2022_CORE.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html
 */
export function runtimePlatform(platform: Platform): {
  readonly cpuArchitecture: string;
  readonly operatingSystemFamily: string;
} {
  return {
    cpuArchitecture: platform === 'arm64' ? 'ARM64' : 'X86_64',
    operatingSystemFamily: isWindows(platform)
      ? platform.toUpperCase().replace('-', '_SERVER_').replaceAll('-', '_')
      : 'LINUX',
  };
}

/**
 * Answers that build nothing where that was not asked for: an image that is pulled from another
 * account is built there, and CodeBuild has no docker for images of Windows.
 * https://aws.amazon.com/blogs/devops/building-windows-containers-with-aws-codepipeline-and-custom-actions/
 */
export function withSource(answers: Answers, entries: readonly Entry[]): Answers {
  const gives = (name: string) => entries.some(({ path }) => path.includes(name));
  const pulls = gives('registryAccount') && typeof answers.roles === 'string';
  if (pulls && !gives('deploy') && !gives('source')) return { ...answers, deploy: 'none' };
  const { platform, deploy } = answers;
  return isWindows(platform) && deploy === 'pipeline' && !gives('source')
    ? { ...answers, source: 'ecr' }
    : answers;
}

/** What does not go together: platform, launch type, who builds, and the task definitions that were given. */
export function platformFaults(answers: Answers, entries: readonly Entry[]): readonly UserError[] {
  const { platform, launchType, source, deploy } = answers;
  const at = (...path: readonly string[]) => `(${placeOf(entries, path)})`;
  const fault = (message: string, hint: string) => new UserError('Contradiction', message, hint);
  const onWindows = `Platform '${platform}' ${at('platform')}`;
  const onType = `Launch type '${launchType}' ${at('launchType')}`;
  const isBuilt = deploy === 'github' || (hasPipeline(deploy) && source !== 'ecr');
  const mounts = answers.grants.some(({ preset }) => preset === 'efsMount');
  return [
    ...(isWindows(platform) && isBuilt
      ? [
          fault(
            `${onWindows} is Windows, whose images are not built by deploy kind '${deploy}' ${at('deploy')} from source '${source}' ${at('source')}.`,
            'Build the image elsewhere: give --deploy pipeline with --source ecr, or --deploy none.',
          ),
        ]
      : []),
    ...(isWindows(platform) && launchType === 'managed-instances'
      ? [
          fault(
            `${onWindows} does not run on managed instances ${at('launchType')}.`,
            'Give --launch-type fargate or ec2.',
          ),
        ]
      : []),
    ...(isWindows(platform) && mounts
      ? [
          fault(
            `${onWindows} cannot mount EFS, which grant efsMount ${at('grants')} is for.`,
            'Leave out the grant; FSx for Windows File Server is mounted without it.',
          ),
        ]
      : []),
    ...(launchType === 'external' && mounts
      ? [
          fault(
            `${onType} cannot mount EFS, which grant efsMount ${at('grants')} is for.`,
            'Leave out the grant, or give another --launch-type.',
          ),
        ]
      : []),
    ...(launchType === 'external' && deploy !== 'codedeploy'
      ? balancers(answers, entries).map((name) =>
          fault(
            `${onType} has no load balancer, which ${name} is for.`,
            'Leave it out, or give another --launch-type.',
          ),
        )
      : []),
    ...(launchType === 'external' && deploy === 'codedeploy'
      ? [
          fault(
            `${onType} has no load balancer, which deploy kind 'codedeploy' ${at('deploy')} shifts.`,
            'Give --deploy pipeline, or another --launch-type.',
          ),
        ]
      : []),
    ...givenFaults(answers, entries),
  ];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html */
const OF_LOAD_BALANCERS = [
  'loadBalancer',
  'targetGroupName',
  'classicLoadBalancerName',
  'blueTargetGroup',
  'greenTargetGroup',
] as const satisfies readonly Placeholder[];

/** What is given for a load balancer, each with its value and place; the legacy service role among it. */
function balancers(answers: Answers, entries: readonly Entry[]): readonly string[] {
  const { values, environments, roles } = answers;
  const ofAll = OF_LOAD_BALANCERS.flatMap((name) =>
    values[name] === undefined
      ? []
      : [`${name} '${values[name]}' (${placeOf(entries, ['values', name])})`],
  );
  const ofOne = environments.flatMap(({ name: environment, values: own }) =>
    OF_LOAD_BALANCERS.flatMap((name) =>
      own[name] === undefined
        ? []
        : [`${name} '${own[name]}' (${placeOf(entries, ['environments', environment, name])})`],
    ),
  );
  const isNamed = typeof roles !== 'string' && roles.includes('service');
  return [
    ...ofAll,
    ...ofOne,
    ...(isNamed ? [`role service (${placeOf(entries, ['roles'])})`] : []),
  ];
}

function givenFaults(answers: Answers, entries: readonly Entry[]): readonly UserError[] {
  const { platform, launchType, taskDefinitions } = answers;
  const at = (name: string) => placeOf(entries, [name]);
  return taskDefinitions.flatMap(({ environment, definition }) => {
    const { requiresCompatibilities: types, runtimePlatform: given } = definition;
    const wanted = LAUNCH_TYPE_WORDS[launchType];
    const whose = environment === undefined ? '' : ` of environment ${environment}`;
    const theirs = `the task definition${whose} (${at('taskDefinitions')})`;
    const own = runtimePlatform(platform);
    const other = Object.entries(own).find(([key, value]) => {
      const found: unknown = Object(given)[key];
      return typeof found === 'string' && /^\w+$/.test(found) && found.toUpperCase() !== value;
    });
    const named = Array.isArray(types) ? types.map(String).filter((one) => /^\w+$/.test(one)) : [];
    return [
      ...(named.length > 0 && !named.includes(wanted)
        ? [
            new UserError(
              'Contradiction',
              `Launch type '${launchType}' (${at('launchType')}) is not among those of ${theirs}: ${named.join(', ')}.`,
              'Give another --launch-type, or change requiresCompatibilities.',
            ),
          ]
        : []),
      ...(other === undefined
        ? []
        : [
            new UserError(
              'Contradiction',
              `Platform '${platform}' (${at('platform')}) is ${other[1]}, and ${other[0]} of ${theirs} is ${Object(given)[other[0]]}.`,
              'Give another --platform, or change runtimePlatform.',
            ),
          ]),
    ];
  });
}
