import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { isMap, stringify } from 'yaml';
import { entriesFromFile } from '../answers/answers-file.ts';
import { ANSWERS_FILE } from '../answers/answers-file-name.ts';
import { attempt, isObject, parseEach } from '../answers/parse/basic.ts';
import { throwFaults, UserError } from '../errors.ts';
import type { TextFile } from '../json-text.ts';
import { findPreset } from '../preset/references.ts';
import { readYaml } from '../yaml-text.ts';
import { editManifest } from './edit-manifest.ts';
import { manifestHead } from './skeleton.ts';

/** A repo that exists, as a manifest says it. */
interface Imported {
  readonly name: string;
  /** From the manifest's folder, with /. */
  readonly folder: string;
  readonly id: unknown;
  readonly presets: readonly string[];
  readonly environments: unknown;
  readonly answers: Readonly<Record<string, unknown>>;
}

/** A manifest with repos that exist, and the names of those that were added. */
export interface ImportedFleet {
  readonly text: string;
  readonly added: readonly string[];
}

/**
 * Makes a manifest of repos that exist, or adds them to one. Ownership IDs, answers, environments and
 * presets stay as the repos have them; comments of the manifest stay too.
 *
 * @throws UserError with every fault: `NoAnswers`, `OutsideFleet`, `ServiceTwice`, `IdTwice`, and what
 * reading ecs-iam.json throws.
 */
export function importFleet(
  root: string,
  folders: readonly string[],
  { id, manifest }: { readonly id: string; readonly manifest: TextFile | undefined },
): ImportedFleet {
  const faults: UserError[] = [];
  const repos = folders.flatMap(
    (folder) => attempt(() => reposIn(root, folder), faults)?.value ?? [],
  );
  const found = [...new Set(repos)].flatMap(
    (repo) => attempt(() => read(root, repo), faults)?.value ?? [],
  );
  const known = manifest === undefined ? [] : servicesOf(manifest);
  throwFaults([...faults, ...twice(found, known)]);
  const added = found.map(({ name }) => name);
  return { added, text: manifest === undefined ? newManifest(found, id) : addTo(manifest, found) };
}

/** The repo in a folder, or those directly below it. */
function reposIn(root: string, folder: string): readonly string[] {
  if (existsSync(join(folder, ANSWERS_FILE))) return [folder];
  const below = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((one) => one.isDirectory() && existsSync(join(folder, one.name, ANSWERS_FILE)))
        .map((one) => join(folder, one.name))
        .sort()
    : [];
  if (below.length > 0) return below;
  const shown = relative(root, folder) || '.';
  const hint = 'Name the folders of generated repos, or one that has them directly below it.';
  throw new UserError('NoAnswers', `There is no ${ANSWERS_FILE} in '${shown}' or below it.`, hint);
}

function read(root: string, repo: string): Imported {
  const folder = relative(root, repo).split(sep).join('/');
  if (folder === '' || folder.startsWith('..')) {
    const hint = 'Put the manifest above its repos, with --file.';
    throw new UserError('OutsideFleet', `'${repo}' is not below the manifest's folder.`, hint);
  }
  const text = readFileSync(join(repo, ANSWERS_FILE), 'utf8');
  entriesFromFile({ name: `${folder}/${ANSWERS_FILE}`, text }, 'folder');
  const raw: unknown = JSON.parse(text);
  // Whether there is an application is known from the folder.
  const { $schema: _, version: __, starterApp: ___, ...own } = isObject(raw) ? raw : {};
  const { project, id, presets, environments, ...answers } = own;
  const named = Array.isArray(presets) ? presets.map(String) : [];
  return {
    name: typeof project === 'string' ? project : basename(repo),
    ...{ folder, id, environments, answers },
    presets: parseEach(named, (one) => presetOf(one, { root, repo, folder })),
  };
}

function presetOf(
  name: string,
  { root, repo, folder }: { readonly root: string; readonly repo: string; readonly folder: string },
): string {
  try {
    return findPreset(name, repo, root).reference;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const message = `${folder}/${ANSWERS_FILE}: presets: ${error.message}`;
    throw new UserError(error.name, message, error.hint);
  }
}

function servicesOf(manifest: TextFile): readonly string[] {
  const { value } = readYaml(manifest);
  return isObject(value) && isObject(value.services) ? Object.keys(value.services) : [];
}

