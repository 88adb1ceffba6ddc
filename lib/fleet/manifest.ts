import { badValue, isObject, parseText } from '../answers/parse/basic.ts';
import { parsePlaceholder } from '../answers/parse/placeholders.ts';
import type { Entry } from '../answers/sources.ts';
import { didYouMean } from '../did-you-mean.ts';
import { shown, throwFaults, UserError } from '../errors.ts';
import type { TextFile } from '../json-text.ts';
import { type PlacedFault, readYaml } from '../yaml-text.ts';
import { type PlacedAccess, readAccess } from './access.ts';
import { idsTwice, manifestId, ownershipId, serviceId } from './fleet-id.ts';
import { type PlacedReader, placedReader, type Raw } from './placed.ts';
import { DEFAULT_FOLDER, folderClashes, folderOf, parseFolder } from './service-folder.ts';
import { soundServices } from './sound-services.ts';
import { readStacksetSettings, type StacksetSettings } from './stackset-settings.ts';

/** One service of a fleet: what the manifest says of it. */
export interface ServiceSpec {
  /** The project's name. */
  readonly name: string;
  readonly group: string;
  /** From the manifest's folder, with /. */
  readonly folder: string;
  readonly id: string;
  /** As the manifest names them, the later wins. */
  readonly presets: readonly string[];
  /** Raw values, the strongest list first. */
  readonly entries: readonly (readonly Entry[])[];
  /** Line of the manifest. */
  readonly line: number;
}

/** A manifest that was read. */
export interface Manifest {
  readonly id: string;
  readonly services: readonly ServiceSpec[];
  /** Account, or `*` for any other, to how it is reached. */
  readonly accounts: ReadonlyMap<string, PlacedAccess>;
  readonly stacksets: StacksetSettings;
  /** Names of environments, in their order. */
  readonly environments: readonly string[];
}

/** The keys of a manifest, of a group and of a service. */
export const MANIFEST_KEYS = [
  ...['version', 'id', 'presets', 'folder', 'environments', 'accounts', 'answers', 'groups'],
  ...['services', 'stacksets'],
];
const GROUP_KEYS = ['presets', 'folder', 'environments', 'answers'];
const SERVICE_KEYS = ['group', 'id', ...GROUP_KEYS];

/** What a group says, or the fleet for all. */
interface Shared {
  readonly presets: readonly string[];
  readonly folder: string | undefined;
  readonly environments: ReturnType<PlacedReader['environments']>;
  readonly entries: readonly Entry[];
}

/** What else is known when a manifest is read. */
interface ManifestContext {
  /** The id, where the manifest has none. */
  readonly freshId?: string | undefined;
  /** Further faults, which are reported with those of the manifest. */
  readonly moreFaults?: (read: ReadParts) => readonly UserError[];
}

/** What was read of a manifest that may have faults. */
interface ReadParts {
  /** Where each preset is named first. */
  readonly presetPlaces: ReadonlyMap<string, string>;
  readonly hasFaults: boolean;
  /** Those of which nothing that holds for them has a fault. */
  readonly sound: readonly ServiceSpec[];
}

/**
 * Reads fleet.yaml.
 *
 * @throws UserError with every fault, each with file and line.
 */
export function readManifest(
  file: TextFile,
  { freshId, moreFaults = () => [] }: ManifestContext = {},
): Manifest {
  const twice: PlacedFault[] = [];
  const { value, lineOf } = readYaml(file, (fault) => void twice.push(fault));
  const reader = placedReader(file.name, lineOf);
  for (const fault of twice) reader.add(fault);
  const { at, object } = reader;
  const root = object([], value, MANIFEST_KEYS);
  at(['version'], () => {
    if (root.version !== undefined && root.version !== 1) {
      throw badValue(root.version, 'the version 1', 'Update this generator.');
    }
  });
  const id = at(['id'], () => manifestId(root.id === undefined ? freshId : root.id)) ?? '';
  const everywhere = sharedBy(reader, [], root);
  const groups = new Map(
    Object.entries(object(['groups'], root.groups)).map(([name, raw]) => {
      const path = ['groups', name];
      return [name, sharedBy(reader, path, object(path, raw, GROUP_KEYS))] as const;
    }),
  );
  const services = Object.entries(object(['services'], root.services)).map(([name, raw]) =>
    serviceOf({ reader, id, everywhere, groups }, name, {
      raw: object(['services', name], raw, SERVICE_KEYS),
      line: lineOf(['services', name]),
      file: file.name,
    }),
  );
  for (const [name, fault] of [...folderClashes(services), ...idsTwice(services)]) {
    at(['services', name], () => {
      throw fault;
    });
  }
  if (isObject(value ?? {}) && isEmpty(root.services)) {
    at(['services'], () => {
      const hint = 'Add one: services: {shop: {}}.';
      throw new UserError('NoServices', 'The fleet has no services.', hint);
    });
  }
  const accounts = new Map(
    Object.entries(object(['accounts'], root.accounts)).map(([account, raw]) => {
      const line = lineOf(['accounts', account]);
      return [account, { ...readAccess(reader, account, raw), line }] as const;
    }),
  );
  const stacksets = readStacksetSettings(reader, root.stacksets);
  const faults = reader.faults();
  const sound = soundServices(services, reader.faulty());
  const { presetPlaces } = reader;
  throwFaults([...faults, ...moreFaults({ presetPlaces, hasFaults: faults.length > 0, sound })]);
  const environments = new Set(
    services.flatMap(({ entries: [first = []] }) =>
      first.flatMap(({ path, value: names }) =>
        path[0] === 'environments' && Array.isArray(names) ? names.map(String) : [],
      ),
    ),
  );
  return {
    ...{ id, services, accounts, stacksets },
    environments: [...environments],
  };
}

