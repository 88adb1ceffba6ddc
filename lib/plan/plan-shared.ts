import type { DefinedShared, Definition, FilledDefinition } from '../iam/definition.ts';
import type { ResourcePolicyKind } from '../iam/model.ts';
import type { FilledString } from '../iam/template-string.ts';
import { spellDerived } from '../names.ts';
import type { Change, Findings, Note, Plan, Statements } from './change.ts';
import type { FoundAccount, FoundResourcePolicy } from './found-account.ts';
import {
  environmentSids,
  ourStatements,
  sameStatements,
  sidsOf,
  statementsOf,
} from './shared-statements.ts';
import { widens } from './widens.ts';

/** Changes of what environments share: it is created where it is missing, our statements are merged. */
export function planShared(
  definition: FilledDefinition,
  found: FoundAccount,
  lifecycle: string,
): Findings {
  const { shared } = definition;
  const wanted = shared.resourcePolicies.map(({ kind, owner, document }) => ({
    policy: kind,
    owner,
    statements: statementsOf(document),
  }));
  const policies = planResourcePolicies(wanted, found, definition);
  return {
    changes: [
      ...planServiceLinkedRoles(shared, found),
      ...planProviders(shared, found),
      ...planRepository(shared, found, lifecycle),
      ...policies.changes,
    ],
    foreign: [],
    blocked: [],
    notes: policies.notes,
  };
}

type Shared = DefinedShared<FilledString>;

function planServiceLinkedRoles(
  { serviceLinkedRoles }: Shared,
  found: FoundAccount,
): readonly Change[] {
  return serviceLinkedRoles
    .filter((service) => !found.serviceLinkedRoles.has(service))
    .map((service) => ({
      kind: 'service-linked-role',
      owner: found.account,
      item: service,
      widens: true,
      before: undefined,
      after: service,
    }));
}

function planProviders({ oidcProviders }: Shared, found: FoundAccount): readonly Change[] {
  return oidcProviders.flatMap(({ arn, audience, url }): readonly Change[] => {
    const audiences = found.oidcProviders.get(arn);
    if (audiences?.includes(audience)) return [];
    return [
      {
        kind: 'oidc-provider',
        owner: arn,
        item: url.replace('https://', ''),
        widens: false,
        before: audiences,
        after: [...(audiences ?? []), audience],
      },
    ];
  });
}

function planRepository(
  { repository }: Shared,
  found: FoundAccount,
  lifecycle: string,
): readonly Change[] {
  if (repository === undefined) return [];
  if (findPolicy(found, { policy: 'ecr-repository', owner: repository })) return [];
  const common = { owner: repository, item: repository, widens: false, before: undefined };
  return [
    { ...common, kind: 'repository', after: repository },
    { ...common, kind: 'repository-lifecycle', after: lifecycle },
  ];
}

/** The repository whose policy may hold a statement of ours: the defined one, else the default. */
export function sharedRepository({ project, shared }: Definition<string>): string {
  return shared.repository ?? spellDerived('repository', project);
}

/** A shared policy, and the statements of ours that shall be in it. */
interface WantedPolicy {
  readonly policy: ResourcePolicyKind;
  readonly owner: string;
  readonly statements: Statements;
}

type Environment = Pick<Plan, 'project' | 'environment'>;

/** Changes that bring our statements to the wanted ones in every shared policy, wanted there or not. */
export function planResourcePolicies(
  wanted: readonly WantedPolicy[],
  found: FoundAccount,
  environment: Environment,
): Pick<Findings, 'changes' | 'notes'> {
  const others = found.resourcePolicies
    .filter((one) => !wanted.some((other) => isSamePolicy(one, other)))
    .map(({ policy, owner }) => ({ policy, owner, statements: [] }));
  const plans = [...wanted, ...others].map((one) => planResourcePolicy(one, found, environment));
  return {
    changes: plans.flatMap(({ changes }) => changes),
    notes: plans.flatMap(({ notes }) => notes),
  };
}

function planResourcePolicy(
  one: WantedPolicy,
  found: FoundAccount,
  environment: Environment,
): Pick<Findings, 'changes' | 'notes'> {
  const { policy, owner, statements } = one;
  const existing = findPolicy(found, one);
  if (policy === 'logs-destination' && existing === undefined) {
    return { changes: [], notes: [destinationMissing(owner)] };
  }
  const document = existing?.document;
  const ours = ourStatements(document, environmentSids(policy, environment), statements);
  if (sameStatements(ours, statements)) return { changes: [], notes: [] };
  const after = { Version: '2012-10-17', Statement: statements };
  const change: Change = {
    kind: 'resource-policy',
    policy,
    owner,
    item: sidsOf([...ours, ...statements]).join(', '),
    widens: widens(after, document === undefined ? [] : [document]),
    before: ours.length === 0 ? undefined : ours,
    after: statements.length === 0 ? undefined : statements,
  };
  return { changes: [change], notes: [] };
}

type PolicyName = Pick<FoundResourcePolicy, 'policy' | 'owner'>;

function findPolicy(
  { resourcePolicies }: FoundAccount,
  name: PolicyName,
): FoundResourcePolicy | undefined {
  return resourcePolicies.find((one) => isSamePolicy(one, name));
}

function isSamePolicy(a: PolicyName, b: PolicyName): boolean {
  return a.policy === b.policy && a.owner === b.owner;
}

function destinationMissing(owner: string): Note {
  return {
    kind: 'leftover',
    owner,
    message: `The Logs destination ${owner} does not exist, so its policy is not set. Create it with aws logs put-destination (it needs a stream and a role), then run this again.`,
  };
}
