import { isObject } from '../answers/parse/basic.ts';
import { LAUNCH_TYPE_WORDS, PLATFORMS, runtimePlatform } from '../answers/platform.ts';
import { UserError } from '../errors.ts';
import { isPlace } from './tokens.ts';
import type { TaskDefinition } from './types.ts';

type Name = 'platform' | 'launchType';
type Chosen = (name: Name) => string | undefined;

/**
 * Platform and launch type as the file has them: Fargate where it is among several, and EC2 where
 * there is none, as ECS takes it. A list of containers says neither.
 */
export function runsOn(
  definition: TaskDefinition,
  wanted: string | undefined,
): readonly (readonly [name: Name, value: string])[] {
  const { launchTypes, isList } = definition;
  const known = launchTypes.filter((one) => !isPlace(one));
  const word =
    known.find((one) => one === wordOf(wanted)) ??
    known.find((one) => one === 'FARGATE') ??
    known[0] ??
    (isList || launchTypes.length > 0 ? undefined : 'EC2');
  const launchType = Object.entries(LAUNCH_TYPE_WORDS).find(([, value]) => value === word)?.[0];
  const platform = platformOf(definition);
  return [
    ...(launchType === undefined ? [] : [['launchType', launchType] as const]),
    ...(platform === undefined ? [] : [['platform', platform] as const]),
  ];
}

function wordOf(wanted: string | undefined): string | undefined {
  return Object.entries(LAUNCH_TYPE_WORDS).find(([name]) => name === wanted)?.[1];
}

/** The name of the platform that the file states in full or in part; undefined where it states none. */
function platformOf({ definition }: TaskDefinition): string | undefined {
  const { runtimePlatform: given } = definition;
  if (!isObject(given)) return undefined;
  return PLATFORMS.find((name) =>
    Object.entries(runtimePlatform(name)).every(
      ([key, value]) => given[key] === undefined || String(given[key]).toUpperCase() === value,
    ),
  );
}

/** @throws UserError `Contradiction` where what was chosen is not what the file says, with both places. */
export function agreesWith(definition: TaskDefinition, chosen: Chosen): void {
  const { launchTypes, at } = definition;
  const wanted = chosen('launchType');
  const word = wordOf(wanted);
  const known = launchTypes.filter((one) => !isPlace(one));
  if (word !== undefined && known.length > 0 && !known.includes(word)) {
    throw new UserError(
      'Contradiction',
      `${at(['requiresCompatibilities'])}: The launch type is ${known.join(', ')}, but --launch-type is '${wanted}'.`,
      'Correct one of the two.',
    );
  }
  const { networkMode } = definition.definition;
  if (word === 'FARGATE' && typeof networkMode === 'string' && networkMode !== 'awsvpc') {
    throw new UserError(
      'Contradiction',
      `${at(['networkMode'])}: The network mode is '${networkMode}', but --launch-type is '${wanted}'.`,
      'Fargate takes awsvpc alone.',
    );
  }
  const platform = chosen('platform');
  const own = platformOf(definition);
  if (platform !== undefined && own !== undefined && own !== platform) {
    throw new UserError(
      'Contradiction',
      `${at(['runtimePlatform'])}: The platform is '${own}', but --platform is '${platform}'.`,
      'Correct one of the two.',
    );
  }
}
