import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ANSWERS_FILE } from '../../answers/answers-file-name.ts';
import { UserError } from '../../errors.ts';
import type { ServiceSpec } from '../../fleet/manifest.ts';
import { namedEnvironments } from '../../fleet/named-environments.ts';
import type { Fleet } from '../../fleet/open-fleet.ts';
import { type DefinedEnvironment, loadRepo } from '../load-repo.ts';
import { withEarlier } from '../retired.ts';

/** One environment of one service: what is planned and applied by itself. */
export interface Unit {
  readonly spec: ServiceSpec;
  /** The repo. Absolute. */
  readonly root: string;
  readonly environment: DefinedEnvironment;
}

/** A service whose repo cannot be worked on. */
export interface BrokenService {
  readonly spec: ServiceSpec;
  readonly error: unknown;
}

/** The units of services, and those whose repo cannot be worked on. */
export interface LoadedFleet {
  readonly units: readonly Unit[];
  readonly broken: readonly BrokenService[];
}

/** Reads the repos of services, as their files define them; a broken one stops none of the others. */
export async function loadUnits(
  fleet: Fleet,
  services: readonly ServiceSpec[],
  isStopped: () => boolean,
): Promise<LoadedFleet> {
  const units: Unit[] = [];
  const broken: BrokenService[] = [];
  for (const spec of services) {
    if (isStopped()) break;
    const root = join(fleet.root, spec.folder);
    try {
      for (const environment of await definedIn(spec, root)) {
        units.push({ spec, root, environment });
      }
    } catch (error) {
      broken.push({ spec, error });
    }
    // Calls under way are answered, and Ctrl-C is heard, between two services.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { units, broken };
}

async function definedIn(
  { name, id, folder, line }: ServiceSpec,
  root: string,
): Promise<readonly DefinedEnvironment[]> {
  if (!existsSync(join(root, ANSWERS_FILE))) {
    const hint = `ecs-iam fleet new --only ${name} writes it.`;
    throw new UserError('NoRepo', `There is no repo in '${folder}' yet.`, hint);
  }
  const loaded = await loadRepo(root);
  const { answers } = loaded.service;
  if (answers.project !== name || answers.id !== id) {
    throw new UserError(
      'OtherRepo',
      `The repo in '${folder}' is ${answers.project} with the id ${answers.id}, and the service (line ${line}) is ${name} with ${id}.`,
      `If it is this service, write its name and id: ${answers.id} under services.`,
    );
  }
  return withEarlier(root, loaded).environments;
}

/**
 * Keeps the units of the environments that --environment names, with commas; absent, or `all`, is
 * every one.
 *
 * @throws UserError `UnknownEnvironment`.
 */
export function inEnvironments(
  { environments }: Fleet,
  { units, broken }: LoadedFleet,
  text: string | undefined,
): readonly Unit[] {
  const found = units.map(({ environment }) => environment.name);
  const known = { declared: environments, found, isPart: broken.length > 0 };
  const names = namedEnvironments(text, known);
  if (names === undefined) return units;
  return units.filter(({ environment }) => names.includes(environment.name));
}
