import type { Answers, Grant, TaskStatement } from '../answers/types.ts';
import { grantById, isGrantId } from '../grants/registry.ts';
import type { GrantPreset } from '../grants/types.ts';
import type { NamedPolicy, Statement } from '../iam/model.ts';
import type { PlaceholderValues } from '../iam/placeholders.ts';
import { templateConditions } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { isProvided } from './choose-roles.ts';
import { repeatStatement, rowsOf } from './repeat.ts';

/** The policies that the chosen presets and the user's own statements add to the task role. */
export function taskGrants(answers: Answers): readonly NamedPolicy[] {
  const policies = new Map<string, readonly Statement[]>();
  for (const grant of [...answers.grants, ...logGrants(answers)]) {
    const { policy, statements } = grant.own ?? catalogueGrant(grant.preset);
    const written = statements.map((statement) => writeStatement(statement, grant, answers));
    policies.set(policy, written.reduce(addNumbered, policies.get(policy) ?? []));
  }
  const own = ownStatements(answers.taskStatements, 'taskStatements');
  if (own.length > 0) policies.set('TaskStatements', own);
  return [...policies].map(([name, statements]) => ({ name, statements }));
}

function catalogueGrant(id: string): GrantPreset {
  if (!isGrantId(id)) throw new Error(`No grant '${id}'.`);
  return grantById(id);
}

function logGrants(answers: Answers): readonly Grant[] {
  return answers.crossAccountLogs.flatMap((logs): readonly Grant[] =>
    logs.kind === 'to'
      ? [{ preset: 'crossAccountLogs', values: { loggingAccount: logs.account } }]
      : [],
  );
}

/** A preset used again numbers its Sids 2, 3, …; a statement that is there already is not repeated. */
function addNumbered(present: readonly Statement[], added: Statement): readonly Statement[] {
  const same = present.filter(({ sid }) => sid.replace(/\d+$/, '') === added.sid);
  if (same.some((one) => meaning(one) === meaning(added))) return present;
  const sid = same.length === 0 ? added.sid : `${added.sid}${same.length + 1}`;
  return [...present, { ...added, sid }];
}

function meaning({ resources, conditions }: Statement): string {
  return JSON.stringify([resources, conditions]);
}

function writeStatement(preset: Statement, { values }: Grant, answers: Answers): Statement {
  const statement = hasPrefix(values, answers) ? preset : withoutPrefix(preset);
  return repeatStatement(statement, [[values], ...rowsOf(answers)]);
}

function hasPrefix({ prefix }: PlaceholderValues, answers: Answers): boolean {
  return prefix !== undefined || isProvided(answers, 'prefix');
}

/** The whole bucket: no condition on the listing, every object. */
function withoutPrefix({ conditions, ...statement }: Statement): Statement {
  const resources = statement.resources.map((one) => template(one.replace('/<prefix>/*', '/*')));
  const aboutPrefix = JSON.stringify(conditions ?? {}).includes('<prefix>');
  return { ...statement, resources, ...(conditions && !aboutPrefix && { conditions }) };
}

/** The policy of the user's own statements for the execution role. */
export function executionPolicies({ executionStatements }: Answers): readonly NamedPolicy[] {
  if (executionStatements.length === 0) return [];
  const statements = ownStatements(executionStatements, 'executionStatements');
  return [{ name: 'ExecutionStatements', statements }];
}

function ownStatements(own: readonly TaskStatement[], answer: string): readonly Statement[] {
  return own.map(({ sid, actions, resources, conditions, why }) => ({
    sid,
    effect: 'Allow',
    actions: [...actions].sort(),
    resources: resources.map(template),
    ...(conditions && { conditions: templateConditions(conditions) }),
    why: why ?? `Named in the answers file (${answer}).`,
  }));
}
