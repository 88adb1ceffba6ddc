import { managedPolicyArn } from '../iam/managed-policy.ts';
import type { Model } from '../iam/model.ts';
import type { FilledString } from '../iam/template-string.ts';
import { inOrder } from './order.ts';
import { leftovers, planOrphans, planRemoval } from './plan-removal.ts';
import { planRole } from './plan-role.ts';
import { planShared } from './plan-shared.ts';
import type {
  Change,
  Findings,
  FoundAccount,
  FoundRole,
  OwnPolicy,
  Plan,
  PlanOptions,
} from './types.ts';

/** Lists what brings an environment of an account to what the model says. Pure. */
export function planModel(
  model: Model<FilledString>,
  found: FoundAccount,
  options: PlanOptions,
): Plan {
  const { project } = model;
  const { environment, adopt, owned } = options;
  const roles = model.roles.map((wanted) =>
    planRole(
      { wanted, role: found.roles.get(wanted.name.toLowerCase()), found, owned: owned(wanted.id) },
      { project, environment, adopt },
    ),
  );
  const wanted = new Set<string>(model.roles.map(({ name }) => name));
  const others = [...options.catalogue.keys()].filter((name) => !wanted.has(name));
  const left = leftovers(found, others, { project, environment }).map((role) =>
    options.prune ? removal(role, found, options) : leftover(role),
  );
  const kept = new Set(ownPolicies(model, found).map(({ arn }) => arn));
  const orphans = planOrphans(
    found,
    options.orphans.filter(({ arn }) => !kept.has(arn)),
    [...roles, ...left].flatMap(({ changes }) => changes),
  );
  const parts = [planShared(model, found, options), ...roles, ...left, changesAlone(orphans)];
  return assemble(parts, {
    project,
    environment,
    account: found.account,
    roles: model.roles.map(({ name }) => name),
  });
}

/** The customer-managed policies that a model makes. */
export function ownPolicies(
  { roles }: Model<FilledString>,
  found: FoundAccount,
): readonly OwnPolicy[] {
  return roles.flatMap((role) =>
    role.managedPolicies.map(({ path, name }) => ({
      owner: role.name,
      arn: managedPolicyArn(found, path, name),
    })),
  );
}

/** Findings that are changes and nothing else. */
export function changesAlone(changes: readonly Change[]): Findings {
  return { changes, foreign: [], blocked: [], notes: [] };
}

/** The steps that delete one role of the catalogue. */
export function removal(role: FoundRole, found: FoundAccount, options: PlanOptions): Findings {
  const owned = options.owned(options.catalogue.get(role.name) ?? '');
  return planRemoval({ role, found, owned, profile: role.name });
}

function leftover({ name }: FoundRole): Findings {
  return {
    changes: [],
    foreign: [],
    blocked: [],
    notes: [
      {
        kind: 'leftover',
        owner: name,
        message: `Role '${name}' is ours and the answers no longer have it. --prune deletes it.`,
      },
    ],
  };
}

/** One plan of several findings, its changes in the order to do them. */
export function assemble(
  parts: readonly Findings[],
  where: Pick<Plan, 'project' | 'environment' | 'account' | 'roles'>,
): Plan {
  return {
    ...where,
    changes: inOrder(parts.flatMap(({ changes }) => changes)),
    foreign: parts.flatMap(({ foreign }) => foreign),
    blocked: parts.flatMap(({ blocked }) => blocked),
    notes: parts.flatMap(({ notes }) => notes),
  };
}
