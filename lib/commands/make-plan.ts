import type { Answers } from '../answers/types.ts';
import { fillDefinition } from '../definition/definition-of.ts';
import { cataloguePolicies } from '../grants/catalogue.ts';
import type { Definition, FilledDefinition } from '../iam/definition.ts';
import type { AccountFacts } from '../iam/fill.ts';
import { LIMITS } from '../iam/limits.ts';
import { managedPolicyArn } from '../iam/managed-policy.ts';
import { unfinishedJournals } from '../live/journal.ts';
import type { AccountPort } from '../live/port.ts';
import { LISTING_FROM, type ReadRequest, readAccount } from '../live/read-account.ts';
import { type Listing, listingIfAllowed } from '../live/read-listing.ts';
import type { Blocked, Change, Plan } from '../plan/change.ts';
import type { FoundAccount } from '../plan/found-account.ts';
import type { OwnedNames, OwnPolicy, PlanOptions } from '../plan/ownership.ts';
import { attachedBeyondDefault, overQuota } from '../plan/plan-attachments.ts';
import { planDefinition } from '../plan/plan-definition.ts';
import { definedPolicies, planDestroy } from '../plan/plan-destroy.ts';
import { sharedRepository } from '../plan/plan-shared.ts';
import { attachablePolicies, catalogueNames, catalogueProfiles } from '../roles/catalogue.ts';
import { REPOSITORY_LIFECYCLE } from '../service/repository-lifecycle.ts';
import type { DefinedEnvironment } from './load-repo.ts';
import { type OpenAccount, wrongAccount } from './open-account.ts';
import type { Run } from './run.ts';

/** What a plan is made from. */
export interface PlanRequest {
  readonly definition: Definition;
  readonly facts: AccountFacts;
  /** The names that the answers give to roles. */
  readonly roleNames?: Answers['roleNames'];
  /** Roles that earlier answers made: name → id. */
  readonly earlier?: ReadonlyMap<string, string> | undefined;
  readonly verb: 'apply' | 'destroy';
  readonly adopt: boolean;
  readonly prune: boolean;
  /** Look for roles of ours that are no longer defined. */
  readonly findLeftovers: boolean;
  /** Changes of runs that did not finish. */
  readonly unfinished: readonly Change[];
  /** Roles and policies of the account, where they are read already. */
  readonly listing?: Listing | undefined;
}

/** Reads the account and compares it with the definition. */
export async function makePlan(port: AccountPort, request: PlanRequest): Promise<Plan> {
  const definition = fillDefinition(request.definition, request.facts);
  const options = planOptions(request);
  const found = await readAccount(port, readRequest(definition, options, request), request.listing);
  if (request.verb === 'destroy') return planDestroy(definition, found, options);
  const plan = planDefinition(definition, found, options);
  return { ...plan, blocked: [...plan.blocked, ...(await quotaBlocks(port, plan, found))] };
}

/** The number of roles that are read for a plan. */
function rolesToRead(request: PlanRequest): number {
  const definition = fillDefinition(request.definition, request.facts);
  return readRequest(definition, planOptions(request), request).roles.length;
}

/** Reads the quota only where the default one is not enough. */
async function quotaBlocks(
  port: AccountPort,
  { changes }: Plan,
  found: FoundAccount,
): Promise<readonly Blocked[]> {
  const most = attachedBeyondDefault(changes, found);
  if (most.size === 0) return [];
  const { SummaryMap } = await port.call('GetAccountSummary', {});
  return overQuota(most, SummaryMap?.AttachedPoliciesPerRoleQuota ?? LIMITS.attachedPolicies);
}

/** The planner's input besides the definition: names of the catalogue, flags. */
export function planOptions({ definition, facts, roleNames, ...flags }: PlanRequest): PlanOptions {
  const catalogue = catalogueNames(definition.project, definition.environment, roleNames);
  return {
    adopt: flags.adopt,
    prune: flags.prune,
    owned: ownedNames,
    catalogue: new Map([...catalogue, ...(flags.earlier ?? [])]),
    lifecycle: JSON.stringify(REPOSITORY_LIFECYCLE),
    orphans: flags.unfinished.flatMap((change) => policyOf(change, facts)),
  };
}

