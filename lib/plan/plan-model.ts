import type { Model } from '../iam/model.ts';
import type { FilledString } from '../iam/template-string.ts';
import { assemble, changesAlone, type Findings, type Plan } from './change.ts';
import type { FoundAccount, FoundRole } from './found-account.ts';
import { ownPolicies, type PlanOptions } from './ownership.ts';
import { leftovers, planOrphans, removal } from './plan-destroy.ts';
import { planRole } from './plan-role.ts';
import { planShared } from './plan-shared.ts';

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
