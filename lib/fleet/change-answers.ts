import { isAlias, isMap, isSeq, YAMLMap } from 'yaml';
import type { Entry } from '../answers/sources.ts';
import { UserError } from '../errors.ts';
import type { TextFile } from '../json-text.ts';
import { editManifest } from './edit-manifest.ts';
import {
  keepComments,
  keyIn,
  mapIn,
  type Place,
  removeValue,
  setValue,
  sharedByAnchor,
  writeInOne,
} from './yaml-edit.ts';

type Path = readonly string[];

/** What changes in the answers of one service. */
export interface ServiceChange {
  readonly service: string;
  /** Raw values by their paths among the answers. */
  readonly entries: readonly Pick<Entry, 'path' | 'value'>[];
  /** Paths that no longer have a value. */
  readonly dropped: readonly Path[];
  /** The environments that the service has now. */
  readonly environments: readonly string[];
}

/** The presets that the fleet, a group or a service names from now on. */
export interface PresetsChange {
  /** Of the list: `presets`, `groups.NAME.presets` or `services.NAME.presets`. */
  readonly path: Path;
  readonly presets: readonly string[];
}

/**
 * The text of a manifest in which the answers of services are changed; comments, and what no change
 * is about, stay.
 *
 * @throws UserError `OfFleet` for what a service does not say itself, `SharedByAnchor`.
 */
export function changeManifest(file: TextFile, changes: readonly ServiceChange[]): string {
  return editManifest(file, (document) => {
    for (const change of changes) changeService(change, { document, file: file.name });
  });
}

/** The same for the presets that a manifest names. @throws UserError `SharedByAnchor`. */
export function changePresets(file: TextFile, changes: readonly PresetsChange[]): string {
  return editManifest(file, (document) => {
    for (const { path, presets } of changes) {
      setPresets(path, presets, { document, file: file.name });
    }
  });
}

function changeService({ service, entries, dropped, environments }: ServiceChange, place: Place) {
  const own = mapIn(mapIn(rootOf(place), ['services'], place), [service], place);
  const named = entries.find(({ path }) => path.length === 1 && path[0] === 'environments')?.value;
  const isOwn = ({ path: [first] }: Pick<Entry, 'path'>) => first === 'environments';
  if (named !== undefined || entries.some(isOwn)) {
    setEnvironments(own, Array.isArray(named) ? named.map(String) : environments, place);
  }
  for (const { path, value } of entries) {
    if (path.length === 1 && path[0] === 'environments') continue;
    setValue(own, whereIn(path), { value, place });
  }
  for (const path of dropped) {
    const [first, ...rest] = path;
    // Values of an environment that the service no longer names are passed over.
    const isGone = first === 'environments' && rest.length === 1;
    if (removeValue(own, whereIn(path)) || isGone) continue;
    throw new UserError(
      'OfFleet',
      `${place.file}: services.${service}: ${path.join('.')} comes from the answers of the fleet or of its group.`,
      'Change it there; it holds for other services too.',
    );
  }
}

/** Where an answer of a service stands: its environments stand beside its other answers. */
function whereIn(path: Path): Path {
  return path[0] === 'environments' ? path : ['answers', ...path];
}

/** Keys that stand before the presets of a fleet, a group or a service. */
const BEFORE_PRESETS = ['$schema', 'version', 'id', 'group'];

function setPresets(path: Path, presets: readonly string[], place: Place): void {
  const map = mapIn(rootOf(place), path.slice(0, -1), place);
  const isNew = !map.has('presets');
  if (presets.length === 0) {
    map.delete('presets');
    if (map.items.length === 0) writeInOne(map);
  } else setValue(map, ['presets'], { value: presets, place });
  const pair = map.items.at(-1);
  if (!isNew || pair === undefined || presets.length === 0) return;
  if (isSeq(pair.value)) pair.value.flow = true;
  const at = map.items.findIndex(({ key }) => !BEFORE_PRESETS.includes(String(key)));
  map.items.splice(at, 0, ...map.items.splice(-1));
}

function rootOf({ document, file }: Place): YAMLMap {
  if (isMap(document.contents)) return document.contents;
  throw new UserError(
    'BrokenYaml',
    `${file} does not hold an object.`,
    'ecs-iam fleet init begins one.',
  );
}

/** The environments of a service by name, in their order; what each has of its own stays. */
function setEnvironments(own: YAMLMap, names: readonly string[], place: Place): void {
  const found = own.get('environments', true) as unknown;
  if (isAlias(found)) throw sharedByAnchor('environments', place);
  const made: YAMLMap = new YAMLMap();
  if (own.flow) made.flow = true;
  for (const name of names) {
    const before = isMap(found) ? found.items.find(({ key }) => String(key) === name) : undefined;
    if (before !== undefined) made.items.push(before);
    else made.set(place.document.createNode(name), place.document.createNode({}, { flow: true }));
  }
  keepComments(found, made);
  own.set(keyIn(own, 'environments') ?? place.document.createNode('environments'), made);
}
