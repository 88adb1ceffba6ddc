import { ACCOUNT_PARTS } from './parts/account.ts';
import { BUILD_PARTS } from './parts/build.ts';
import { CONTAINERS_PARTS } from './parts/containers.ts';
import { CROSS_ACCOUNT_PARTS } from './parts/cross-account.ts';
import { GRANTS_PARTS } from './parts/grants.ts';
import { PIPELINE_PARTS } from './parts/pipeline.ts';
import { ROLES_PARTS } from './parts/roles.ts';
import { SERVICE_PARTS } from './parts/service.ts';
import type { PartSpec } from './parts/spec.ts';

/** Every open part that a policy or a name can hold. */
export const PARTS = {
  ...ACCOUNT_PARTS,
  ...SERVICE_PARTS,
  ...PIPELINE_PARTS,
  ...BUILD_PARTS,
  ...CONTAINERS_PARTS,
  ...CROSS_ACCOUNT_PARTS,
  ...ROLES_PARTS,
  ...GRANTS_PARTS,
} as const satisfies Record<string, PartSpec>;

/** The name of an open part. */
export type OpenPart = keyof typeof PARTS;

/** Values of open parts; a part that is absent has no value (yet). */
export type PartValues = { readonly [Part in OpenPart]?: string };

/** Every open part's name, in the table's order. */
export const OPEN_PARTS = Object.keys(PARTS) as readonly OpenPart[];

/** Gives a part's row with the optional fields visible to the compiler. */
export function partSpec(part: OpenPart): PartSpec {
  return PARTS[part];
}

/** True for the name of a part. */
export function isOpenPart(name: string): name is OpenPart {
  return Object.hasOwn(PARTS, name);
}
