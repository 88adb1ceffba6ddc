import { hasParts, modelIn } from '../iam/where.ts';
import type { Service } from '../service/types.ts';
import { type PermissionRow, permissionRows } from './permission-rows.ts';

/** A request of tests/permissions.json; `environment`: of that one alone. */
export type TestRow = PermissionRow & { readonly environment?: string };

/**
 * The requests that follow from the answers alone: those of every environment, then those of one,
 * where the environments do not have the same roles.
 */
export function answeredRows({ model, environments }: Service): readonly TestRow[] {
  if (!hasParts(model)) return permissionRows(model);
  const byEnvironment = environments.map((environment) => {
    const rows = permissionRows(modelIn(model, environment)).map((row) => ({
      row,
      key: keyOf(row),
    }));
    return { name: environment.name, rows, keys: new Set(rows.map(({ key }) => key)) };
  });
  const isEverywhere = (key: string) => byEnvironment.every(({ keys }) => keys.has(key));
  const [first] = byEnvironment;
  return [
    ...(first?.rows ?? []).filter(({ key }) => isEverywhere(key)).map(({ row }) => row),
    ...byEnvironment.flatMap(({ name, rows }) =>
      rows
        .filter(({ key }) => !isEverywhere(key))
        .map(({ row }) => ({ ...row, environment: name })),
    ),
  ];
}

/** Environments most often have the same rows. */
const keys = new WeakMap<PermissionRow, string>();

function keyOf(row: PermissionRow): string {
  const key = keys.get(row) ?? JSON.stringify(row);
  keys.set(row, key);
  return key;
}
