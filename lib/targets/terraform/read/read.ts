import { posix } from 'node:path';
import type { ReadDefinition, ReadRequest } from '../../types.ts';
import { sharedFolder } from '../shared-files.ts';
import { readPlan } from './given-plan.ts';
import { placesOf } from './places.ts';
import { rolesOf } from './read-roles.ts';
import { type ReadRoot, readRoot } from './read-root.ts';
import { sharedByAnswers, sharedOf } from './read-shared.ts';

/**
 * Reads the definition of an environment from its root and that of what it shares, or from a plan.
 *
 * @throws UserError `UnreadableDefinition`, `TerraformMissing`.
 */
export async function read(request: ReadRequest): Promise<ReadDefinition> {
  const { service, environment, given } = request;
  const { model } = service;
  const [root, shared] =
    given === undefined
      ? await Promise.all([readRoles(request), readUnit(request)])
      : [readPlan(given, environment), undefined];
  const roles = rolesOf(root.resources, model);
  return {
    definition: {
      project: model.project,
      environment: environment.name,
      values: { ...environment.values, ...root.values },
      roles,
      shared:
        shared === undefined
          ? sharedByAnswers(service, environment)
          : sharedOf(shared.resources, service, environment),
    },
    places: placesOf(root.resources, roles, root.modules),
  };
}

/** The root of the environment; where every role exists already there is none. */
async function readRoles(request: ReadRequest): Promise<ReadRoot> {
  const { service, environment, files } = request;
  const folder = `iam/environments/${environment.name}`;
  const isThere = files.some(({ path }) => posix.dirname(path) === folder);
  if (service.model.roles.length === 0 && !isThere) return NOTHING;
  return readRoot(folder, request);
}

const NOTHING: ReadRoot = { resources: [], modules: [], values: {} };

/** The unit that the environment shares with others; without a folder there is none. */
async function readUnit(request: ReadRequest): Promise<ReadRoot> {
  const { service, environment, files } = request;
  const unit = service.shared.find(({ environments }) => environments.includes(environment.name));
  const folder = sharedFolder(unit ?? {});
  if (!files.some(({ path }) => posix.dirname(path) === folder)) return NOTHING;
  return readRoot(folder, request);
}
