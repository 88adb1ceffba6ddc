import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Manifest, readManifest, type ServiceSpec } from './manifest.ts';
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

/** The nearest manifest above a folder, whatever services it has; undefined without one, or a broken one. */
export function manifestAbove(folder: string): Manifest | undefined {
  const above = dirname(resolve(folder));
  if (existsSync(join(above, FLEET_FILE))) return manifestIn(above);
  return above === dirname(above) ? undefined : manifestAbove(above);
}

function serviceIn(root: string, folder: string): ServiceSpec | undefined {
  const found = existsSync(join(root, FLEET_FILE)) ? manifestIn(root) : undefined;
  return found?.services.find((one) => resolve(root, one.folder) === folder);
}

function manifestIn(root: string): Manifest | undefined {
  try {
    const text = readFileSync(join(root, FLEET_FILE), 'utf8');
    return readManifest({ name: FLEET_FILE, text });
  } catch {
    return undefined;
  }
}
