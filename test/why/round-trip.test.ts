import { knownCatalogue } from '../../lib/explain/known-catalogue.ts';
import { statementFacts } from '../../lib/explain/statement-page.ts';
import { diagnose } from '../../lib/why/diagnose.ts';

const { roles, account } = knownCatalogue();
const names = new Map<string, string>();
const surroundings = { names, account, region: 'eu-west-1', partition: 'aws' };

/** What ECS Exec says for any of its actions. */
const TOLD_AS_ONE = ['ssmmessages:CreateControlChannel', 'elasticfilesystem:ClientMount'];

const rows = roles.flatMap((role) =>
  role.statements.map((statement) => ({
    name: `${statement.role}.${statement.sid} (${statement.option ?? statement.policy})`,
    // Where a task has the Exec role, it is the task role.
    role: role.id === 'ecs-exec' ? /^(task|ecs-exec)$/ : new RegExp(`^${role.id}$`),
    actions: statement.actions,
    message: statementFacts(statement, role, account).symptom?.message ?? '',
  })),
);

test.each(rows)('the message that explain shows for $name leads why back to it', (row) => {
  const found = diagnose(row.message, surroundings);
  expect(found?.role).toMatch(row.role);
  const action = found?.action ?? '';
  const patterns = row.actions.map((one) => new RegExp(`^${one.replace('*', '.*')}$`));
  expect(TOLD_AS_ONE.includes(action) || patterns.some((one) => one.test(action))).toBe(true);
});
