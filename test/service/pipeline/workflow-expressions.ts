import { runInNewContext } from 'node:vm';

/** Texts by their names. */
export type Outputs = Readonly<Record<string, string>>;
/** The contexts that an expression reads. */
export type Scope = Readonly<Record<string, unknown>>;

/** The few expressions of the workflow are JavaScript, but for the hyphens in the ids of jobs. */
function value(expression: string, scope: Scope): unknown {
  return runInNewContext(expression.replace(/\.(\w+(-\w+)+)/g, "['$1']"), { ...scope });
}

/** A condition without a status function holds only while nothing has failed. */
export function holds(condition: string, scope: Scope, succeeded: boolean): boolean {
  const functions = { success: () => succeeded, failure: () => !succeeded };
  const asks = /\b(success|failure)\(\)/.test(condition);
  return (asks || succeeded) && Boolean(value(condition, { ...scope, ...functions }));
}

/** Texts with the values of their expressions. */
export function fillAll(texts: Outputs, scope: Scope): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) =>
        String(value(expression, scope) ?? ''),
      ),
    ]),
  );
}
