import { basename, dirname, resolve } from 'node:path';
import { attempt, parseItems } from '../answers/parse/basic.ts';
import { NO_CHANGE, notThere } from '../change/types.ts';
import { shown, throwFaults, UserError } from '../errors.ts';
import { changePresets } from '../fleet/change-answers.ts';
import { readManifest, type ServiceSpec } from '../fleet/manifest.ts';
import { manifestText, selectServices } from '../fleet/open-fleet.ts';
import { type PresetList, presetLists } from '../fleet/preset-lists.ts';
import type { TextFile } from '../json-text.ts';
import { findPreset } from '../preset/references.ts';
import type { ChangedFleet, ChangedService, FleetWords } from './change-fleet-report.ts';
import { checkFlags } from './change-request.ts';
import type { Invocation } from './invocation.ts';

/** A manifest whose presets are to change, and for whom. */
interface PresetsOf {
  readonly file: TextFile;
  /** The folder of the manifest. */
  readonly root: string;
  /** Where the words that name presets begin. */
  readonly from: string;
  readonly services: readonly ServiceSpec[];
  /** Those that change. */
  readonly only: readonly ServiceSpec[];
  /** As they were named. */
  readonly patterns: readonly string[];
}

/**
 * Adds presets to services of a fleet, or removes them. `*` alone stands for the list of the fleet,
 * `group:NAME` alone for that of the group, anything else for those of the services.
 *
 * @throws UserError `PresetNotFound`, `NotThere`, `OfFleet` for a preset that other services have too.
 */
export function changeFleetPresets(
  { verb, kind, words }: FleetWords,
  name: string,
  { line: { flags }, from }: Invocation,
): ChangedFleet {
  checkFlags(kind, flags);
  if (flags.set !== undefined) {
    const hint = 'Write ecs-iam add value NAME=VALUE --only PATTERN before it.';
    throw new UserError('BadFlag', '--set does not go with the presets of a fleet.', hint);
  }
  const path = resolve(from, name);
  const file = { name: basename(path), text: manifestText(path, name) };
  const { services } = readManifest(file);
  const only = selectServices(services, flags.only);
  const patterns = (flags.only ?? []).flatMap((text) => text.split(','));
  const fleet = { file, root: dirname(path), from, services, only, patterns };
  const lists = presetLists(file, services);
  const changed = new Map<PresetList, readonly string[]>();
  const names = [...new Set(words.flatMap(parseItems).map(String))];
  const change = verb === 'add' ? added : removed;
  const found = change(names, { fleet, lists, changed });
  const edits = [...changed].map(([list, presets]) => ({ path: list.path, presets }));
  return {
    fleet: { file: file.name, services },
    found,
    text: changePresets(file, edits),
    notes: [...changed.keys()].flatMap(noteOf),
  };
}

interface Changing {
  readonly fleet: PresetsOf;
  readonly lists: readonly PresetList[];
  /** The lists that change, as they are then. */
  readonly changed: Map<PresetList, readonly string[]>;
}

function added(
  names: readonly string[],
  { fleet, lists, changed }: Changing,
): readonly ChangedService[] {
  const { from, root, only, patterns } = fleet;
  const references = names.map((name) => findPreset(name, from, root).reference);
  const lacks = ({ presets }: ServiceSpec, one: string) =>
    !presets.some((other) => isSame(other, one, root));
  const [pattern = '', ...others] = patterns;
  const shared = others.length > 0 ? undefined : lists.find((one) => isFor(one, pattern));
  for (const one of references) {
    const lacking = only.filter((spec) => lacks(spec, one));
    const isShared = shared !== undefined && lacking.length === shared.of.length;
    const targets = isShared
      ? [shared]
      : lists.filter(({ path: [first], of: [spec] }) => {
          return first === 'services' && spec !== undefined && lacking.includes(spec);
        });
    for (const list of targets) changed.set(list, [...(changed.get(list) ?? list.presets), one]);
  }
  return only.map((spec) => ({
    spec,
    change: {
      ...NO_CHANGE,
      done: references.filter((one) => lacks(spec, one)),
      already: references.filter((one) => !lacks(spec, one)),
    },
  }));
}

/** True where a pattern names the list of the fleet or of a group. */
function isFor({ path: [first, name] }: PresetList, pattern: string): boolean {
  return first === 'presets' ? pattern === '*' : first === 'groups' && pattern === `group:${name}`;
}

function removed(
  names: readonly string[],
  { fleet, lists, changed }: Changing,
): readonly ChangedService[] {
  const { from, root, only, file } = fleet;
  const faults: UserError[] = [];
  const done = new Map<ServiceSpec, string[]>();
  for (const name of names) {
    const reference = attempt(() => findPreset(name, from, root).reference, [])?.value ?? name;
    const isIt = (one: string) => [name, `./${name}`].includes(one) || isSame(one, reference, root);
    const having = lists.filter(
      ({ presets, of }) => presets.some(isIt) && of.some((spec) => only.includes(spec)),
    );
    if (having.length === 0) {
      const all = [...new Set(only.flatMap(({ presets }) => presets))];
      faults.push(notThere('preset', shown(name), all));
    }
    for (const list of having) {
      const { presets, of } = list;
      if (of.some((spec) => !only.includes(spec))) faults.push(ofOthers(list, name, file.name));
      changed.set(
        list,
        (changed.get(list) ?? presets).filter((one) => !isIt(one)),
      );
      for (const spec of of) {
        done.set(spec, [...new Set([...(done.get(spec) ?? []), ...presets.filter(isIt)])]);
      }
    }
  }
  throwFaults(faults);
  return [...done].map(([spec, gone]) => ({ spec, change: { ...NO_CHANGE, done: gone } }));
}

/** Two references to one file; one that is not there is itself alone. */
function isSame(one: string, other: string, root: string): boolean {
  const fileOf = (text: string) => attempt(() => findPreset(text, root, root).file, [])?.value;
  return one === other || (fileOf(one) !== undefined && fileOf(one) === fileOf(other));
}

function ofOthers({ path, line }: PresetList, name: string, file: string): UserError {
  const [first, group] = path;
  const whose = first === 'groups' ? `group ${group}` : 'the fleet';
  const message = `${file}:${line}: Preset ${shown(name)} is in the list of ${whose}, which other services have too.`;
  const only = first === 'groups' ? `group:${group}` : "'*'";
  return new UserError('OfFleet', message, `Write --only ${only} to take it from all of them.`);
}

function noteOf({ path: [first, name] }: PresetList): readonly string[] {
  if (first === 'services') return [];
  const whose = first === 'groups' ? `group ${name}` : 'the fleet';
  return [`This is the list of ${whose}, so it holds for services that come later, too.`];
}