function twice(found: readonly Imported[], known: readonly string[]): readonly UserError[] {
  const names = new Map(known.map((name) => [name, 'the manifest']));
  const ids = new Map<unknown, string>();
  return found.flatMap(({ name, id, folder }) => {
    const [other, same] = [names.get(name), id === undefined ? undefined : ids.get(id)];
    names.set(name, other ?? `'${folder}'`);
    ids.set(id, folder);
    if (other !== undefined) {
      const hint = 'A service has one name in a fleet: rename one, or leave it out.';
      const message = `'${folder}' is service ${name}, which ${other} has already.`;
      return [new UserError('ServiceTwice', message, hint)];
    }
    if (same === undefined) return [];
    const hint = 'One is a copy: take the id out of its ecs-iam.json, and run ecs-iam new there.';
    return [new UserError('IdTwice', `'${folder}' and '${same}' have the id ${id}.`, hint)];
  });
}

function newManifest(found: readonly Imported[], id: string): string {
  const common = found.length > 1 ? commonOf(found) : {};
  const pattern = found.every(({ folder, name }) => folder === folder.replace(/[^/]+$/, name))
    ? [...new Set(found.map(({ folder }) => folder.replace(/[^/]+$/, '<service>')))]
    : [];
  const [folder, ...others] = pattern;
  const shared = folder !== undefined && others.length === 0 ? folder : undefined;
  const services = Object.fromEntries(
    found.map((one) => [
      one.name,
      serviceOf(one, { ...common, ...(shared && { folder: shared }) }),
    ]),
  );
  const body = { ...(shared && { folder: shared }), ...common, services };
  return `${manifestHead(id)}\n${stringify(body, { lineWidth: 0 })}`;
}

/** What a manifest may say once for all of its services. */
interface Common {
  readonly folder?: string;
  readonly presets?: readonly string[];
  readonly environments?: unknown;
  readonly answers?: Readonly<Record<string, unknown>>;
}

function commonOf([first, ...others]: readonly Imported[]): Common {
  if (first === undefined) return {};
  const isShared = (of: (one: Imported) => unknown) =>
    others.every((one) => same(of(one), of(first)));
  const answers = Object.fromEntries(
    Object.entries(first.answers).filter(([key]) => isShared((one) => one.answers[key])),
  );
  return {
    ...(first.presets.length > 0 && isShared((one) => one.presets) && { presets: first.presets }),
    ...environmentsOfMost([first, ...others]),
    ...(Object.keys(answers).length > 0 && { answers }),
  };
}

/**
 * What most have; a service with environments of its own has none of the fleet. Values of one name would
 * be shared, so that those with other values may not have its names.
 */
function environmentsOfMost(found: readonly Imported[]): Common {
  if (found.some(({ environments }) => environments === undefined)) return {};
  const counts = new Map<string, number>();
  for (const { environments } of found) {
    const text = JSON.stringify(environments);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const [[most, times] = ['', 0]] = [...counts].toSorted(([, one], [, other]) => other - one);
  if (times < 2) return {};
  const names = Object.keys(JSON.parse(most));
  const others = found.filter(({ environments }) => JSON.stringify(environments) !== most);
  const isApart = others.every(
    ({ environments: own }) => isObject(own) && !names.some((name) => name in own),
  );
  return isApart ? { environments: JSON.parse(most) } : {};
}

function serviceOf({ id, folder, presets, environments, answers }: Imported, common: Common) {
  const own = Object.fromEntries(
    Object.entries(answers).filter(([key]) => !same(common.answers?.[key], answers[key])),
  );
  return {
    ...(id !== undefined && { id }),
    ...(common.folder === undefined && { folder }),
    ...(presets.length > 0 && common.presets === undefined && { presets }),
    ...(environments !== undefined && !same(common.environments, environments) && { environments }),
    ...(Object.keys(own).length > 0 && { answers: own }),
  };
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Adds services to a manifest; its comments stay. */
function addTo(manifest: TextFile, found: readonly Imported[]): string {
  return editManifest(manifest, (document) => {
    for (const one of found) {
      if (!isMap(document.get('services'))) document.set('services', document.createNode({}));
      document.setIn(['services', one.name], document.createNode(serviceOf(one, {})));
    }
  });
}
