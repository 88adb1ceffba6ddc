import { type Takeover, takeovers } from '../adopt/takeover.ts';
import { definitionOf, fillDefinition } from '../definition/definition-of.ts';
import { UserError } from '../errors.ts';
import type { FilledDefinition } from '../iam/definition.ts';
import type { Environment } from '../iam/model.ts';
import { modelIn } from '../iam/where.ts';
import { readAccount } from '../live/read-account.ts';
import type { Plan } from '../plan/change.ts';
import type { FoundAccount } from '../plan/found-account.ts';
import { isOurs } from '../plan/ownership.ts';
import { planDefinition } from '../plan/plan-definition.ts';
import { definedPolicies } from '../plan/plan-destroy.ts';
import type { Service } from '../service/types.ts';
import { planOptions } from './make-plan.ts';
import type { OpenAccount } from './open-account.ts';

/** What an account has of the roles of an environment. */
export interface AdoptedEnvironment {
  readonly environment: Environment;
  /** The roles that exist and are not ours. */
  readonly taken: readonly Takeover[];
  /** What their documents would become. */
  readonly plan: Plan;
  /** Some role of the environment is ours already. */
  readonly hasOwn: boolean;
}

/**
 * Reads the roles of an environment and plans what would become of those that are not ours; `named`
 * are the ids of roles that have to exist.
 *
 * @throws UserError `RoleMissing`, `Blocked`.
 */
export async function readAdopted(
  service: Service,
  { environment, named }: { environment: Environment; named: readonly string[] },
  account: OpenAccount,
): Promise<AdoptedEnvironment> {
  const facts = account.factsFor(environment);
  const filled = fillDefinition(definitionOf(service.model, environment), facts);
  const found = await readAccount(account.port, {
    account: facts.account,
    partition: facts.partition,
    roles: filled.roles.map(({ name }) => name),
    managedPolicies: definedPolicies(filled, facts).map(({ arn }) => arn),
    profiles: filled.roles.flatMap(({ instanceProfile }) => instanceProfile ?? []),
    serviceLinkedRoles: [],
    oidcProviders: [],
    beforeRemoval: false,
  });
  checkThere(filled, found, named);
  const taken = takeovers(filled, modelIn(service.model, environment), found);
  const definition: FilledDefinition = {
    ...filled,
    roles: taken.map(({ wanted }) => wanted),
    shared: { serviceLinkedRoles: [], resourcePolicies: [], oidcProviders: [] },
  };
  const options = planOptions({
    definition: definitionOf(service.model, environment),
    facts,
    verb: 'apply',
    adopt: true,
    prune: false,
    findLeftovers: false,
    unfinished: [],
  });
  const plan = planDefinition(definition, found, { ...options, catalogue: new Map() });
  if (plan.blocked.length > 0) throw blocked(plan);
  const hasOwn = filled.roles.some(({ name }) => {
    const role = found.roles.get(name.toLowerCase());
    return role !== undefined && isOurs(role, filled);
  });
  return { environment, taken, plan, hasOwn };
}

function checkThere(
  { roles, environment }: FilledDefinition,
  found: FoundAccount,
  named: readonly string[],
): void {
  const missing = roles.filter(
    ({ id = '', name }) => named.includes(id) && found.roles.get(name.toLowerCase()) === undefined,
  );
  const elsewhere = roles.flatMap(({ id = '', name, path }) => {
    const role = found.roles.get(name.toLowerCase());
    return role !== undefined && named.includes(id) && role.path !== path ? [{ id, role }] : [];
  });
  const [first] = elsewhere;
  if (first !== undefined) {
    throw new UserError(
      'RoleMissing',
      `Role '${first.role.name}' of environment ${environment} stands at path ${first.role.path}, not where its ARN says; nothing was changed.`,
      `Correct the ARN: npx generator-ecs-iam --existing-role ${first.id}=${first.role.arn}`,
    );
  }
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => `'${name}'`).join(', ');
  throw new UserError(
    'RoleMissing',
    `Account ${found.account} has no role ${names}, which environment ${environment} is said to use; nothing was changed.`,
    'Correct its ARN with --existing-role, or leave it out: the role is then made.',
  );
}

function blocked({ blocked: list }: Plan): UserError {
  return new UserError(
    'Blocked',
    `Nothing was changed. ${list.map(({ message }) => message).join('\n')}`,
    [...new Set(list.map(({ hint }) => hint))].join('\n'),
  );
}
