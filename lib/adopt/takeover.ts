import type { DefinedRole, FilledDefinition } from '../iam/definition.ts';
import { managedPolicyArn } from '../iam/managed-policy.ts';
import type { Model, ModelRole } from '../iam/model.ts';
import type { FilledString } from '../iam/template-string.ts';
import type { FoundAccount, FoundProfile, FoundRole } from '../plan/found-account.ts';
import { isOurs } from '../plan/ownership.ts';

/** A role that exists and shall be ours: as it is defined, and as the account has it. */
export interface Takeover {
  readonly role: ModelRole;
  readonly wanted: DefinedRole<FilledString>;
  readonly found: FoundRole;
  /** The customer managed policies among ours that exist. */
  readonly policies: readonly TakenPolicy[];
  /** The instance profile among ours that exists. */
  readonly profile: FoundProfile | undefined;
}

/** A customer managed policy that exists and shall be ours. */
export interface TakenPolicy {
  /** The named policy that it holds, such as `TaskExecution`. */
  readonly policy: string;
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly document: unknown;
  /** The role has it. */
  readonly isAttached: boolean;
}

/** The roles of a definition that exist and are not ours; `model` is the part of the environment. */
export function takeovers(
  definition: FilledDefinition,
  model: Model,
  account: FoundAccount,
): readonly Takeover[] {
  return definition.roles.flatMap((wanted) => {
    const found = account.roles.get(wanted.name.toLowerCase());
    const role = model.roles.find(({ id }) => id === wanted.id);
    if (found === undefined || role === undefined || isOurs(found, definition)) return [];
    return [
      {
        role,
        wanted,
        found,
        policies: takenPolicies({ role, wanted, found }, account),
        profile: takenProfile(wanted, account),
      },
    ];
  });
}

function takenPolicies(
  { role, wanted, found }: Pick<Takeover, 'role' | 'wanted' | 'found'>,
  account: FoundAccount,
): readonly TakenPolicy[] {
  return wanted.managedPolicies.flatMap(({ name, path }) => {
    const arn = managedPolicyArn(account, path, name);
    const there = account.managedPolicies.get(arn);
    const policy = role.managedPolicies.find((one) => name === `${wanted.name}-${one.policy}`);
    if (there === undefined || policy === undefined) return [];
    const isAttached = found.attached.includes(arn);
    return [{ policy: policy.policy, name, path, arn, document: there.document, isAttached }];
  });
}

function takenProfile(
  { instanceProfile, path }: DefinedRole<FilledString>,
  { profiles }: FoundAccount,
): FoundProfile | undefined {
  const profile = profiles.get(instanceProfile?.toLowerCase() ?? '');
  return profile?.path === path ? profile : undefined;
}
