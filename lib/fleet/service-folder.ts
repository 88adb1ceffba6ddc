import { badValue, parseText } from '../answers/parse/basic.ts';
import { shown, UserError } from '../errors.ts';

/** Where the repo of a service is written, where the manifest does not say. */
export const DEFAULT_FOLDER = '<service>';

/** Folders that tools keep for themselves. */
const TAKEN = ['.git', '.ecs-iam', 'node_modules'];

/**
 * Where repos are written, as a manifest says it: a path below its folder, with `<service>` and
 * `<group>`.
 *
 * @throws UserError `BadValue`.
 */
export function parseFolder(raw: unknown): string {
  const text = parseText(raw, 'a folder');
  const folder = text.replace(/\/+/g, '/').replace(/^\.\/|\/$/g, '');
  const names = folder.replaceAll('<service>', 's').replaceAll('<group>', 'g').split('/');
  const isBelow =
    names.every((one) => !['', '.', '..'].includes(one) && one.trim() === one) &&
    !/^~|[<>\\:\0]/.test(names.join('/'));
  if (!isBelow) {
    const hint = 'As in services/<service>, or <group>/<service>.';
    throw badValue(text, "a folder below the manifest's", hint);
  }
  const taken = names.find((one) => TAKEN.includes(one.toLowerCase()));
  if (taken === undefined) return folder;
  const message = `${shown(text)} is in ${taken}, which tools keep for themselves.`;
  throw new UserError('BadValue', message, 'Name another folder.');
}

/** The folder of one service. @throws UserError `NoGroup`. */
export function folderOf(pattern: string, service: string, group: string): string {
  if (group === '' && pattern.includes('<group>')) {
    const hint = 'Give it a group, or a folder of its own.';
    throw new UserError('NoGroup', `Its folder is ${shown(pattern)}, and it has no group.`, hint);
  }
  return pattern.replaceAll('<service>', service).replaceAll('<group>', group);
}

/** A service and its folder. */
interface Placed {
  readonly name: string;
  readonly folder: string;
}

/** A fault for each service whose repo would be written where another's is, by its name. */
export function folderClashes(services: readonly Placed[]): ReadonlyMap<string, UserError> {
  const faults = new Map<string, UserError>();
  const taken = new Map<string, string>();
  for (const { name, folder } of services) {
    // Not every file system tells names apart by case.
    const key = folder.toLowerCase();
    const other = taken.get(key);
    taken.set(key, name);
    if (other === undefined) continue;
    const hint =
      'Give one another folder (upper and lower case are the same), or write <service> in the pattern.';
    const message = `${other} and ${name} have the folder ${shown(folder)}.`;
    faults.set(name, new UserError('FolderTwice', message, hint));
  }
  for (const { name, folder } of services) {
    const parts = folder.toLowerCase().split('/');
    const above = parts.slice(1).map((_, last) => taken.get(parts.slice(0, last + 1).join('/')));
    const outer = above.find((one) => one !== undefined);
    if (outer === undefined || faults.has(name)) continue;
    const message = `The folder ${shown(folder)} is inside the repo of ${outer}.`;
    faults.set(name, new UserError('FolderTwice', message, 'Put the two side by side.'));
  }
  return faults;
}
