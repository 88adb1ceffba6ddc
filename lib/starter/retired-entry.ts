import type { DefinedRole } from '../iam/definition.ts';
import type { PlaceholderValues } from '../iam/placeholders.ts';
import type { TargetId } from '../targets/ids.ts';

/**
 * What the repo no longer has and the account may still hold: an environment, roles of one that
 * stays, or what an earlier target made and its stack or state owns.
 */
export interface Retired {
  readonly kind: 'environment' | 'role' | 'target';
  readonly project: string;
  readonly environment: string;
  /** The target that it was written for. */
  readonly target: TargetId;
  readonly values: Pick<PlaceholderValues, 'account' | 'partition' | 'region' | 'ownershipId'>;
  readonly roles: readonly RetiredRole[];
  /** The stack with what environments of the same account and Region share, where there was one. */
  readonly sharedStack?: string;
}

/** A role with the names of what is on it: enough to delete it. */
export interface RetiredRole
  extends Pick<DefinedRole, 'id' | 'name' | 'path' | 'attachedPolicies' | 'instanceProfile'> {
  readonly inlinePolicies: readonly string[];
  readonly managedPolicies: readonly Pick<DefinedRole, 'name' | 'path'>[];
}
