import { shortMessage } from './question.ts';
import { ANSWER_QUESTIONS } from './questions.ts';
import type { Answers } from './types.ts';

/**
 * The answers that no question of a conversation changes, a line each where they are set: flags, presets
 * and the answers file alone have them.
 */
export function setElsewhere(answers: Answers): readonly string[] {
  const { presets, lists, roleOverrides, taskDefinitions, taskStatements, executionStatements } =
    answers;
  const settings = Object.entries(roleOverrides).map(([role, own]) =>
    [role, ...Object.entries(own).map(([name, value]) => `${name} ${value}`)].join(' '),
  );
  const values = Object.entries(lists).map(([name, items]) => `${name} ${items.join(' ')}`);
  const containers = taskDefinitions.map(({ environment, container }) =>
    environment === undefined ? container : `${container} in ${environment}`,
  );
  return [
    line('presets', presets.references),
    line('taskDefinitions', containers),
    line('taskStatements', namesOf(taskStatements)),
    line('executionStatements', namesOf(executionStatements)),
    line('roleOverrides', settings),
    line('lists', values),
  ].flatMap((one) => one ?? []);
}

function namesOf(statements: Answers['taskStatements']): readonly string[] {
  return statements.map(({ sid }) => sid);
}

/** Under the words of the question's own row. */
function line(name: keyof Answers, items: readonly string[]): string | undefined {
  const row = ANSWER_QUESTIONS.find((one) => one.name === name);
  if (row === undefined || items.length === 0) return undefined;
  return `${shortMessage(row.message)}: ${items.join(', ')}`;
}
