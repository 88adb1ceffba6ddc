import { resourceDocument } from '../iam/document.ts';
import { canonicalStatement, listOf, meaningOf, recordOf } from '../iam/equality.ts';
import type { Model, ResourcePolicyKind } from '../iam/model.ts';
import { sharedSids } from '../iam/shared-sids.ts';
import { type FilledString, fillString } from '../iam/template-string.ts';
import { derivedFromNames, spellDerived } from '../names.ts';
import type { Change, Findings, Statements } from './change.ts';
import type { FoundAccount, FoundDocument, FoundResourcePolicy } from './found-account.ts';
import type { PlanOptions } from './ownership.ts';
import { widens } from './widens.ts';

/** What environments share and nobody owns: made where it is absent, our statements merged in. */
export function planShared(
  model: Model<FilledString>,
  found: FoundAccount,
  options: PlanOptions,
): Findings {
  const policies = planResourcePolicies(wantedPolicies(model), found, {
    project: model.project,
    environment: options.environment,
  });
  return {
    changes: [
      ...planServiceLinkedRoles(model, found),
      ...planProviders(model, found),
      ...planRepository(model, found, options.lifecycle),
      ...policies.changes,
    ],
    foreign: [],
    blocked: [],
    notes: policies.notes,
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
  const exists = found.resourcePolicies.some(
    ({ policy, owner }) => policy === 'ecr-repository' && owner === repository,
  );
  if (repository === undefined || exists) return [];
  const common = { owner: repository, item: repository, widens: false, before: undefined };
  return [
    { ...common, kind: 'repository', after: repository },
    { ...common, kind: 'repository-lifecycle', after: lifecycle },
  ];
}

/** Whose statements they are. */
interface OwnerNames {
  readonly project: string;
  readonly environment: string;
}

/** A shared policy, and the statements of ours that shall be in it. */
interface WantedPolicy {
  readonly policy: ResourcePolicyKind;
  readonly owner: string;
  readonly statements: Statements;
}

/** Brings our statements to the wanted ones in every shared policy that has some or shall have some. */
export function planResourcePolicies(
  wanted: readonly WantedPolicy[],
  found: FoundAccount,
  where: OwnerNames,
): Pick<Findings, 'changes' | 'notes'> {
  const isWanted = (one: FoundResourcePolicy) =>
    wanted.some(({ policy, owner }) => policy === one.policy && owner === one.owner);
  const others = found.resourcePolicies
    .filter((one) => !isWanted(one))
    .map(({ policy, owner }) => ({ policy, owner, statements: [] }));
  const plans = [...wanted, ...others].map((one) => planResourcePolicy(one, found, where));
  return {
    changes: plans.flatMap(({ changes }) => changes),
    notes: plans.flatMap(({ notes }) => notes),
  };
}

function wantedPolicies({ resourcePolicies }: Model<FilledString>): readonly WantedPolicy[] {
  return resourcePolicies.map(({ kind, owner, statements }) => ({
    policy: kind,
    owner,
    statements: resourceDocument(statements).Statement,
  }));
}

/** The repository whose policy may hold a statement of ours; without one in the model, the default. */
export function sharedRepository({ repository, project }: Model<string>): string {
  return repository ?? spellDerived('repository', project);
}

function planResourcePolicy(
  { policy, owner, statements }: WantedPolicy,
  found: FoundAccount,
  where: OwnerNames,
): Pick<Findings, 'changes' | 'notes'> {
  const existing = found.resourcePolicies.find(
    (one) => one.policy === policy && one.owner === owner,
  );
  if (policy === 'logs-destination' && existing === undefined) {
    return { changes: [], notes: [destinationMissing(owner)] };
  }
  const document = existing?.document;
  const ours = ourStatements(document, sidsOf([...statements, ...filledSids(policy, where)]));
  if (sameStatements(ours, statements)) return { changes: [], notes: [] };
  const after: FoundDocument = { Version: '2012-10-17', Statement: statements };
  const change: Change = {
    kind: 'resource-policy',
    policy,
    owner,
    item: [...sidsOf([...ours, ...statements])].join(', '),
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

/** The Sids that statements of ours can have, of these answers or of earlier ones. */
function filledSids(policy: ResourcePolicyKind, { project, environment }: OwnerNames): Statements {
  const values = derivedFromNames(project, environment);
  return sharedSids(policy).map((sid) => ({ Sid: fillString(sid, values) }));
}

function sidsOf(statements: Statements): ReadonlySet<string> {
  return new Set(statements.map((one) => String(recordOf(one).Sid)));
}

function ourStatements(document: FoundDocument | undefined, sids: ReadonlySet<string>): Statements {
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
