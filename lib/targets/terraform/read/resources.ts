import { listOf, recordOf } from '../../../iam/equality.ts';

/** A resource or data source of a state or of a plan. */
export interface Resource {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  /** Its label. */
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A plan as far as it is read here: `terraform show -json PLAN`. */
export interface Plan {
  readonly planned: readonly Resource[];
  /** Data sources: those that are read already, and those that wait for what they name. */
  readonly data: readonly Resource[];
  /** The arguments of a resource as the files have them, by its address without keys. */
  readonly arguments: (address: string) => Readonly<Record<string, unknown>>;
}

/** Every resource of a module as Terraform prints it, and of those below it. */
export function resourcesIn(module: unknown): readonly Resource[] {
  const { resources, child_modules } = recordOf(module);
  const own = listOf(resources).map((one): Resource => {
    const { address, mode, type, name, values } = recordOf(one);
    return {
      address: String(address),
      mode: String(mode),
      type: String(type),
      name: String(name),
      values: recordOf(values),
    };
  });
  return [...own, ...listOf(child_modules).flatMap(resourcesIn)];
}

/** A text value, or what it is where it is not set. */
export function textIn(
  { values }: Pick<Resource, 'values'>,
  name: string,
  otherwise: string,
): string {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

/** Applies a function to every text in the values of resources. */
export function mapTexts(
  resources: readonly Resource[],
  map: (text: string) => string,
): readonly Resource[] {
  return resources.map((one) => ({ ...one, values: recordOf(mapAny(one.values, map)) }));
}

function mapAny(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((item) => mapAny(item, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [map(key), mapAny(item, map)]),
  );
}
