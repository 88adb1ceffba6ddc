import type { Answers, Grant } from '../answers/types.ts';
import { grantById } from '../grants/registry.ts';
import type { NamedPolicy, Statement } from '../iam/model.ts';
import { open, substitute } from '../iam/open.ts';
import type { PartValues } from '../iam/parts.ts';
import { openConditions } from '../iam/statements.ts';
import { repeatStatement, rowsOf } from './repeat.ts';

/** The policies that the chosen presets and the user's own statements add to the task role. */
export function taskGrants(answers: Answers): readonly NamedPolicy[] {
  const policies = new Map<string, readonly Statement[]>();
  const uses = new Map<string, number>();
  for (const grant of [...answers.grants, ...logGrants(answers)]) {
    const { policy, statements } = grantById(grant.preset);
    const use = (uses.get(grant.preset) ?? 0) + 1;
    uses.set(grant.preset, use);
    const written = statements.map((statement) => writeStatement(statement, grant, use, answers));
    policies.set(policy, [...(policies.get(policy) ?? []), ...written]);
  }
  const own = ownStatements(answers);
  if (own.length > 0) policies.set('TaskStatements', own);
  return [...policies].map(([name, statements]) => ({ name, statements }));
}

function logGrants(answers: Answers): readonly Grant[] {
  return answers.crossAccountLogs.flatMap((logs): readonly Grant[] =>
    logs.kind === 'to'
      ? [{ preset: 'crossAccountLogs', values: { loggingAccount: logs.account } }]
      : [],
  );
}

function writeStatement(
  preset: Statement,
  { values }: Grant,
  use: number,
  answers: Answers,
): Statement {
  const statement = hasPrefix(values, answers) ? preset : withoutPrefix(preset);
  const rows = [[values], ...rowsOf(answers)];
  const numbered = use === 1 ? statement.sid : `${statement.sid}${use}`;
  return repeatStatement({ ...statement, sid: numbered }, rows);
}

function hasPrefix(values: PartValues, answers: Answers): boolean {
  return [values, answers.values, ...answers.environments.map((one) => one.values)].some(
    (some) => some.prefix !== undefined,
  );
}

/** The whole bucket: no condition on the listing, every object. */
function withoutPrefix(statement: Statement): Statement {
  const { conditions, ...rest } = statement;
  const resources = rest.resources.map((one) => open(one.replace('/<prefix>/*', '/*')));
  if (conditions === undefined || JSON.stringify(conditions).includes('<prefix>')) {
    return { ...rest, resources };
  }
  return { ...rest, resources, conditions };
}

function ownStatements({ taskStatements }: Answers): readonly Statement[] {
  return taskStatements.map(({ sid, actions, resources, conditions, why }) => ({
    sid,
    effect: 'Allow',
    actions: [...actions].sort(),
    resources: resources.map((resource) => substitute(open(resource), {})),
    ...(conditions && { conditions: openConditions(conditions) }),
    why: why ?? 'Named in the answers file (taskStatements).',
  }));
}
