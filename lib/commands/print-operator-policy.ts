import { writeFileSync } from 'node:fs';
import { fillDefinition } from '../definition/definition-of.ts';
import type { Definition } from '../iam/definition.ts';
import type { AccountFacts } from '../iam/fill.ts';
import { documentSize, LIMITS } from '../iam/limits.ts';
import { operatorPolicy } from '../plan/operator-policy.ts';
import type { OperatorPolicy } from '../plan/operator-statement.ts';
import { attachablePolicies, catalogueNames, catalogueProfiles } from '../roles/catalogue.ts';
import { EXIT } from './exit.ts';
import type { DefinedEnvironment } from './load-repo.ts';
import type { OpenAccount } from './open-account.ts';
import type { Run } from './run.ts';

/** Prints the least policy for whoever runs plan, apply and destroy; a list for several environments. */
export function printOperatorPolicy(
  run: Run,
  account: OpenAccount,
  environments: readonly DefinedEnvironment[],
): number {
  const policies = environments.map((environment) => {
    const facts = account.factsFor(environment);
    const definition = fillDefinition(environment.definition, facts);
    return operatorPolicyOf({ ...environment, definition }, facts);
  });
  const [first, ...others] = policies;
  const text = `${JSON.stringify(others.length === 0 ? first : policies, null, 2)}\n`;
  if (run.options.output === undefined) run.io.out(text);
  else writeFileSync(run.options.output, text);
  for (const [index, policy] of policies.entries()) {
    run.io.err(sizeNote(environments[index]?.name ?? '', policy));
  }
  run.io.err(boundaryNote(environments));
  return EXIT.done;
}

/** An environment by what the policy of its operator depends on. */
interface Operated extends Pick<DefinedEnvironment, 'name' | 'roleNames'> {
  readonly definition: Definition<string>;
}

/** The policy of whoever operates one environment: every role name of the catalogue is among them. */
export function operatorPolicyOf(
  { name, definition, roleNames }: Operated,
  facts: AccountFacts,
): OperatorPolicy {
  const { project, roles } = definition;
  return operatorPolicy(definition, {
    ...facts,
    catalogue: catalogueNames(project, name, roleNames).keys(),
    profiles: catalogueProfiles(project, name, roleNames),
    attachable: roles.flatMap(({ id }) => (id === undefined ? [] : attachablePolicies(id))),
  });
}

/** What the policy amounts to where a role has no permissions boundary, and how to delegate. */
export function boundaryNote(environments: readonly DefinedEnvironment[]): string {
  const unbounded = environments
    .filter(({ definition }) => definition.roles.some(({ boundary }) => boundary === undefined))
    .map(({ name }) => name);
  if (unbounded.length === 0) return '';
  return `Roles of ${unbounded.join(', ')} have no permissions boundary: whoever holds this policy can give them any right, which amounts to an administrator's. To delegate, name a boundary with --permissions-boundary.\n`;
}

/** What to do with a policy that is too large for a managed policy. */
export function sizeNote(environment: string, policy: OperatorPolicy): string {
  const size = documentSize(policy);
  if (size <= LIMITS.managedPolicy) return '';
  const count = size.toLocaleString('en');
  const most = LIMITS.managedPolicy.toLocaleString('en');
  return `The policy for ${environment} has ${count} characters; a managed policy takes ${most}. Put it on a role as an inline policy, or split it into two policies.\n`;
}
