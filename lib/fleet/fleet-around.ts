import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readManifest, type ServiceSpec } from './manifest.ts';
import { FLEET_FILE } from './open-fleet.ts';

/** The manifest above a folder that has this folder as the repo of a service. */
export interface FleetAround {
  /** Absolute. */
  readonly root: string;
  readonly service: ServiceSpec;
}

/** The fleet that a repo belongs to; undefined without one, or where its manifest is broken. */
export function fleetAround(folder: string): FleetAround | undefined {
  for (let root = dirname(resolve(folder)); ; root = dirname(root)) {
    const service = serviceIn(root, resolve(folder));
    if (service !== undefined) return { root, service };
    if (root === dirname(root)) return undefined;
  }
}

function serviceIn(root: string, folder: string): ServiceSpec | undefined {
  const file = join(root, FLEET_FILE);
  if (!existsSync(file)) return undefined;
  try {
    const { services } = readManifest({ name: FLEET_FILE, text: readFileSync(file, 'utf8') });
    return services.find((one) => resolve(root, one.folder) === folder);
  } catch {
    return undefined;
  }
}
