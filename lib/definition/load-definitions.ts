import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { filesBelow } from '../files-below.ts';
import type { Definition } from '../iam/definition.ts';
import type { Environment } from '../iam/model.ts';
import type { Service } from '../service/types.ts';
import { IS_DEFINITION } from '../targets/definition-files.ts';
import type { TargetId } from '../targets/ids.ts';
import type { StatementPlace } from '../targets/read-roles.ts';
import { targetById } from '../targets/registry.ts';
import type { SourceFile } from '../targets/source.ts';
import { definitionOf } from './definition-of.ts';
import { fileHash, LOCK_FILE, type Lock, lockOf, parseLock } from './lock.ts';

/** The definitions of a repo: what its files say. */
export interface RepoDefinitions {
  /** In the order of the environments that were asked for. */
  readonly definitions: readonly Definition[];
  /** Where statements stand, by environment; empty while the lock is up to date. */
  readonly places: ReadonlyMap<string, readonly StatementPlace[]>;
  /** Definition files that differ from the lock: edited, added or removed. */
  readonly edited: readonly string[];
}

/** Where the definitions are read from. */
export interface DefinitionSource {
  /** The repo's folder. */
  readonly root: string;
  readonly service: Service;
  /** A synthesised template or a plan as JSON, to read in place of the files. */
  readonly given?: SourceFile | undefined;
  /** Read the files even while the lock is up to date, for the places of the statements. */
  readonly withPlaces?: boolean;
}

/**
 * Gives the definition of environments: that of the lock while every definition file is as the lock
 * knows it, else what the files say.
 *
 * @throws UserError what parseLock and the target's reader throw.
 */
export async function loadDefinitions(
  source: DefinitionSource,
  environments: readonly Environment[],
): Promise<RepoDefinitions> {
  const { root, service, given, withPlaces = false } = source;
  const files = definitionFiles(root, service.answers.target);
  const lock = readLock(root);
  // Where there are answers alone, they are all that defines something.
  if (files.length === 0 && lock === undefined && given === undefined) {
    const definitions = environments.map((one) => definitionOf(service.model, one));
    return { definitions, places: new Map(), edited: [] };
  }
  const edited = editedFiles(lock, files);
  const locked = environments.flatMap(({ name }) => definitionIn(lock, name) ?? []);
  const isUpToDate = edited.length === 0 && locked.length === environments.length;
  if (given === undefined && isUpToDate && !withPlaces) {
    return { definitions: locked, places: new Map(), edited };
  }
  const read = await readAll({ ...source, files, environments });
  return { ...read, edited };
}

/**
 * Gives the definitions of the lock, of every environment, where each definition file is as the lock
 * knows it; else undefined. No service is built for it.
 *
 * @throws UserError what parseLock throws.
 */
export function lockedDefinitions(
  root: string,
  target: TargetId,
): readonly Definition[] | undefined {
  const lock = readLock(root);
  const files = definitionFiles(root, target);
  return lock !== undefined && editedFiles(lock, files).length === 0 ? lock.definitions : undefined;
}

/**
 * Reads every environment from its files and gives the lock that says so.
 *
 * @throws UserError what the target's reader throws.
 */
export async function makeLock(source: DefinitionSource): Promise<Lock> {
  const { service } = source;
  const files = definitionFiles(source.root, service.answers.target);
  const { environments } = service;
  const { definitions } = await readAll({ ...source, files, environments });
  return lockOf(definitions, files);
}

interface ReadAll extends DefinitionSource {
  readonly files: readonly SourceFile[];
  readonly environments: readonly Environment[];
}

async function readAll({
  environments,
  given,
  withPlaces: _,
  ...request
}: ReadAll): Promise<Pick<RepoDefinitions, 'definitions' | 'places'>> {
  // Loaded here: while the lock is up to date, nothing of the target is needed.
  const renderer = await targetById(request.service.answers.target).load();
  const definitions: Definition[] = [];
  const places = new Map<string, readonly StatementPlace[]>();
  for (const environment of environments) {
    const found = await renderer.read({ ...request, environment, ...(given && { given }) });
    definitions.push(found.definition);
    places.set(environment.name, found.places);
  }
  return { definitions, places };
}

function definitionIn(lock: Lock | undefined, name: string): Definition | undefined {
  return lock?.definitions.find(({ environment }) => environment === name);
}

/** The files that differ from the lock; without a lock, every file. */
function editedFiles(lock: Lock | undefined, files: readonly SourceFile[]): readonly string[] {
  const hashes = lock?.files ?? {};
  const present = new Set(files.map(({ path }) => path));
  return [
    ...files.flatMap(({ path, contents }) => (hashes[path] === fileHash(contents) ? [] : [path])),
    ...Object.keys(hashes).filter((path) => !present.has(path)),
  ].sort();
}

/** The definition files of a repo, sorted by path: also those that were added by hand. */
function definitionFiles(root: string, target: TargetId): readonly SourceFile[] {
  return ['iam', 'environments']
    .flatMap((folder) => filesBelow(root, folder))
    .filter(IS_DEFINITION[target])
    .sort()
    .map((path) => ({ path, contents: readFileSync(join(root, path), 'utf8') }));
}

function readLock(root: string): Lock | undefined {
  try {
    return parseLock(readFileSync(join(root, LOCK_FILE), 'utf8'));
  } catch (error) {
    // Without a lock the files are read; a lock that is no lock is an error.
    if (error instanceof UserError) throw error;
    return undefined;
  }
}
