import type { Answers } from '../answers/types.ts';
import type { Conditions, Statement } from '../iam/model.ts';
import { type OpenString, partsOf, substitute } from '../iam/open.ts';
import type { PartValues } from '../iam/parts.ts';

/** Rows of values: a resource that holds a row's part is written once per row. */
export type Rows = readonly (readonly PartValues[])[];

/** The answers that name several things, as rows. */
export function rowsOf(answers: Answers): Rows {
  return [
    answers.secrets.map(({ name, ...where }) => ({ secretName: name, ...where })),
    answers.parameters.map(({ name, ...where }) => ({ parameterName: name, ...where })),
    answers.envFiles.map(({ bucket, key }) => ({ envFileBucket: bucket, envFileKey: key })),
    ...Object.entries(answers.lists).map(([part, values]) =>
      values.map((value) => ({ [part]: value })),
    ),
  ];
}

/** Writes each resource and condition value once per row that concerns it. */
export function repeatStatement(statement: Statement, rows: Rows): Statement {
  const resources = repeatList(statement.resources, rows);
  const { conditions } = statement;
  return { ...statement, resources, ...(conditions && { conditions: repeatIn(conditions, rows) }) };
}

function repeatIn(conditions: Conditions, rows: Rows): Conditions {
  return Object.fromEntries(
    Object.entries(conditions).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys).map(([key, values]) => [key, repeatList(values, rows)]),
      ),
    ]),
  );
}

/** Writes each open string once per row that concerns it; duplicates once. */
export function repeatList(list: readonly OpenString[], rows: Rows): readonly OpenString[] {
  const written = list.flatMap((value) => {
    const parts = partsOf(value);
    const concerned = rows.filter((group) => {
      const [first] = group;
      if (first === undefined) return false;
      return parts.some((part) => part !== 'region' && part !== 'account' && part in first);
    });
    return concerned.reduce<readonly OpenString[]>(
      (values, group) => values.flatMap((one) => group.map((row) => substitute(one, row))),
      [value],
    );
  });
  return [...new Set(written)];
}
