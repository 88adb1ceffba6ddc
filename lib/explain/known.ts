import { isRoleId, roleById } from '../roles/registry.ts';
import type { Role } from '../roles/types.ts';

/** Where a statement comes from. */
export type Origin =
  /** The generator writes it so. */
  | 'generated'
  /** The generator writes it, and it was changed in this repo. */
  | 'edited'
  /** Its owner wrote it. */
  | 'own';

/** A statement to explain, from the catalogue or from a repo. */
export interface KnownStatement {
  /** Id of the role, else its name. */
  readonly role: string;
  /** Name of its policy; the trust policy has none. */
  readonly policy?: string;
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** The services, accounts or providers of a trust statement. */
  readonly principals?: readonly string[];
  readonly conditions: readonly KnownCondition[];
  readonly origin: Origin;
  /** What calls it, where it is known. */
  readonly why?: string;
  /** The option of the role or the grant that it belongs to. */
  readonly option?: string;
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
}

export interface KnownCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A role to explain. */
export interface KnownRole {
  /** Absent for a role that the catalogue does not have. */
  readonly id?: string;
  /** In the account; with placeholders where it is not known. */
  readonly name: string;
  readonly arn: string;
  readonly trust: readonly KnownStatement[];
  readonly statements: readonly KnownStatement[];
  /** ARNs of policies whose documents are not at hand. */
  readonly withoutDocument: readonly string[];
  /** What the team's preset says of it, where it is the preset's. */
  readonly own?: Role;
}

/** All that there is to explain. */
export interface KnownRoles {
  readonly roles: readonly KnownRole[];
  /** Absent outside of a repo. */
  readonly environment?: string;
  readonly account: string;
}

/** Conditions as a list, from a document or from the catalogue. */
export function conditionList(
  conditions: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined,
): readonly KnownCondition[] {
  return Object.entries(conditions ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({
      operator,
      key,
      values: [values].flat().map(String),
    })),
  );
}

/** What is written of a role, in the catalogue or in a preset; undefined for its owner's own. */
export function entryOf({ id, own }: Pick<KnownRole, 'id' | 'own'>): Role | undefined {
  return id !== undefined && isRoleId(id) ? roleById(id) : own;
}
