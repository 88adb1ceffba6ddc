import { type Document, isAlias, isMap, isSeq, type Node, YAMLMap } from 'yaml';
import type { Entry } from '../answers/sources.ts';
import { UserError } from '../errors.ts';
import type { TextFile } from '../json-text.ts';
import { editManifest } from './edit-manifest.ts';

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

interface Place {
  readonly document: Document;
  readonly file: string;
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

function rootOf({ document, file }: Place): YAMLMap {
  if (isMap(document.contents)) return document.contents;
  throw new UserError(
    'BrokenYaml',
    `${file} does not hold an object.`,
    'ecs-iam fleet init begins one.',
  );
}

/** The map at a path, made where nothing stands. */
function mapIn(from: YAMLMap, path: Path, place: Place): YAMLMap {
  return path.reduce<YAMLMap>((map, key) => {
    const found = map.get(key, true) as unknown;
    if (isAlias(found)) throw sharedByAnchor(key, place);
    if (isMap(found)) {
      // What stands in an empty {} is written in lines.
      if (found.items.length === 0) writeInLines(found, map.flow ?? false);
      return found;
    }
    const made: YAMLMap = new YAMLMap();
    if (map.flow) made.flow = true;
    map.set(place.document.createNode(key), made);
    return made;
  }, from);
}

function writeInLines(empty: YAMLMap, flow: boolean): void {
  empty.flow = flow;
  if (flow || !empty.comment) return;
  // What stood beside {} stands above the first line.
  empty.commentBefore = empty.comment;
  empty.comment = null;
}

function sharedByAnchor(key: string, { file }: Place): UserError {
  return new UserError(
    'SharedByAnchor',
    `${file}: '${key}' is an alias, and its anchor is changed by no command.`,
    'Write it out where it is used.',
  );
}

function setValue(
  own: YAMLMap,
  path: Path,
  { value, place }: { readonly value: unknown; readonly place: Place },
): void {
  const map = mapIn(own, path.slice(0, -1), place);
  const key = path.at(-1) ?? '';
  const node = place.document.createNode(value, { flow: map.flow === true });
  keepComments(map.get(key, true) as unknown, node);
  map.set(keyIn(map, key) ?? place.document.createNode(key), node);
}

/** Comments beside a value, and before the items of a list that go on, stay. */
function keepComments(before: unknown, after: Node): void {
  const old = before as Node | undefined;
  if (old?.comment) after.comment = old.comment;
  if (old?.commentBefore) after.commentBefore = old.commentBefore;
  if (!isSeq(old) || !isSeq(after)) return;
  if (old.flow && old.items.length > 0) after.flow = true;
  after.items = after.items.map((item) => {
    const text = JSON.stringify(item);
    return old.items.find((one) => JSON.stringify(one) === text) ?? item;
  });
}

/** The key node as it stands, with its own comments. */
function keyIn(map: YAMLMap, key: string): unknown {
  return map.items.find(({ key: one }) => String(one) === key)?.key;
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

/** Takes a value away, and the maps that are empty then; false where nothing stood. */
function removeValue(own: YAMLMap, path: Path): boolean {
  const [key = '', ...rest] = path;
  if (rest.length === 0) return own.delete(key);
  const inner = own.get(key, true) as unknown;
  if (!isMap(inner) || !removeValue(inner, rest)) return false;
  if (inner.items.length === 0 && key !== 'environments') own.delete(key);
  return true;
}
