import type { FilledDefinition } from '../iam/definition.ts';
import { managedPolicyArn } from '../iam/managed-policy.ts';
import {
  assemble,
  type Change,
  changesAlone,
  type Findings,
  type Note,
  type Plan,
} from './change.ts';
import type { FoundAccount } from './found-account.ts';
import { isOfOtherRepo, type OwnPolicy, ownerOf, type PlanOptions } from './ownership.ts';
import { deleteOwnPolicy, policyName } from './plan-attachments.ts';
import { emptyProfiles } from './plan-profile.ts';
import { ourRoles, planRemoval } from './plan-removal.ts';
import { planResourcePolicies } from './plan-shared.ts';
import { environmentSids, sidOf, statementsOf } from './shared-statements.ts';

/** Lists the changes that delete an environment: our roles, our statements in shared policies. Pure. */
export function planDestroy(
  definition: FilledDefinition,
  found: FoundAccount,
  { catalogue, owned, orphans }: PlanOptions,
): Plan {
  const { project, environment } = definition;
  const defined = new Map(definition.roles.map((role) => [role.name as string, role]));
  const names = new Set([...catalogue.keys(), ...defined.keys()]);
  const roles = ourRoles(found, names, definition).map((role) => {
    const wanted = defined.get(role.name);
    const id = wanted?.id ?? catalogue.get(role.name);
    return planRemoval({ role, found, owned: owned(id), ...(wanted && { wanted }) });
  });
  const removed = roles.flatMap(({ changes }) => changes);
  const policies = planOrphans(found, [...definedPolicies(definition, found), ...orphans], removed);
  const parts: readonly Findings[] = [
    ...roles,
    ...ownStatements(definition, found),
    changesAlone([...emptyProfiles(definition, found), ...policies]),
    { ...changesAlone([]), notes: [...stays(definition), ...notOurs(definition, found, roles)] },
  ];
  return assemble(parts, { project, environment, account: found.account, roles: [] });
}

/** Our statements in shared policies; another repo of this environment has the same Sids, and keeps them. */
function ownStatements(definition: FilledDefinition, found: FoundAccount): readonly Findings[] {
  const isShared = definition.roles.some(({ name }) => {
    const role = found.roles.get(name.toLowerCase());
    return role !== undefined && isOfOtherRepo(role, definition);
  });
  if (isShared) return [];
  return [{ ...changesAlone([]), ...planResourcePolicies([], found, definition) }];
}

/** Defined roles that stay because they are not ours. */
function notOurs(
  definition: FilledDefinition,
  found: FoundAccount,
  removals: readonly Findings[],
): readonly Note[] {
  const handled = new Set(
    removals.flatMap(({ changes, blocked }) => [...changes, ...blocked].map(({ owner }) => owner)),
  );
  return definition.roles
    .filter(({ name }) => !handled.has(name))
    .flatMap(({ name }) => {
      const role = found.roles.get(name.toLowerCase());
      if (role === undefined) return [];
      const message = `Role '${name}' stays, because it is not ours: ${ownerOf(role.tags, definition)}.`;
      return [{ kind: 'stays', owner: name, message }];
    });
}

/** Notes on what is shared and therefore stays. */
function stays(definition: FilledDefinition): readonly Note[] {
  const { serviceLinkedRoles, repository, oidcProviders, resourcePolicies } = definition.shared;
  const note = (owner: string, message: string): Note => ({ kind: 'stays', owner, message });
  return [
    ...serviceLinkedRoles.map((service) =>
      note(service, `The service-linked role for ${service} stays: the whole account shares it.`),
    ),
    ...(repository
      ? [note(repository, `ECR repository ${repository} stays, with its images.`)]
      : []),
    ...oidcProviders.map(({ url }) =>
      note(
        url,
        `The OIDC provider ${url.replace('https://', '')} stays: other roles may trust it.`,
      ),
    ),
    ...resourcePolicies.flatMap(({ kind, owner, document }) => {
      const sids = environmentSids(kind, definition);
      const others = statementsOf(document).filter((one) => !sids.has(sidOf(one)));
      return others.map((one) =>
        note(
          owner,
          `Statement '${sidOf(one)}' in the policy of ${owner} stays: other environments may define it, too.`,
        ),
      );
    }),
  ];
}

/** The customer-managed policies that a definition makes. */
export function definedPolicies(
  { roles }: FilledDefinition,
  where: Pick<FoundAccount, 'account' | 'partition'>,
): readonly OwnPolicy[] {
  return roles.flatMap((role) =>
    role.managedPolicies.map(({ path, name }) => ({
      owner: role.name,
      arn: managedPolicyArn(where, path, name),
    })),
  );
}

/** Deletes policies of ours that no role has, unless a planned change does so already. */
export function planOrphans(
  found: FoundAccount,
  policies: readonly OwnPolicy[],
  planned: readonly Change[],
): readonly Change[] {
  const known = new Set(
    planned.filter(({ kind }) => kind === 'managed-policy').map(({ item }) => item),
  );
  const byArn = new Map(policies.map((policy) => [policy.arn, policy]));
  return [...byArn.values()]
    .filter(({ arn }) => !known.has(policyName(arn)))
    .flatMap(({ owner, arn }) => deleteOwnPolicy(found, owner, { arn, holders: 0 }));
}
