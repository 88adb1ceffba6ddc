import type { Answers, RoleOverride, TrustKind } from '../answers/types.ts';
import type {
  Conditions,
  ManagedPolicy,
  ModelRole,
  NamedPolicy,
  TrustStatement,
} from '../iam/model.ts';
import { templateConditions } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import type { Role, RoleOption } from '../roles/types.ts';
import { isProvided } from './choose-roles.ts';
import { attachedPolicies, namedPolicies, notGranted, optionsOf } from './role-policies.ts';
import type { ChosenRole } from './types.ts';

/** Puts one role together from the catalogue and the answers. */
export function assembleRole(chosen: ChosenRole, answers: Answers): ModelRole {
  const { id, role, where, policies: kind } = chosen;
  const policies = namedPolicies(chosen, answers);
  const common = settings(role, answers, answers.roleOverrides[id]);
  return {
    id,
    title: role.title,
    purpose: role.purpose,
    ...(where && { where }),
    name: role.name,
    trust: trustPolicy(chosen, answers.trust),
    inlinePolicies: kind === 'customer-managed' ? [] : policies,
    managedPolicies:
      kind === 'customer-managed'
        ? policies.map((one) => ownPolicy({ name: role.name, settings: common }, one))
        : [],
    managedPolicyArns: attachedPolicies(chosen),
    ...(role.instanceProfile && { instanceProfile: role.instanceProfile }),
    settings: common,
    notGranted: notGranted(chosen, policies),
    sources: role.sources,
  };
}

/** Puts a role of the team together, which has no options. */
export function assembleOwnRole(role: Role, answers: Answers): ModelRole {
  const { id, title, purpose, name, trust, policies, sources } = role;
  const common = settings(role, answers, answers.roleOverrides[id]);
  const isManaged = (answers.rolePolicies[id] ?? answers.policies) === 'customer-managed';
  return {
    id,
    title,
    purpose,
    name,
    trust: answers.trust === 'plain' ? trust.map(withoutSource) : trust,
    inlinePolicies: isManaged ? [] : policies,
    managedPolicies: isManaged
      ? policies.map((one) => ownPolicy({ name, settings: common }, one))
      : [],
    managedPolicyArns: [],
    settings: common,
    notGranted: [],
    sources,
  };
}

/** The customer managed policy that is made from a named policy of a role, at the role's path. */
export function ownPolicy(
  role: Pick<ModelRole, 'name' | 'settings'>,
  { name, where, statements }: NamedPolicy,
): ManagedPolicy {
  return {
    policy: name,
    ...(where && { where }),
    name: template(`${role.name}-${name}`),
    path: role.settings.path,
    statements,
  };
}

function settings(role: Role, answers: Answers, own?: RoleOverride): ModelRole['settings'] {
  return {
    path: template(own?.path ?? '<rolePath>'),
    description: own?.description ?? `${role.title} of ${answers.project}`,
    ...(isProvided(answers, 'permissionsBoundary') && {
      boundary: template('<permissionsBoundary>'),
    }),
    tags: {
      'ecs-iam:project': template('<project>'),
      'ecs-iam:environment': template('<environment>'),
      ...(answers.id !== '' && { 'ecs-iam:id': template('<ownershipId>') }),
      ...Object.fromEntries(
        Object.entries(answers.tags).map(([key, value]) => [key, template(value)]),
      ),
    },
    maxSessionDuration: own?.maxSessionDuration ?? answers.maxSessionDuration,
  };
}

/** The trust policy of a role under the chosen kind and its options. */
function trustPolicy(chosen: ChosenRole, kind: TrustKind): readonly TrustStatement[] {
  const { role } = chosen;
  const options = optionsOf(chosen);
  const strict = kind === 'strict' || options.some((option) => option === role.options.strictTrust);
  const own = options.flatMap((option) => option.trust ?? []);
  const base = own.length > 0 ? own : ((strict ? role.strictTrust : undefined) ?? role.trust);
  const added = options.flatMap((option) => option.trustStatements ?? []);
  return [...base, ...added].map((statement) => {
    const narrowed = options.reduce(addConditions, statement);
    return kind === 'plain' ? withoutSource(narrowed) : narrowed;
  });
}

function addConditions(statement: TrustStatement, option: RoleOption): TrustStatement {
  if (option.trustConditions === undefined) return statement;
  const conditions: Record<string, Conditions[string]> = { ...statement.conditions };
  for (const [operator, keys] of Object.entries(templateConditions(option.trustConditions))) {
    conditions[operator] = { ...conditions[operator], ...keys };
  }
  return { ...statement, conditions };
}

const SOURCE_KEYS = ['aws:SourceAccount', 'aws:SourceArn'];

/** Drops the source conditions alone: what names a principal or an audience stays. */
function withoutSource({ conditions, ...statement }: TrustStatement): TrustStatement {
  if (conditions === undefined) return statement;
  const kept = Object.entries(conditions)
    .map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).filter(([key]) => !SOURCE_KEYS.includes(key))),
    ])
    .filter(([, keys]) => Object.keys(keys as object).length > 0);
  return kept.length === 0 ? statement : { ...statement, conditions: Object.fromEntries(kept) };
}
