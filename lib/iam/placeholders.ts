import { EXISTING_ROLE_PLACEHOLDERS } from './placeholders/existing-roles.ts';
import { GRANTS_PLACEHOLDERS } from './placeholders/grants.ts';
import type { PlaceholderSpec } from './placeholders/patterns.ts';
import { BUILD_PLACEHOLDERS, PIPELINE_PLACEHOLDERS } from './placeholders/pipeline.ts';
import { CONTAINERS_PLACEHOLDERS, ROLES_PLACEHOLDERS } from './placeholders/roles.ts';
import {
  ACCOUNT_PLACEHOLDERS,
  CROSS_ACCOUNT_PLACEHOLDERS,
  SERVICE_PLACEHOLDERS,
} from './placeholders/service.ts';

/** Every placeholder that a policy or a name can hold. */
export const PLACEHOLDERS = {
  ...ACCOUNT_PLACEHOLDERS,
  ...SERVICE_PLACEHOLDERS,
  ...PIPELINE_PLACEHOLDERS,
  ...BUILD_PLACEHOLDERS,
  ...CONTAINERS_PLACEHOLDERS,
  ...CROSS_ACCOUNT_PLACEHOLDERS,
  ...ROLES_PLACEHOLDERS,
  ...GRANTS_PLACEHOLDERS,
  ...EXISTING_ROLE_PLACEHOLDERS,
} as const satisfies Record<string, PlaceholderSpec>;

/** The name of a placeholder. */
export type Placeholder = keyof typeof PLACEHOLDERS;

/** Values of placeholders; a placeholder that is absent has no value (yet). */
export type PlaceholderValues = { readonly [Name in Placeholder]?: string };

/** Every placeholder's name, in the table's order. */
export const PLACEHOLDER_NAMES = Object.keys(PLACEHOLDERS) as readonly Placeholder[];

/** Gives a placeholder's row with the optional fields visible to the compiler. */
export function placeholderSpec(placeholder: Placeholder): PlaceholderSpec {
  return PLACEHOLDERS[placeholder];
}

/** True for the name of a placeholder. */
export function isPlaceholder(name: string): name is Placeholder {
  return Object.hasOwn(PLACEHOLDERS, name);
}

/** Placeholders that the environment fills; they are no values of a grant. */
export const OF_ENVIRONMENT: readonly string[] = [
  'partition',
  'dnsSuffix',
  'region',
  'account',
  'project',
  'environment',
  'rolePath',
];
