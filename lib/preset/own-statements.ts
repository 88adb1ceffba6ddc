import { badValue } from '../answers/parse/basic.ts';
import { parseTaskStatements } from '../answers/parse/task-statements.ts';
import type { TaskStatement } from '../answers/types.ts';
import { UserError } from '../errors.ts';
import type { Statement } from '../iam/model.ts';
import { templateConditions } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { statementFaults } from './lint.ts';
import { namedItemsAt, type Placed } from './placed.ts';

/** The statements of a grant or role of a preset, checked as those of the catalogue are. */
export function ownStatements(raw: unknown, { path, at }: Placed): readonly Statement[] {
  const list = at(path, () => {
    if (Array.isArray(raw) && raw.length > 0) return raw;
    throw badValue(raw, 'a list of statements', 'It has one at least.');
  });
  return namedItemsAt(
    list ?? [],
    { path, at },
    {
      step: (item, own) => {
        const [statement] = parseTaskStatements([item]).map(ownStatement);
        for (const fault of statement === undefined ? [] : statementFaults(statement)) {
          at(own, () => {
            throw fault;
          });
        }
        return statement;
      },
      nameOf: ({ sid }) => sid,
      twice: (sid) =>
        new UserError('SidTwice', `Two statements have the sid '${sid}'.`, 'Rename one.'),
    },
  );
}

/** As one of the catalogue it says why it is there. */
function ownStatement(statement: TaskStatement): Statement {
  const { sid, actions, resources, conditions, why } = statement;
  return {
    sid,
    effect: 'Allow',
    actions: [...actions].sort(),
    resources: resources.map(template),
    ...(conditions && { conditions: templateConditions(conditions) }),
    why: reasonOf(why, sid),
  };
}

function reasonOf(why: string | undefined, sid: string): string {
  if (why !== undefined && why.trim() !== '') return why;
  const message = `Statement ${sid} needs "why": one sentence that says what calls it.`;
  throw new UserError('BadValue', message, 'It is printed wherever the statement is.');
}
