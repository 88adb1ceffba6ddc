import { UserError } from '../errors.ts';
import type { Model } from '../iam/model.ts';
import { OPEN_PARTS, type OpenPart, partSpec } from '../iam/parts.ts';

/**
 * One fault `DerivedNameIllegal` for each value that follows from the names and is not legal where
 * it is used: places allow less than a project's name does. Given values were checked when read.
 */
export function derivedFaults(model: Pick<Model, 'environments'>): readonly UserError[] {
  return model.environments.flatMap(({ name, values }) =>
    OPEN_PARTS.flatMap((part) => {
      const value = values[part];
      if (value === undefined || partSpec(part).pattern.test(value)) return [];
      return [illegal(part, value, name)];
    }),
  );
}

function illegal(part: OpenPart, value: string, environment: string): UserError {
  const { meaning, takes } = partSpec(part);
  const most = Number(/(?:at most|to) (\d+)\b/.exec(takes)?.[1] ?? value.length);
  const excess = value.length - most;
  const over = excess > 0 ? ` and is ${excess} characters too long` : '';
  return new UserError(
    'DerivedNameIllegal',
    `${meaning}: '${value}' (environment ${environment}) follows from the names${over}; it takes ${takes}.`,
    `Change the names, or give it with --set ${environment}.${part}=….`,
  );
}
