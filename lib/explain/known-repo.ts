import type { CanDocuments, CanRole, SourcedPolicy } from '../can/documents.ts';
import { listOf } from '../evaluate/lists.ts';
import type { PolicyStatement } from '../evaluate/types.ts';
import { canonicalStatement, meaningOf } from '../iam/equality.ts';
import type { Role } from '../roles/types.ts';
import {
  conditionList,
  type KnownRole,
  type KnownRoles,
  type KnownStatement,
  type Origin,
} from './known.ts';

/** What the files of a repo define, beside what the generator makes of its answers. */
export interface RepoDocuments {
  /** As the files have it, with the places of statements. */
  readonly defined: CanDocuments;
  /** As the generator has it. */
  readonly generated: CanDocuments;
  readonly environment: string;
  readonly account: string;
  /** Roles that a preset adds to the catalogue. */
  readonly ownRoles: readonly Role[];
}

/** The roles of a repo; each statement is the generator's, edited, or its owner's own. */
export function knownRepo(documents: RepoDocuments): KnownRoles {
  const { defined, generated, environment, account, ownRoles } = documents;
  return {
    roles: defined.roles.map((role) => {
      const own = ownRoles.find(({ id }) => id === role.id);
      const made = generated.roles.find((one) => one.name === role.name);
      return { ...knownRole(role, made), ...(own && { own }) };
    }),
    environment,
    account,
  };
}

function knownRole(role: CanRole, generated: CanRole | undefined): KnownRole {
  const { id, name, arn, withoutDocument } = role;
  const label = id ?? name;
  const trust = role.trust === undefined ? [] : [role.trust];
  const policyOf = (one: SourcedPolicy) =>
    generated?.identity.find((policy) => policy.name === one.name);
  return {
    ...(id !== undefined && { id }),
    name,
    arn,
    trust: trust.flatMap((policy) => statementsOf(label, policy, generated?.trust)),
    statements: role.identity.flatMap((policy) =>
      statementsOf(label, policy, policyOf(policy)).map((one) => ({ ...one, policy: policy.name })),
    ),
    withoutDocument,
  };
}

/** The user's own statements, which the answers file holds. */
const OWN_POLICIES: readonly string[] = ['TaskStatements', 'ExecutionStatements'];

function statementsOf(
  role: string,
  { name, policy, statements = [] }: SourcedPolicy,
  generated: SourcedPolicy | undefined,
): readonly KnownStatement[] {
  const made = listOf(generated?.policy.Statement);
  return listOf(policy.Statement).map((statement, index): KnownStatement => {
    const { Sid, Effect, Action, NotAction, Resource, NotResource, Principal, Condition } =
      statement;
    const { why, file, line } = statements[index] ?? {};
    const origin = OWN_POLICIES.includes(name) ? 'own' : originOf(statement, made);
    const sid = Sid === undefined || Sid === '' ? `${index + 1}` : Sid;
    return {
      role,
      sid,
      effect: Effect,
      actions: Action === undefined ? listOf(NotAction).map((one) => `not ${one}`) : listOf(Action),
      resources:
        Resource === undefined ? listOf(NotResource).map((one) => `not ${one}`) : listOf(Resource),
      ...(Principal !== undefined && {
        principals: Principal === '*' ? ['*'] : Object.values(Principal).flatMap(listOf),
      }),
      conditions: conditionList(Condition),
      origin,
      ...(why !== undefined && origin !== 'own' && { why }),
      ...(file !== undefined && { file }),
      ...(line !== undefined && { line }),
    };
  });
}

function originOf(statement: PolicyStatement, made: readonly PolicyStatement[]): Origin {
  const meaning = meaningOf(canonicalStatement(statement));
  if (made.some((one) => meaningOf(canonicalStatement(one)) === meaning)) return 'generated';
  return made.some(({ Sid }) => Sid !== undefined && Sid === statement.Sid) ? 'edited' : 'own';
}
