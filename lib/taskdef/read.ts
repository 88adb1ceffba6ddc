import { alternatives, isObject } from '../answers/parse/basic.ts';
import { didYouMean } from '../did-you-mean.ts';
import { shown } from '../errors.ts';
import { readJson, type TextFile } from '../json-text.ts';
import { registrable } from './clean.ts';
import { taskdefFault } from './fault.ts';
import { Reader } from './fields.ts';
import { mainContainer } from './main-container.ts';
import { readContainer } from './read-container.ts';
import { isPlace, withOwnPlaces } from './tokens.ts';
import { tolerantJson } from './tolerant-json.ts';
import type { EfsVolume, FsxVolume, Path, TaskDefinition } from './types.ts';

/** A file with a task definition, and the environment that it is for, where that is said. */
export interface TaskdefFile extends TextFile {
  readonly environment?: string;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html */
const LAUNCH_TYPES = ['FARGATE', 'EC2', 'EXTERNAL', 'MANAGED_INSTANCES'];
const NETWORK_MODES = ['awsvpc', 'bridge', 'host', 'none', 'default'];

/**
 * Reads a task definition: what registers it, what describe-task-definition prints, its containers alone.
 *
 * @throws UserError `BrokenJson`, `KeyTwice` or `BadTaskDefinition`, with line and column.
 */
export function readTaskDefinition({ name, text, environment }: TaskdefFile): TaskDefinition {
  const { value, placeOf } = readJson({ name, text: tolerantJson(text) });
  const { fields, path, isList } = definitionIn(withOwnPlaces(value), `${name}:${placeOf([])}`);
  const inFile = (of: Path) =>
    isList && of[0] === 'containerDefinitions' && Array.isArray(value) ? of.slice(1) : of;
  const at = (of: Path) => `${name}:${placeOf([...path, ...inFile(of)])}`;
  const reader = new Reader(fields, [], at);
  const containers = reader.children('containerDefinitions').map(readContainer);
  const proxy = reader.child('proxyConfiguration')?.text('containerName');
  const main = mainContainer(containers, proxy);
  if (main === undefined) throw noContainers(at(['containerDefinitions']));
  const os = reader.child('runtimePlatform')?.text('operatingSystemFamily') ?? '';
  const [family, executionRoleArn, taskRoleArn, arn] = [
    ...['family', 'executionRoleArn', 'taskRoleArn', 'taskDefinitionArn'],
  ].map((key) => reader.text(key));
  const definition: TaskDefinition = {
    file: name,
    at,
    ...(environment !== undefined && { environment }),
    isList,
    definition: registrable(fields),
    containers,
    main,
    efsVolumes: reader.children('volumes').flatMap(efsVolume),
    fsxVolumes: reader.children('volumes').flatMap(fsxVolume),
    ...(family !== undefined && { family }),
    ...(executionRoleArn !== undefined && { executionRoleArn }),
    ...(taskRoleArn !== undefined && { taskRoleArn }),
    ...(arn !== undefined && { taskDefinitionArn: arn }),
    launchTypes: reader.texts('requiresCompatibilities'),
    isWindows: os.toUpperCase().startsWith('WINDOWS'),
  };
  check(definition, reader);
  return definition;
}

interface Found {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly path: Path;
  readonly isList: boolean;
}

function definitionIn(value: unknown, at: string): Found {
  if (Array.isArray(value)) {
    return { fields: { containerDefinitions: value }, path: [], isList: true };
  }
  if (!isObject(value)) throw noContainers(at);
  const inner = value.taskDefinition;
  if (isObject(inner)) {
    const tags = Array.isArray(value.tags) ? { tags: value.tags } : {};
    return { fields: { ...tags, ...inner }, path: ['taskDefinition'], isList: false };
  }
  const keys = Object.keys(value);
  const isList = keys.length === 1 && keys[0] === 'containerDefinitions';
  return { fields: value, path: [], isList };
}

function noContainers(at: string): Error {
  const hint =
    'It takes the input of register-task-definition, the output of describe-task-definition, or a list of containers.';
  return taskdefFault(at, 'There are no containers here', hint);
}

function efsVolume(reader: Reader): readonly EfsVolume[] {
  const efs = reader.child('efsVolumeConfiguration');
  if (efs === undefined) return [];
  const name = reader.needed('name', 'A volume');
  const authorization = efs.child('authorizationConfig');
  const accessPointId = authorization?.text('accessPointId');
  return [
    {
      name,
      fileSystemId: efs.needed('fileSystemId', `Volume '${name}'`),
      ...(accessPointId !== undefined && { accessPointId }),
      usesIam: authorization?.text('iam') === 'ENABLED',
      path: efs.path,
    },
  ];
}

function fsxVolume(reader: Reader): readonly FsxVolume[] {
  const fsx = reader.child('fsxWindowsFileServerVolumeConfiguration');
  if (fsx === undefined) return [];
  const name = reader.needed('name', 'A volume');
  fsx.needed('fileSystemId', `Volume '${name}'`);
  const authorization = fsx.child('authorizationConfig');
  const text = authorization?.text('credentialsParameter');
  const path = [...(authorization?.path ?? []), 'credentialsParameter'];
  return [
    {
      name,
      ...(text !== undefined && { credentials: { text, path } }),
    },
  ];
}

/** What ECS would refuse or nobody can mean. */
function check(
  { at, containers, efsVolumes, isWindows, isList }: TaskDefinition,
  reader: Reader,
): void {
  const types = reader.texts('requiresCompatibilities');
  const odd = types.find((one) => !LAUNCH_TYPES.includes(one) && !isPlace(one));
  if (odd !== undefined) {
    const path = ['requiresCompatibilities', String(types.indexOf(odd))];
    const hint = didYouMean(odd, LAUNCH_TYPES, `Launch types are ${alternatives(LAUNCH_TYPES)}.`);
    throw taskdefFault(at(path), `There is no launch type ${shown(odd)}`, hint);
  }
  const mode = reader.text('networkMode');
  if (mode !== undefined && !NETWORK_MODES.includes(mode) && !isPlace(mode)) {
    const hint = didYouMean(
      mode,
      NETWORK_MODES,
      `Network modes are ${alternatives(NETWORK_MODES)}.`,
    );
    throw taskdefFault(at(['networkMode']), `There is no network mode ${shown(mode)}`, hint);
  }
  if (types.includes('FARGATE') && mode !== 'awsvpc' && !(mode !== undefined && isPlace(mode))) {
    const what =
      mode === undefined
        ? 'Launch type FARGATE takes network mode awsvpc, and no network mode is named'
        : `Launch type FARGATE takes network mode awsvpc alone, not ${shown(mode)}`;
    const hint = 'Write "networkMode": "awsvpc", or leave FARGATE out of requiresCompatibilities.';
    throw taskdefFault(at(['networkMode']), what, hint);
  }
  const [efs] = efsVolumes;
  if (isWindows && efs !== undefined) {
    const what = `Volume '${efs.name}' is on EFS, which containers on Windows cannot mount`;
    throw taskdefFault(at(efs.path), what, 'Use FSx for Windows File Server.');
  }
  const names = containers.map(({ name }) => name);
  const again = containers.find(({ name }, index) => names.indexOf(name) < index);
  if (again !== undefined) {
    throw taskdefFault(
      at(again.path),
      `A second container is called ${shown(again.name)}`,
      'Rename one.',
    );
  }
  const volumes = reader.children('volumes').map((one) => one.text('name'));
  for (const { path, name, mounts } of containers) {
    const missing = mounts.find(({ volume }) => !volumes.includes(volume));
    if (missing === undefined || isList) continue;
    const what = `Container '${name}' mounts ${shown(missing.volume)}, which is no volume of the task`;
    throw taskdefFault(at(path), what, 'Add the volume, or correct sourceVolume.');
  }
}