/** A managed policy that an unfinished run changed is ours, even if no role has it any more. */
function policyOf(change: Change, facts: AccountFacts): readonly OwnPolicy[] {
  if (change.kind !== 'managed-policy') return [];
  const path = (change.after ?? change.before)?.path ?? '/';
  return [{ owner: change.owner, arn: managedPolicyArn(facts, path, change.item) }];
}

const POLICY_NAMES = new Set(cataloguePolicies());

/** Those of the catalogue, and those that are made of the grants of presets. */
const OWN_POLICIES = {
  has: (name: string) => POLICY_NAMES.has(name) || /^Preset[A-Z]/.test(name),
};

/** The policies that the catalogue can give a role. */
export function ownedNames(roleId: string | undefined): OwnedNames {
  const attached = roleId === undefined ? [] : attachablePolicies(roleId);
  return { inline: OWN_POLICIES, attached: new Set(attached) };
}

function readRequest(
  definition: FilledDefinition,
  options: PlanOptions,
  { facts, roleNames, earlier, verb, prune, findLeftovers }: PlanRequest,
): ReadRequest {
  const { project, environment, roles, shared } = definition;
  const own = roles.map(({ name }) => name);
  const withOthers = findLeftovers || prune || verb === 'destroy';
  return {
    account: facts.account,
    partition: facts.partition,
    roles: withOthers ? [...new Set([...own, ...options.catalogue.keys()])] : own,
    managedPolicies: [
      ...definedPolicies(definition, facts).map(({ arn }) => arn),
      ...options.orphans.map(({ arn }) => arn),
    ],
    profiles: [
      ...roles.flatMap(({ instanceProfile }) => instanceProfile ?? []),
      // An instance profile is called as its role.
      ...(withOthers ? catalogueProfiles(project, environment, roleNames) : []),
      ...(withOthers ? (earlier?.keys() ?? []) : []),
    ],
    serviceLinkedRoles: verb === 'destroy' ? [] : shared.serviceLinkedRoles,
    oidcProviders: verb === 'destroy' ? [] : shared.oidcProviders.map(({ arn }) => arn),
    resourcePolicies: { repositories: [sharedRepository(definition)] },
    beforeRemoval: prune || verb === 'destroy',
  };
}

/**
 * Reads the roles of all environments of an account at once, where together they are many. Only for
 * commands that change nothing: apply and destroy look at each environment when its turn comes.
 */
export async function listTogether(
  run: Run,
  account: OpenAccount,
  environments: readonly DefinedEnvironment[],
): Promise<Listing | undefined> {
  if (run.command !== 'plan' && run.command !== 'validate') return undefined;
  const roles = environments
    .filter((environment) => wrongAccount(environment, account) === undefined)
    .map((environment) => rolesToRead(planRequestFor(run, account, environment)))
    .reduce((sum, count) => sum + count, 0);
  return roles >= LISTING_FROM ? listingIfAllowed(account.port) : undefined;
}

/** The plan request of one environment. */
export function planRequestFor(
  { command, root, options }: Pick<Run, 'command' | 'root' | 'options'>,
  account: Pick<OpenAccount, 'factsFor'>,
  environment: DefinedEnvironment,
): PlanRequest {
  return {
    definition: environment.definition,
    facts: account.factsFor(environment),
    roleNames: environment.roleNames,
    earlier: environment.earlier,
    verb: command === 'destroy' ? 'destroy' : 'apply',
    adopt: options.adopt,
    prune: options.prune,
    findLeftovers: command === 'validate' || (environment.earlier?.size ?? 0) > 0,
    unfinished: unfinishedJournals(root, environment.name).flatMap(({ header }) => header.changes),
  };
}
