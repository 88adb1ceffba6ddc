import type { DefinedRole } from '../../iam/definition.ts';
import { mapStrings } from '../../iam/map-strings.ts';
import { PLACEHOLDER_NAMES, type PlaceholderValues } from '../../iam/placeholders.ts';
import { substitute } from '../../iam/template-string.ts';
import { derivedFromNames } from '../../names.ts';
import type { Service } from '../../service/types.ts';
import { shellVariable } from '../../shell.ts';
import { unreadableAt } from '../source.ts';
import type { ReadDefinition, ReadRequest } from '../types.ts';
import { environmentPath, SHARED_VARIABLE } from './environment-files.ts';
import { fillVariables } from './fill-variables.ts';
import { readRoleFiles } from './read.ts';
import { readSharedFiles } from './read-shared.ts';
import { readValues, type VariableValues } from './read-values.ts';

/**
 * Reads an environment's definition from its JSON files and its values.
 *
 * @throws UserError `BrokenJson`, `KeyTwice`, `UnreadableDefinition`, with file and line.
 */
export async function readDefinition(request: ReadRequest): Promise<ReadDefinition> {
  const { files, service, environment } = request;
  const values = valuesOf(request);
  const { roles, places } = readRoleFiles(
    files.filter(({ path }) => path.startsWith('iam/roles/')),
    values,
    service.environments.map(({ name }) => name),
    service.model.roles.map(({ id }) => id),
  );
  const { project, serviceLinkedRoles, oidcProviders } = service.model;
  const folder = ['iam/shared', values[SHARED_VARIABLE]].filter(Boolean).join('/');
  const shared = readSharedFiles(
    files.filter(({ path }) => isIn(folder, path)).map((file) => fillVariables(file, values)),
    {
      environment,
      others: service.environments.filter(({ name }) => name !== environment.name).map(withNames),
      repository: values.REPOSITORY,
    },
  );
  return {
    definition: {
      project,
      environment: environment.name,
      values: placeholderValues(environment.values, values),
      roles: inOrder(roles, service),
      shared: {
        serviceLinkedRoles,
        ...shared,
        oidcProviders: mapStrings(oidcProviders, (text) => substitute(text, environment.values)),
      },
    },
    places,
  };

  function withNames(other: ReadRequest['environment']) {
    const derived = derivedFromNames(service.model.project, other.name);
    return { ...other, values: { ...other.values, ...derived } };
  }
}

function isIn(folder: string, path: string): boolean {
  return path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes('/');
}

/** What the file says, and the names and facts that are in no file. */
function valuesOf({ files, service, environment }: ReadRequest): VariableValues {
  const path = environmentPath(environment.name);
  const file = files.find((one) => one.path === path);
  if (file === undefined) {
    throw unreadableAt(path, undefined, [
      'The file with the values of the environment is missing.',
      'Restore it, or generate the repo again.',
    ]);
  }
  const { ownershipId, partition, dnsSuffix } = environment.values;
  const known = { ...derivedFromNames(service.model.project, environment.name) };
  return {
    ...asVariables({
      ...known,
      ...(ownershipId && { ownershipId }),
      ...(partition && { partition }),
      ...(dnsSuffix && { dnsSuffix }),
    }),
    ...readValues(file),
  };
}

function asVariables(values: PlaceholderValues): VariableValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [shellVariable(name as never), value]),
  );
}

/** The known values with those of the file in their place; an empty one is none. */
function placeholderValues(known: PlaceholderValues, written: VariableValues): PlaceholderValues {
  const values = PLACEHOLDER_NAMES.flatMap((name) => {
    const value = written[shellVariable(name)] ?? known[name];
    const keeps = name in known || written[shellVariable(name)] !== undefined;
    return value && keeps ? [[name, value] as const] : [];
  });
  return Object.fromEntries(values);
}

/** The roles of the catalogue in the order of the service, then those that were added. */
function inOrder(roles: readonly DefinedRole[], { model }: Service): readonly DefinedRole[] {
  const ids = model.roles.map(({ id }) => id);
  const place = ({ id }: DefinedRole) => {
    const index = id === undefined ? -1 : ids.indexOf(id);
    return index < 0 ? ids.length : index;
  };
  return [...roles].sort((a, b) => place(a) - place(b));
}
