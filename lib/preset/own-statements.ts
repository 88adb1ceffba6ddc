import { badValue } from '../answers/parse/basic.ts';
import type { TaskStatement } from '../answers/types.ts';
import type { Statement } from '../iam/model.ts';
import { templateConditions } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';

/** A statement of a grant or role of a preset: as one of the catalogue it says why it is there. */
export function ownStatement(statement: TaskStatement): Statement {
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
  throw badValue(why ?? '', `a reason: statement ${sid} needs "why", one sentence`);
}
