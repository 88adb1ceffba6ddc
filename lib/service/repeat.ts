import type { Answers, NamedResource } from '../answers/types.ts';
import type { Conditions, Statement } from '../iam/model.ts';
import type { Placeholder, PlaceholderValues } from '../iam/placeholders.ts';
import {
  placeholdersOf,
  substitute,
  type TemplateString,
  template,
} from '../iam/template-string.ts';

/** Rows of values: a resource that holds a row's placeholder is written once per row. */
export type Rows = readonly (readonly Row[])[];

/** Values, and what stands in place of `??????` after the name of a secret. */
type Row = PlaceholderValues & { readonly suffix?: string | undefined };

/** The answers that name several things, as rows. */
export function rowsOf(answers: Answers): Rows {
  return [
    answers.secrets.map((one) => ({ secretName: one.name, suffix: one.suffix, ...placeOf(one) })),
    answers.parameters.map((one) => ({ parameterName: one.name, ...placeOf(one) })),
    keyPlaces(answers),
    answers.envFiles.map(({ bucket, key }) => ({ envFileBucket: bucket, envFileKey: key })),
    ...Object.entries(answers.lists).map(([placeholder, values]) =>
      values.map((value) => ({ [placeholder]: value })),
    ),
  ];
}

/**
 * A key lies where its secret lies. Key IDs are unique, so that naming the same ID in the account of
 * every secret opens no other key. Within the own account a key is of one Region, the own one where
 * any secret lies there; a multi-Region key has its ID in all.
 */
function keyPlaces(answers: Answers): readonly PlaceholderValues[] {
  const resources = [...answers.secrets, ...answers.parameters];
  const isHome = resources.some(({ account, region }) => (account ?? region) === undefined);
  const all = [answers.values, ...answers.environments.map(({ values }) => values)];
  const isInAll = all.some(({ secretsKmsKeyId }) => secretsKmsKeyId?.startsWith('mrk-'));
  const served = resources.filter(
    ({ account, region }) => isInAll || !isHome || account !== undefined || region === undefined,
  );
  const places = served.map(placeOf);
  if (places.every((where) => Object.keys(where).length === 0)) return [];
  return places.map((where) => ({ secretsKmsKeyId: template('<secretsKmsKeyId>'), ...where }));
}

function placeOf({ account, region }: NamedResource): PlaceholderValues {
  return { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
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

/** Writes each template string once per row that concerns it; duplicates once. */
export function repeatList(list: readonly TemplateString[], rows: Rows): readonly TemplateString[] {
  const written = list.flatMap((value) =>
    rows
      .filter((group) => holds(value, group))
      .reduce<readonly TemplateString[]>(
        (values, group) => values.flatMap((one) => group.map((row) => fill(one, row))),
        [value],
      ),
  );
  return [...new Set(written)];
}

/** A secret whose complete ARN is known is named with all of it. */
function fill(value: TemplateString, { suffix, ...row }: Row): TemplateString {
  const complete =
    suffix === undefined ? value : value.replace('<secretName>-??????', `<secretName>-${suffix}`);
  return substitute(template(complete), row);
}

/** A condition that names the place (`kms:ViaService`) names each place of the resources. */
function repeatPlaces(list: readonly TemplateString[], concerned: Rows): readonly TemplateString[] {
  const places = concerned.flat().map(({ account, region }) => ({
    ...(account !== undefined && { account }),
    ...(region !== undefined && { region }),
  }));
  if (places.length === 0) return list;
  return [...new Set(list.flatMap((one) => places.map((place) => substitute(one, place))))];
}

const PLACE: readonly Placeholder[] = ['account', 'region'];

/** True when the value holds a placeholder that the group's rows are about. */
function holds(value: TemplateString, [first]: readonly Row[]): boolean {
  if (first === undefined) return false;
  return placeholdersOf(value).some(
    (placeholder) => !PLACE.includes(placeholder) && placeholder in first,
  );
}
