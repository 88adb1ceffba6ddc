import type { Definition } from '../../../iam/definition.ts';
import type { Environment } from '../../../iam/model.ts';
import { PLACEHOLDER_NAMES, type PlaceholderValues } from '../../../iam/placeholders.ts';
import { stackName } from '../../../names.ts';
import { type SourceFile, unreadableAt } from '../../source.ts';
import type { ReadDefinition, ReadRequest } from '../../types.ts';
import { parametersPath, ROLES_PATH, sharedPath } from '../paths.ts';
import { isParameter, parameterName } from '../values.ts';
import { readParameters } from './parameters.ts';
import { readTemplate } from './roles.ts';
import { readShared } from './shared.ts';

/**
 * Reads the definition of an environment from its templates and parameters.
 *
 * @throws UserError `BrokenYaml`, `BrokenJson`, `UnreadableDefinition`, with file and line.
 */
export async function read(request: ReadRequest): Promise<ReadDefinition> {
  const { service, environment, given } = request;
  const { project, roles: made } = service.model;
  if (made.length === 0 && given === undefined && !hasFile(ROLES_PATH, request)) {
    const shared = readShared(sharedFile(request), service, environment);
    const { name, values } = environment;
    return { definition: { project, environment: name, values, roles: [], shared }, places: [] };
  }
  const parameters = readParameters(fileAt(parametersPath(environment.name), request));
  const { roles, places } = readTemplate(given ?? fileAt(ROLES_PATH, request), {
    parameters,
    known: environment.values,
    stackName: stackName(project, environment.name),
    ownIds: made.map(({ id }) => id),
  });
  const definition: Definition = {
    project,
    environment: environment.name,
    values: { ...environment.values, ...valuesIn(parameters) },
    roles,
    shared: readShared(sharedFile(request), service, environment),
  };
  return { definition, places };
}

function hasFile(path: string, { files }: ReadRequest): boolean {
  return files.some((one) => one.path === path);
}

/** A file that has to be there: the template cannot be deployed without it. */
function fileAt(path: string, { files }: ReadRequest): SourceFile {
  const file = files.find((one) => one.path === path);
  if (file !== undefined) return file;
  throw unreadableAt(path, undefined, [
    'The file is not there.',
    'Bring it back from git, or let npx generator-ecs-iam write it.',
  ]);
}

function sharedFile({ files, service, environment }: ReadRequest): SourceFile | undefined {
  const unit = unitOf(service.shared, environment);
  return unit && files.find(({ path }) => path === sharedPath(unit));
}

function unitOf(units: ReadRequest['service']['shared'], { name }: Environment) {
  return units.find(({ environments }) => environments.includes(name));
}

/** Values of placeholders that are parameters, as the file has them; an empty one is none. */
function valuesIn(parameters: Readonly<Record<string, string>>): PlaceholderValues {
  const entries = PLACEHOLDER_NAMES.filter(isParameter).flatMap((placeholder) => {
    const value = parameters[parameterName(placeholder)];
    return value === undefined || value === '' ? [] : [[placeholder, value] as const];
  });
  return Object.fromEntries(entries);
}