function sharedBy(reader: PlacedReader, path: readonly string[], raw: Raw): Shared {
  const { at, answers, environments, list } = reader;
  return {
    presets: list([...path, 'presets'], raw.presets),
    folder: folderIn(raw, [...path, 'folder'], at),
    environments: environments([...path, 'environments'], raw.environments),
    entries: answers([...path, 'answers'], raw.answers),
  };
}

function folderIn({ folder }: Raw, path: readonly string[], at: PlacedReader['at']) {
  return folder === undefined ? undefined : at(path, () => parseFolder(folder));
}

/** What a service is read with. */
interface Around {
  readonly reader: PlacedReader;
  /** Of the fleet. */
  readonly id: string;
  readonly everywhere: Shared;
  readonly groups: ReadonlyMap<string, Shared>;
}

interface PlacedService {
  readonly raw: Raw;
  readonly line: number;
  readonly file: string;
}

function serviceOf(
  { reader, id: fleetId, everywhere, groups }: Around,
  name: string,
  { raw, line, file }: PlacedService,
): ServiceSpec {
  const { at } = reader;
  const path = ['services', name];
  at(path, () => parsePlaceholder('project', name));
  const group = at([...path, 'group'], () => groupOf(raw.group, groups));
  const own = sharedBy(reader, path, raw);
  const all = own.environments ?? group?.environments ?? everywhere.environments;
  const of = ({ environments }: Shared) =>
    (environments?.entries ?? []).filter(({ path: [, one = ''] }) => all?.all.has(one));
  const groupName = raw.group === undefined ? '' : String(raw.group);
  const pattern = own.folder ?? group?.folder ?? everywhere.folder ?? DEFAULT_FOLDER;
  // A folder that is wrong has been named already.
  const folder = at(path, () => folderOf(pattern, name, groupName)) ?? name;
  const id = at([...path, 'id'], () => serviceId(raw.id ?? ownershipId(fleetId, name))) ?? '';
  const place = `${file}:${line}: services.${name}`;
  const said = { from: 'answers', at: place } as const;
  return {
    ...{ name, group: groupName, folder, id, line },
    presets: [...everywhere.presets, ...(group?.presets ?? []), ...own.presets],
    entries: [
      [
        { path: ['project'], value: name, ...said },
        { path: ['id'], value: id, ...said },
        ...(all === undefined ? [] : [{ path: ['environments'], value: all.names, ...said }]),
      ],
      [...own.entries, ...of(own)],
      group === undefined ? [] : [...group.entries, ...of(group)],
      [...everywhere.entries, ...of(everywhere)],
    ],
  };
}

function isEmpty(services: unknown): boolean {
  return isObject(services ?? {}) && Object.keys(services ?? {}).length === 0;
}

function groupOf(raw: unknown, groups: ReadonlyMap<string, Shared>): Shared | undefined {
  if (raw === undefined) return undefined;
  const name = parseText(raw, 'the name of a group');
  const group = groups.get(name);
  if (group !== undefined) return group;
  const all = [...groups.keys()];
  const hint = all.length === 0 ? 'There are no groups.' : `There are: ${all.join(', ')}.`;
  const message = `There is no group ${shown(name)}.`;
  throw new UserError('UnknownGroup', message, didYouMean(name, all, hint));
}
