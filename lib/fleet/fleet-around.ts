import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Manifest, readManifest, type ServiceSpec } from './manifest.ts';
import { FLEET_FILE } from './open-fleet.ts';

/** The manifest above a folder that has this folder as the repo of a service. */
export interface FleetAround {
  /** Absolute. */
  readonly root: string;
  readonly service: ServiceSpec;
  readonly manifest: Manifest;
}

/** The fleet that a repo belongs to; undefined without one, or where its manifest is broken. */
export function fleetAround(folder: string): FleetAround | undefined {
  for (let root = dirname(resolve(folder)); ; root = dirname(root)) {
    const found = serviceIn(root, resolve(folder));
    if (found !== undefined) return { root, ...found };
    if (root === dirname(root)) return undefined;
  }
}

function serviceIn(root: string, folder: string): Omit<FleetAround, 'root'> | undefined {
  const file = join(root, FLEET_FILE);
  if (!existsSync(file)) return undefined;
  try {
    const manifest = readManifest({ name: FLEET_FILE, text: readFileSync(file, 'utf8') });
    const service = manifest.services.find((one) => resolve(root, one.folder) === folder);
    return service && { service, manifest };
  } catch {
    return undefined;
  }
}
