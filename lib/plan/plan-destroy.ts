import type { Model } from '../iam/model.ts';
import type { FilledString } from '../iam/template-string.ts';
import {
  assemble,
  type Change,
  changesAlone,
  type Findings,
  type Note,
  type Plan,
} from './change.ts';
import type { FoundAccount, FoundRole } from './found-account.ts';
import {
  isOurs,
  isOwnAttachment,
  type OwnedNames,
  type OwnPolicy,
  ownPolicies,
  ownPolicyName,
  type PlanOptions,
} from './ownership.ts';
import { deleteOwnPolicy, detachment, policyName } from './plan-attachments.ts';
import { emptyProfiles, removeProfiles } from './plan-profile.ts';
import { planResourcePolicies } from './plan-shared.ts';

/** Lists what deletes an environment: roles of ours, our statements in shared policies. Pure. */
export function planDestroy(
  model: Model<FilledString>,
  found: FoundAccount,
  options: PlanOptions,
): Plan {
  const where = { project: model.project, environment: options.environment };
  const names = new Set([...options.catalogue.keys(), ...model.roles.map(({ name }) => name)]);
  const roles = leftovers(found, names, where).map((role) => removal(role, found, options));
  const shared = planResourcePolicies([], found, where);
  const removed = roles.flatMap(({ changes }) => changes);
  const policies = [...ownPolicies(model, found), ...options.orphans];
  const parts: readonly Findings[] = [
    ...roles,
    { ...changesAlone([]), ...shared },
    changesAlone([...emptyProfiles(model, found), ...planOrphans(found, policies, removed)]),
    { ...changesAlone([]), notes: [...stays(model), ...notOurs(model, found, roles)] },
  ];
  return assemble(parts, { ...where, account: found.account, roles: [] });
}

/** Roles of the model's names that stay because they are not ours. */
function notOurs(
  model: Model<FilledString>,
  found: FoundAccount,
  removals: readonly Findings[],
): readonly Note[] {
  const handled = new Set(
    removals.flatMap(({ changes, blocked }) => [...changes, ...blocked].map(({ owner }) => owner)),
  );
  return model.roles
    .filter(({ name }) => found.roles.get(name.toLowerCase()) && !handled.has(name))
    .map(({ name }) => ({
      kind: 'stays',
      owner: name,
      message: `Role '${name}' does not carry our tags: it stays.`,
    }));
}

function stays(model: Model<FilledString>): readonly Note[] {
  const note = (owner: string, message: string): Note => ({ kind: 'stays', owner, message });
  return [
    ...model.serviceLinkedRoles.map((service) =>
      note(service, `The service-linked role for ${service} stays: the whole account shares it.`),
    ),
    ...(model.repository
      ? [note(model.repository, `ECR repository ${model.repository} stays, with its images.`)]
      : []),
    ...model.oidcProviders.map(({ url }) =>
      note(
        url,
        `The OIDC provider ${url.replace('https://', '')} stays: other roles may trust it.`,
      ),
    ),
  ];
}

/** The steps that delete one role of the catalogue. */
export function removal(role: FoundRole, found: FoundAccount, options: PlanOptions): Findings {
  const owned = options.owned(options.catalogue.get(role.name) ?? '');
  return planRemoval({ role, found, owned, profile: role.name });
}

/** A role to delete with all that belongs to it. */
interface RemovalCase {
  readonly role: FoundRole;
  readonly found: FoundAccount;
  readonly owned: OwnedNames;
  /** The catalogue's name for the role's instance profile. */
  readonly profile: string;
}

/**
 * Lists the steps that delete one role of ours: out of its profiles, policies off, the role, our
 * managed policies. A foreign inline policy would be lost, so it blocks.
 */
function planRemoval(one: RemovalCase): Findings {
  const { role, found, owned, profile } = one;
  const foreign = Object.keys(role.inline).filter((name) => !owned.inline.has(name));
  if (foreign.length > 0) return blockedBy(role.name, foreign);
  const unknownEnvironments = role.attached.filter(
    (arn) => !isOwnAttachment(arn, role.name, owned),
  );
  return {
    changes: [
      ...removeProfiles(role, profile, found),
      ...role.attached.map((arn) => detachment(role.name, arn)),
      ...Object.entries(role.inline).map(
        ([item, before]): Change => ({
          kind: 'inline-policy',
          owner: role.name,
          item,
          widens: false,
          before,
          after: undefined,
        }),
      ),
      deleteRole(role),
      ...role.attached
        .filter((arn) => ownPolicyName(arn, role.name, owned) !== undefined)
        .flatMap((arn) => deleteOwnPolicy(found, role.name, { arn, holders: 1 })),
    ],
    foreign: [],
    blocked: [],
    notes: unknownEnvironments.map((arn) => ({
      kind: 'stays',
      owner: role.name,
      message: `Policy ${arn} is not ours: it is detached and stays.`,
    })),
  };
}

function blockedBy(owner: string, names: readonly string[]): Findings {
  const list = names.map((name) => `'${name}'`).join(', ');
  return {
    changes: [],
    foreign: names.map((item) => ({ owner, kind: 'inline-policy', item })),
    blocked: [
      {
        kind: 'foreign-policy',
        owner,
        message: `Role '${owner}' stays: it holds an inline policy that is not ours (${list}), which would be lost with it.`,
        hint: 'Save and delete that policy, then run destroy again.',
      },
    ],
    notes: [],
  };
}

function deleteRole(role: FoundRole): Change {
  const { path, description, maxSessionDuration, boundary, tags, trust } = role;
  return {
    kind: 'role',
    owner: role.name,
    item: role.name,
    widens: false,
    before: { path, description, maxSessionDuration, boundary, tags, trust },
    after: undefined,
  };
}

/** Deletes policies of ours that no role has, unless a change does so already. */
export function planOrphans(
  found: FoundAccount,
  policies: readonly OwnPolicy[],
  planned: readonly Change[],
): readonly Change[] {
  const known = new Set(
    planned.filter(({ kind }) => kind === 'managed-policy').map(({ item }) => item),
  );
  const orphans = policies.filter(({ arn }) => !known.has(policyName(arn)));
  return unique(orphans).flatMap(({ owner, arn }) =>
    deleteOwnPolicy(found, owner, { arn, holders: 0 }),
  );
}

function unique(policies: readonly OwnPolicy[]): readonly OwnPolicy[] {
  return [...new Map(policies.map((policy) => [policy.arn, policy])).values()];
}

/** Roles of ours among the catalogue's names that are not wanted. */
export function leftovers(
  found: FoundAccount,
  names: Iterable<string>,
  owner: { readonly project: string; readonly environment: string },
): readonly FoundRole[] {
  return [...names].flatMap((name) => {
    const role = found.roles.get(name.toLowerCase());
    return role && isOurs(role, owner.project, owner.environment) ? [role] : [];
  });
}
