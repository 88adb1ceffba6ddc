import { parseItems } from '../answers/parse/basic.ts';
import { parseTaskStatements } from '../answers/parse/task-statements.ts';
import type { Answers, TaskStatement } from '../answers/types.ts';
import { UserError } from '../errors.ts';
import { listKind } from './lists.ts';
import type { ChangeKind, ChangeRequest } from './types.ts';

/** Statements of the user's own for one of the two roles that take them. */
function statementKind(
  word: string,
  name: 'taskStatements' | 'executionStatements',
  role: string,
): ChangeKind {
  return listKind<TaskStatement>({
    word,
    name,
    usage: 'ACTION,… RESOURCE…',
    summary: `A statement of your own for the ${role}; remove takes its sid.`,
    otherwise: 'write <environment> into its resource',
    of: (answers) => answers[name],
    parse: parseTaskStatements,
    write: (statement) => statement,
    show: ({ sid }) => sid,
    key: ({ actions, resources, conditions }) => [actions, resources, conditions],
    read: (request) => [rawStatement(request, request.answers[name])],
    find: ({ words }) =>
      words.flatMap(parseItems).map((item) => ({
        text: String(item),
        is: ({ sid }) => sid === item,
      })),
  });
}

/** Statements of both roles. */
export const statementKinds: readonly ChangeKind[] = [
  statementKind('task-statement', 'taskStatements', 'task role'),
  statementKind('execution-statement', 'executionStatements', 'execution role'),
];

function rawStatement(
  { words: [actions = '', ...resources], flags }: ChangeRequest,
  known: Answers['taskStatements'],
): unknown {
  if (resources.length === 0) {
    const hint = 'As in s3:GetObject arn:aws:s3:::data/*.';
    throw new UserError('TooFewWords', 'A statement needs an action and a resource.', hint);
  }
  const list = parseItems(actions);
  const sid = flags.sid?.at(-1) ?? freeSid(sidFor(String(list[0])), known);
  const why = flags.why?.at(-1);
  return { sid, actions: list, resources, ...(why !== undefined && { why }) };
}

/** `s3:GetObject` → `S3GetObject`. */
export function sidFor(action: string): string {
  return action
    .split(':')
    .map((one) => one.charAt(0).toUpperCase() + one.slice(1).replace(/\W/g, ''))
    .join('');
}

function freeSid(sid: string, known: Answers['taskStatements']): string {
  const taken = new Set(known.map((one) => one.sid));
  let free = sid;
  for (let count = 2; taken.has(free); count += 1) free = `${sid}${count}`;
  return free;
}
