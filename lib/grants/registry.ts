import { CACHE_GRANTS } from './caches.ts';
import { CONFIGURATION_GRANTS } from './configuration.ts';
import { MESSAGING_GRANTS, STREAMING_GRANTS } from './messaging.ts';
import { OBSERVABILITY_GRANTS } from './observability.ts';
import { RUNTIME_GRANTS } from './runtime.ts';
import { STORAGE_GRANTS } from './storage.ts';

import type { GrantPreset } from './types.ts';

/** The ready-made permissions of an application; each becomes a policy of the task role. */
export const GRANTS = [
  ...STORAGE_GRANTS,
  ...CACHE_GRANTS,
  ...MESSAGING_GRANTS,
  ...STREAMING_GRANTS,
  ...CONFIGURATION_GRANTS,
  ...OBSERVABILITY_GRANTS,
  ...RUNTIME_GRANTS,
] as const satisfies readonly GrantPreset[];

/** The name of a preset. */
export type GrantId = (typeof GRANTS)[number]['id'];

/** Gives the preset of an id. */
export function grantById(id: GrantId): GrantPreset {
  const preset = GRANTS.find((candidate) => candidate.id === id);
  if (preset === undefined) throw new Error(`No grant '${id}'.`);
  return preset;
}

/** True for the name of a preset. */
export function isGrantId(id: string): id is GrantId {
  return GRANTS.some((preset) => preset.id === id);
}
