import type { Answers, NamedResource } from '../answers/types.ts';
import type { Conditions, Statement } from '../iam/model.ts';
import { type OpenString, open, partsOf, substitute } from '../iam/open.ts';
import type { OpenPart, PartValues } from '../iam/parts.ts';

/** Rows of values: a resource that holds a row's part is written once per row. */
export type Rows = readonly (readonly PartValues[])[];

/** The answers that name several things, as rows. */
export function rowsOf(answers: Answers): Rows {
  return [
    answers.secrets.map(({ name, ...where }) => ({ secretName: name, ...where })),
    answers.parameters.map(({ name, ...where }) => ({ parameterName: name, ...where })),
    keyPlaces([...answers.secrets, ...answers.parameters]),
    answers.envFiles.map(({ bucket, key }) => ({ envFileBucket: bucket, envFileKey: key })),
    ...Object.entries(answers.lists).map(([part, values]) =>
      values.map((value) => ({ [part]: value })),
    ),
  ];
}

/**
 * A key lies where its secret lies. Key IDs are unique, so that naming the same ID in the account of
 * every secret opens no other key.
 */
function keyPlaces(resources: readonly NamedResource[]): readonly PartValues[] {
  const places = resources.map(({ name: _, ...where }) => where);
  if (places.every((where) => Object.keys(where).length === 0)) return [];
  return places.map((where) => ({ secretsKmsKeyId: open('<secretsKmsKeyId>'), ...where }));
}

/** Writes each resource and condition value once per row that concerns it. */
export function repeatStatement(statement: Statement, rows: Rows): Statement {
  const resources = repeatList(statement.resources, rows);
  const { conditions } = statement;
  if (conditions === undefined) return { ...statement, resources };
  const concerned = rows.filter((group) => statement.resources.some((one) => holds(one, group)));
  return { ...statement, resources, conditions: repeatIn(conditions, rows, concerned) };
}

function repeatIn(conditions: Conditions, rows: Rows, concerned: Rows): Conditions {
  return Object.fromEntries(
    Object.entries(conditions).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys).map(([key, values]) => [
          key,
          repeatPlaces(repeatList(values, rows), concerned),
        ]),
      ),
    ]),
  );
}

/** Writes each open string once per row that concerns it; duplicates once. */
export function repeatList(list: readonly OpenString[], rows: Rows): readonly OpenString[] {
  const written = list.flatMap((value) =>
    rows
      .filter((group) => holds(value, group))
      .reduce<readonly OpenString[]>(
        (values, group) => values.flatMap((one) => group.map((row) => substitute(one, row))),
        [value],
      ),
  );
  return [...new Set(written)];
}

/** A condition that names the place (`kms:ViaService`) names each place of the resources. */
function repeatPlaces(list: readonly OpenString[], concerned: Rows): readonly OpenString[] {
  const places = concerned.flat().map(({ account, region }) => ({
    ...(account !== undefined && { account }),
    ...(region !== undefined && { region }),
  }));
  if (places.length === 0) return list;
  return [...new Set(list.flatMap((one) => places.map((place) => substitute(one, place))))];
}

const PLACE: readonly OpenPart[] = ['account', 'region'];

/** True when the value holds a part that the group's rows are about. */
function holds(value: OpenString, [first]: readonly PartValues[]): boolean {
  if (first === undefined) return false;
  return partsOf(value).some((part) => !PLACE.includes(part) && part in first);
}
