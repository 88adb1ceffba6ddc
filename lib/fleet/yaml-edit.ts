import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { UserError } from '../errors.ts';

type Path = readonly string[];

/** A document to change, and the name of its file. */
export interface Place {
  readonly document: Document;
  readonly file: string;
}

/** The map at a path, made where nothing stands. @throws UserError `SharedByAnchor`. */
export function mapIn(from: YAMLMap, path: Path, place: Place): YAMLMap {
  return path.reduce<YAMLMap>((map, key) => {
    const found = map.get(key, true) as unknown;
    if (isAlias(found)) throw sharedByAnchor(key, place);
    if (isMap(found)) {
      if (found.items.length === 0) writeInLines(found, map);
      return found;
    }
    const made: YAMLMap = new YAMLMap();
    if (map.flow) made.flow = true;
    else if (isScalar(found) && found.comment) made.commentBefore = found.comment;
    map.set(place.document.createNode(key), made);
    return made;
  }, from);
}

/** What stands in an empty {} is written in lines, below the comment beside it. */
function writeInLines(empty: YAMLMap, { flow }: YAMLMap): void {
  empty.flow = flow ?? false;
  if (flow || !empty.comment) return;
  empty.commentBefore = empty.comment;
  empty.comment = null;
}

/** An empty map is {}, with the comment beside it. */
export function writeInOne(empty: YAMLMap): void {
  empty.comment ??= empty.commentBefore ?? null;
  empty.commentBefore = null;
}

/** The fault of a value that stands elsewhere too. */
export function sharedByAnchor(key: string, { file }: Place): UserError {
  return new UserError(
    'SharedByAnchor',
    `${file}: '${key}' is an alias, and its anchor is changed by no command.`,
    'Write it out where it is used.',
  );
}

/** Gives a path a value; comments stay. */
export function setValue(
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
export function keepComments(before: unknown, after: Node): void {
  const old = before as Node | undefined;
  if (isAnchored(old) && isAnchored(after) && old.anchor) after.anchor = old.anchor;
  if (old?.comment) after.comment = old.comment;
  if (old?.commentBefore) after.commentBefore = old.commentBefore;
  if (!isSeq(old) || !isSeq(after)) return;
  if (old.flow && old.items.length > 0) after.flow = true;
  after.items = after.items.map((item) => {
    const text = JSON.stringify(item);
    return old.items.find((one) => JSON.stringify(one) === text) ?? item;
  });
}

/** What an alias elsewhere may stand for. */
function isAnchored(node: unknown): node is Scalar | YAMLMap | YAMLSeq {
  return isScalar(node) || isMap(node) || isSeq(node);
}

/** The key node as it stands, with its own comments. */
export function keyIn(map: YAMLMap, key: string): unknown {
  return map.items.find(({ key: one }) => String(one) === key)?.key;
}

/** Takes a value away, and the maps that are empty then; false where nothing stood. */
export function removeValue(own: YAMLMap, path: Path): boolean {
  const [key = '', ...rest] = path;
  if (rest.length === 0) return own.delete(key);
  const inner = own.get(key, true) as unknown;
  if (!isMap(inner) || !removeValue(inner, rest)) return false;
  if (inner.items.length === 0 && key !== 'environments') own.delete(key);
  return true;
}
