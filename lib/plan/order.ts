import type { Change, ChangeKind } from './types.ts';

/**
 * The order of steps that make or widen (IAM User Guide: a thing exists before another names it),
 * then of those that take away. Put before take away: across a replacement nobody is without.
 */
const MAKING: readonly ChangeKind[] = [
  'service-linked-role',
  'oidc-provider',
  'boundary',
  'managed-policy',
  'role',
  'role-settings',
  'tags',
  'trust-policy',
  'inline-policy',
  'attached-policy',
  'instance-profile',
  'profile-role',
  'repository',
  'repository-lifecycle',
  'resource-policy',
];
const TAKING: readonly ChangeKind[] = [
  'resource-policy',
  'boundary',
  'profile-role',
  'instance-profile',
  'attached-policy',
  'inline-policy',
  'role',
  'managed-policy',
];

/** Puts changes into the order to do them; those of one kind stay as they came. */
export function inOrder(changes: readonly Change[]): readonly Change[] {
  return changes.toSorted((a, b) => rank(a) - rank(b));
}

function rank({ kind, after }: Change): number {
  return after === undefined ? MAKING.length + TAKING.indexOf(kind) : MAKING.indexOf(kind);
}
