import type { TrustKind } from '../answers/types.ts';
import type { Conditions, TrustStatement } from '../iam/model.ts';
import { templateConditions } from '../iam/statements.ts';
import type { Role, RoleOption } from '../roles/types.ts';

/** The trust policy of a role under the chosen kind and its options. */
export function trustPolicy(
  role: Role,
  kind: TrustKind,
  options: readonly RoleOption[],
): readonly TrustStatement[] {
  const strict = kind === 'strict' || options.some((option) => option === role.options.strictTrust);
  const own = options.find((option) => option.trust)?.trust;
  const base = own ?? (strict ? role.strictTrust : undefined) ?? role.trust;
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
