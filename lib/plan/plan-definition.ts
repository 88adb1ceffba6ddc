import type { FilledDefinition } from '../iam/definition.ts';
import { assemble, changesAlone, type Findings, type Plan } from './change.ts';
import type { FoundAccount, FoundRole } from './found-account.ts';
import type { PlanOptions } from './ownership.ts';
import { definedPolicies, planOrphans } from './plan-destroy.ts';
import { ourRoles, planRemoval } from './plan-removal.ts';
import { planRole } from './plan-role.ts';
import { planShared } from './plan-shared.ts';

/** Lists the changes that bring an environment of an account to its definition. Pure. */
export function planDefinition(
  definition: FilledDefinition,
  found: FoundAccount,
  options: PlanOptions,
): Plan {
  const { project, environment } = definition;
  const roles = definition.roles.map((wanted) =>
    planRole(
      {
        wanted,
        role: found.roles.get(wanted.name.toLowerCase()),
        found,
        owned: options.owned(wanted.id),
      },
      definition,
      options.adopt,
    ),
  );
  const left = leftRoles(definition, found, options);
  const defined = new Set(definedPolicies(definition, found).map(({ arn }) => arn));
  const orphans = planOrphans(
    found,
    options.orphans.filter(({ arn }) => !defined.has(arn)),
    [...roles, ...left].flatMap(({ changes }) => changes),
  );
  const shared = planShared(definition, found, options.lifecycle);
  return assemble([shared, ...roles, ...left, changesAlone(orphans)], {
    project,
    environment,
    account: found.account,
    roles: definition.roles.map(({ name }) => name),
  });
}

/** Roles of ours that are no longer defined: reported, or deleted with --prune. */
function leftRoles(
  definition: FilledDefinition,
  found: FoundAccount,
  { catalogue, owned, prune }: PlanOptions,
): readonly Findings[] {
  const defined = new Set<string>(definition.roles.map(({ name }) => name));
  const others = [...catalogue.keys()].filter((name) => !defined.has(name));
  return ourRoles(found, others, definition).map((role) =>
    prune ? planRemoval({ role, found, owned: owned(catalogue.get(role.name)) }) : leftover(role),
  );
}

function leftover({ name }: FoundRole): Findings {
  const message = `Role '${name}' is ours and no longer defined; apply --prune deletes it.`;
  return { ...changesAlone([]), notes: [{ kind: 'leftover', owner: name, message }] };
}
