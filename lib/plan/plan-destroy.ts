import type { Model } from '../iam/model.ts';
import type { FilledString } from '../iam/template-string.ts';
import { assemble, changesAlone, ownPolicies, removal } from './plan-model.ts';
import { leftovers, planOrphans } from './plan-removal.ts';
import { planResourcePolicies } from './plan-shared.ts';
import type { Change, Findings, FoundAccount, Note, Plan, PlanOptions } from './types.ts';

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

/** Profiles of the model whose role is gone: an earlier destroy stopped there. */
function emptyProfiles(model: Model<FilledString>, found: FoundAccount): readonly Change[] {
  return model.roles.flatMap((role): readonly Change[] => {
    if (found.roles.get(role.name.toLowerCase())) return [];
    const profile = role.instanceProfile && found.profiles.get(role.instanceProfile.toLowerCase());
    if (!profile || profile.roles.length > 0 || profile.path !== role.settings.path) return [];
    return [
      {
        kind: 'instance-profile',
        owner: role.name,
        item: profile.name,
        widens: false,
        before: profile.path,
        after: undefined,
      },
    ];
  });
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
