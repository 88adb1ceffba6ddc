import { selectedRoles } from '../answers/selected-roles.ts';
import type { Answers } from '../answers/types.ts';
import { ROLES, type RoleId } from '../roles/registry.ts';

/** A role of the catalogue that the answers do not make, and one sentence about it. */
export interface LeftOutRole {
  readonly id: RoleId;
  readonly title: string;
  /** Why one needs it, or why one most likely does not. */
  readonly why: string;
}

/** Lists the roles that the answers leave out, in the catalogue's order. */
export function leftOutRoles(answers: Answers): readonly LeftOutRole[] {
  const made = selectedRoles(answers);
  return ROLES.filter(({ id }) => !made.includes(id)).map(({ id, title, why }) => ({
    id,
    title,
    why,
  }));
}
