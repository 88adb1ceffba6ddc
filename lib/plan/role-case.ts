import type { DefinedRole } from '../iam/definition.ts';
import type { JsonDocument } from '../iam/document.ts';
import { managedPolicyArn } from '../iam/managed-policy.ts';
import type { FilledString } from '../iam/template-string.ts';
import type { FoundAccount, FoundRole } from './found-account.ts';
import type { OwnedNames } from './ownership.ts';

/** A role as it is defined, and as it was found in the account. */
export interface RoleCase {
  readonly wanted: DefinedRole<FilledString>;
  readonly role: FoundRole | undefined;
  readonly found: FoundAccount;
  readonly owned: OwnedNames;
}

/** Every document that grants the role something today, as far as it was read. */
export function heldDocuments({ role, found }: RoleCase): readonly JsonDocument[] {
  if (role === undefined) return [];
  const attached = role.attached
    .map((arn) => found.managedPolicies.get(arn)?.document)
    .filter((document) => document !== undefined);
  return [...Object.values(role.inline), ...attached];
}

/** ARNs of the managed policies that a role shall have attached. */
export function wantedArns(
  wanted: DefinedRole<FilledString>,
  found: FoundAccount,
): ReadonlySet<string> {
  return new Set([...wanted.attachedPolicies, ...madePolicies(wanted, found)]);
}

/** ARNs of the customer-managed policies that are made for a role. */
export function madePolicies(
  { managedPolicies }: DefinedRole<FilledString>,
  found: FoundAccount,
): readonly string[] {
  return managedPolicies.map(({ path, name }) => managedPolicyArn(found, path, name));
}
