import { throwFaults, UserError } from '../errors.ts';
import type { Model } from '../iam/model.ts';
import { OPEN_PARTS, type OpenPart, partSpec } from '../iam/parts.ts';

/**
 * Checks that what follows from the names is legal where it is used: places allow less than a
 * project's name does. Given values were checked when they were read.
 *
 * @throws UserError `DerivedNameIllegal`.
 */
export function checkDerived(model: Pick<Model, 'environments'>): void {
  throwFaults(
    model.environments.flatMap(({ name, values }) =>
      OPEN_PARTS.flatMap((part) => {
        const value = values[part];
        if (value === undefined || partSpec(part).pattern.test(value)) return [];
        return [illegal(part, value, name)];
      }),
    ),
  );
}

function illegal(part: OpenPart, value: string, environment: string): UserError {
  const { meaning, takes } = partSpec(part);
  return new UserError(
    'DerivedNameIllegal',
    `${meaning} '${value}' (environment ${environment}) follows from the names and is not legal: it takes ${takes}.`,
    `Change the names, or give it with --set ${environment}.${part}=….`,
  );
}
