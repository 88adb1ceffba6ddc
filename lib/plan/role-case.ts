import { managedPolicyArn } from '../iam/managed-policy.ts';
import type { ModelRole } from '../iam/model.ts';
import type { FilledString } from '../iam/template-string.ts';
import type { FoundAccount, FoundDocument, FoundRole } from './found-account.ts';
import type { OwnedNames } from './ownership.ts';

/** A role to plan the policies of, beside what the account has of it. */
export interface RoleCase {
  readonly wanted: ModelRole<FilledString>;
  readonly role: FoundRole | undefined;
  readonly found: FoundAccount;
  readonly owned: OwnedNames;
}

/** Every document that grants the role something today, as far as it was read. */
export function heldDocuments({ role, found }: RoleCase): readonly FoundDocument[] {
  if (role === undefined) return [];
  const attached = role.attached
    .map((arn) => found.managedPolicies.get(arn)?.document)
    .filter((document) => document !== undefined);
  return [...Object.values(role.inline), ...attached];
}

/** ARNs of the managed policies that the role shall have attached. */
export function wantedArns({ wanted, found }: RoleCase): ReadonlySet<string> {
  return new Set<string>([
    ...wanted.managedPolicyArns,
    ...wanted.managedPolicies.map(({ path, name }) => managedPolicyArn(found, path, name)),
  ]);
}
