import { badValue, parseText } from '../answers/parse/basic.ts';
import { parsePlaceholder } from '../answers/parse/placeholders.ts';
import { parseId } from '../answers/parse/roles.ts';
import type { Entry } from '../answers/sources.ts';
import { didYouMean } from '../did-you-mean.ts';
import { shown, throwFaults, UserError } from '../errors.ts';
import type { TextFile } from '../json-text.ts';
import { readYaml } from '../yaml-text.ts';
import { type PlacedAccess, parseAccess } from './access.ts';
import { ownershipId } from './fleet-id.ts';
import { placedReader } from './placed.ts';
import { parseStacksetSettings, type StacksetSettings } from './stackset-settings.ts';

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

/** Where the repo of a service is written, where the manifest does not say. */
export const DEFAULT_FOLDER = '<service>';

/**
 * Reads fleet.yaml.
 *
 * @throws UserError with every fault, each with file and line.
 */
export function readManifest(file: TextFile): Manifest {
  const { value, lineOf } = readYaml(file);
  const { faults, at, object, answers, environments, list } = placedReader(file.name, lineOf);
  const root = object([], value, MANIFEST_KEYS);
  at(['version'], () => {
    if (root.version !== undefined && root.version !== 1) {
      throw badValue(root.version, 'the version 1', 'Update this generator.');
    }
  });
  const id = at(['id'], () => manifestId(root.id)) ?? '';
  const everywhere = environments(['environments'], root.environments);
  const common = answers(['answers'], root.answers);
  const presets = list(['presets'], root.presets);
  const groups = new Map(
    Object.entries(object(['groups'], root.groups)).map(([name, raw]) => {
      const path = ['groups', name];
      const group = object(path, raw, GROUP_KEYS);
      return [
        name,
        {
          presets: list([...path, 'presets'], group.presets),
          folder: group.folder,
          environments: environments([...path, 'environments'], group.environments),
          entries: answers([...path, 'answers'], group.answers),
        },
      ] as const;
    }),
  );
  const services = Object.entries(object(['services'], root.services)).flatMap(
    ([name, raw]): readonly ServiceSpec[] => {
      const path = ['services', name];
      at(path, () => parsePlaceholder('project', name));
      const service = object(path, raw, SERVICE_KEYS);
      const group = at([...path, 'group'], () => groupOf(service.group, groups));
      const own = environments([...path, 'environments'], service.environments);
      const all = own ?? group?.environments ?? everywhere;
      const names = new Set(all?.names);
      const of = (some: typeof own) =>
        (some?.entries ?? []).filter(({ path: [, environment = ''] }) => names.has(environment));
      const folder = at([...path, 'folder'], () =>
        folderOf(service.folder ?? group?.folder ?? root.folder ?? DEFAULT_FOLDER, {
          service: name,
          group: service.group === undefined ? '' : String(service.group),
        }),
      );
      const line = lineOf(path);
      const place = `${file.name}:${line}: services.${name}`;
      const identity = at([...path, 'id'], () => parseId(service.id ?? ownershipId(id, name)));
      return [
        {
          name,
          group: String(service.group ?? ''),
          folder: folder ?? name,
          id: identity ?? '',
          presets: [
            ...presets,
            ...(group?.presets ?? []),
            ...list([...path, 'presets'], service.presets),
          ],
          entries: [
            [
              { path: ['project'], value: name, from: 'answers', at: place },
              { path: ['id'], value: identity, from: 'answers', at: place },
              ...(all === undefined
                ? []
                : [
                    {
                      path: ['environments'],
                      value: all.names,
                      from: 'answers',
                      at: place,
                    } as const,
                  ]),
            ],
            [...answers([...path, 'answers'], service.answers), ...of(own)],
            [...(group?.entries ?? []), ...of(group?.environments)],
            [...common, ...of(everywhere)],
          ],
          line,
        },
      ];
    },
  );
  const folders = new Map<string, string>();
  for (const { name, folder } of services) {
    const other = folders.get(folder.toLowerCase());
    folders.set(folder.toLowerCase(), name);
    if (other === undefined) continue;
    at(['services', name], () => {
      const hint = 'Give one of them another folder, or write <service> in the pattern.';
      throw new UserError(
        'FolderTwice',
        `${other} and ${name} have the folder ${shown(folder)}.`,
        hint,
      );
    });
  }
  if (services.length === 0) {
    at(['services'], () => {
      throw new UserError(
        'NoServices',
        'The fleet has no services.',
        'Add one: services: {shop: {}}.',
      );
    });
  }
  const accounts = new Map(
    Object.entries(object(['accounts'], root.accounts)).flatMap(([account, raw]) => {
      const access = at(['accounts', account], () => parseAccess(account, raw));
      const line = lineOf(['accounts', account]);
      return access === undefined ? [] : [[account, { ...access, line }] as const];
    }),
  );
  const stacksets =
    at(['stacksets'], () => parseStacksetSettings(root.stacksets)) ?? parseStacksetSettings({});
  throwFaults(faults);
  const named = new Set(
    services.flatMap(({ entries: [first = []] }) =>
      first.flatMap(({ path, value: names }) =>
        path[0] === 'environments' && Array.isArray(names) ? names.map(String) : [],
      ),
    ),
  );
  return { id, services, accounts, stacksets, environments: [...named] };
}

function manifestId(raw: unknown): string {
  if (raw === undefined) {
    const hint = 'ecs-iam fleet new writes one; keep it, because roles are known by it.';
    throw new UserError('NoFleetId', 'The fleet has no id.', hint);
  }
  return parseId(raw);
}

function groupOf<Group>(raw: unknown, groups: ReadonlyMap<string, Group>): Group | undefined {
  if (raw === undefined) return undefined;
  const name = parseText(raw, 'the name of a group');
  const group = groups.get(name);
  if (group !== undefined) return group;
  const all = [...groups.keys()];
  const hint = all.length === 0 ? 'There are no groups.' : `There are: ${all.join(', ')}.`;
  const message = `There is no group ${shown(name)}.`;
  throw new UserError('UnknownGroup', message, didYouMean(name, all, hint));
}

function folderOf(
  raw: unknown,
  parts: { readonly service: string; readonly group: string },
): string {
  const pattern = parseText(raw, 'a folder');
  const folder = pattern
    .replaceAll('<service>', parts.service)
    .replaceAll('<group>', parts.group)
    .replace(/\/+/g, '/')
    .replace(/^\.\/|\/$/g, '');
  const plain = folder.split('/').every((one) => one !== '' && one !== '.' && one !== '..');
  if (plain && !/[<>\\:\0]/.test(folder)) return folder;
  const hint = 'As in services/<service>, or <group>/<service>.';
  throw badValue(pattern, "a folder below the manifest's", hint);
}
