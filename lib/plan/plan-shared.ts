import { resourceDocument } from '../iam/document.ts';
import { canonicalStatement, listOf, meaningOf, recordOf } from '../iam/equality.ts';
import type { Model } from '../iam/model.ts';
import type { FilledString } from '../iam/template-string.ts';
import type {
  Change,
  Findings,
  FoundAccount,
  FoundDocument,
  PlanOptions,
  ResourcePolicyKind,
  Statements,
} from './types.ts';
import { widens } from './widens.ts';

/** What environments share and nobody owns: made where it is absent, our statements merged in. */
export function planShared(
  model: Model<FilledString>,
  found: FoundAccount,
  options: PlanOptions,
): Findings {
  const policies = wantedPolicies(model, options).map((one) => planPolicy(one, found));
  return {
    changes: [
      ...planServiceLinkedRoles(model, found),
      ...planProviders(model, found),
      ...planRepository(model, found, options.lifecycle),
      ...policies.flatMap(({ changes }) => changes),
    ],
    foreign: [],
    blocked: [],
    notes: policies.flatMap(({ notes }) => notes),
  };
}

function planServiceLinkedRoles(
  { serviceLinkedRoles }: Model<FilledString>,
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

function planProviders(
  { oidcProviders }: Model<FilledString>,
  found: FoundAccount,
): readonly Change[] {
  return oidcProviders.flatMap(({ arn, audience, url }): readonly Change[] => {
    const audiences = found.oidcProviders.get(arn);
    if (audiences?.includes(audience)) return [];
    const after = [...(audiences ?? []), audience];
    return [
      {
        kind: 'oidc-provider',
        owner: arn,
        item: url.replace('https://', ''),
        widens: false,
        before: audiences,
        after,
      },
    ];
  });
}

function planRepository(
  { repository }: Model<FilledString>,
  found: FoundAccount,
  lifecycle: string,
): readonly Change[] {
  if (repository === undefined || found.repositories.has(repository)) return [];
  const common = { owner: repository, item: repository, widens: false, before: undefined };
  return [
    { ...common, kind: 'repository', after: repository },
    { ...common, kind: 'repository-lifecycle', after: lifecycle },
  ];
}

interface WantedPolicy {
  readonly policy: ResourcePolicyKind;
  readonly owner: string;
  readonly statements: Statements;
  readonly sids: ReadonlySet<string>;
}

/** The model's policies, and those it dropped, which must lose our statements. */
export function wantedPolicies(
  model: Model<FilledString>,
  options: PlanOptions,
): readonly WantedPolicy[] {
  const present = model.resourcePolicies.map(({ kind, owner, statements }) => ({
    policy: kind,
    owner: owner as string,
    statements: resourceDocument(statements).Statement,
    sids: new Set<string>(statements.map(({ sid }) => sid)),
  }));
  const dropped = options.retired
    .filter(
      ({ policy, owner }) => !present.some((one) => one.policy === policy && one.owner === owner),
    )
    .map(({ policy, owner, sids }) => ({ policy, owner, statements: [], sids: new Set(sids) }));
  return [...present, ...dropped];
}

/** The key of a policy in `FoundAccount.resourcePolicies`. */
export function policyKey(policy: ResourcePolicyKind, owner: string): string {
  return `${policy} ${owner}`;
}

/** Brings our statements of one policy to the wanted ones, by Sid. */
export function planPolicy(
  { policy, owner, statements, sids }: WantedPolicy,
  found: FoundAccount,
): Pick<Findings, 'changes' | 'notes'> {
  if (policy === 'logs-destination' && !found.destinations.has(owner)) {
    return { changes: [], notes: statements.length === 0 ? [] : [destinationMissing(owner)] };
  }
  const document = found.resourcePolicies.get(policyKey(policy, owner));
  const ours = ourStatements(document, sids);
  if (sameStatements(ours, statements)) return { changes: [], notes: [] };
  const others = listOf(recordOf(document).Statement).length - ours.length;
  if (policy === 'logs-destination' && statements.length + others === 0) {
    return { changes: [], notes: [destinationStays(owner)] };
  }
  const after: FoundDocument = { Version: '2012-10-17', Statement: statements };
  const change: Change = {
    kind: 'resource-policy',
    policy,
    owner,
    item: [...sids].join(', '),
    widens: widens(after, document === undefined ? [] : [document]),
    before: ours.length === 0 ? undefined : ours,
    after: statements.length === 0 ? undefined : statements,
  };
  return { changes: [change], notes: [] };
}

function destinationMissing(owner: string): Findings['notes'][number] {
  return {
    kind: 'leftover',
    owner,
    message: `The Logs destination ${owner} is not there, so its policy is not set. Make it with aws logs put-destination (it needs a stream and a role), then run this again.`,
  };
}

/** CloudWatch Logs has no call that deletes the policy and takes none without a statement. */
function destinationStays(owner: string): Findings['notes'][number] {
  return {
    kind: 'stays',
    owner,
    message: `Only this environment's statement is in the policy of Logs destination ${owner}, and such a policy cannot be emptied. Delete the destination when nobody else uses it.`,
  };
}

/** The statements of a policy whose Sid is one of these. */
export function ourStatements(
  document: FoundDocument | undefined,
  sids: ReadonlySet<string>,
): Statements {
  return listOf(recordOf(document).Statement).filter((one) => sids.has(String(recordOf(one).Sid)));
}

function sameStatements(a: Statements, b: Statements): boolean {
  return meanings(a) === meanings(b);
}

function meanings(statements: Statements): string {
  return JSON.stringify(
    statements
      .map(canonicalStatement)
      .map((one) => [one.sid, meaningOf(one)].join(' '))
      .sort(),
  );
}
