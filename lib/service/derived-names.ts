import { UserError } from '../errors.ts';
import type { Environment } from '../iam/model.ts';
import { PLACEHOLDER_NAMES, type Placeholder, placeholderSpec } from '../iam/placeholders.ts';

/**
 * One fault `DerivedNameIllegal` for each value that follows from the names and is not legal where
 * it is used: places allow less than a project's name does. Given values were checked when read.
 */
export function derivedFaults(environments: readonly Environment[]): readonly UserError[] {
  return environments.flatMap(({ name, values }) =>
    PLACEHOLDER_NAMES.flatMap((placeholder) => {
      const value = values[placeholder];
      if (value === undefined || placeholderSpec(placeholder).pattern.test(value)) return [];
      return [illegal(placeholder, value, name)];
    }),
  );
}

function illegal(placeholder: Placeholder, value: string, environment: string): UserError {
  const { meaning, takes } = placeholderSpec(placeholder);
  const most = Number(/(?:at most|to) (\d+)\b/.exec(takes)?.[1] ?? value.length);
  const excess = value.length - most;
  const over = excess > 0 ? ` and is ${excess} characters too long` : '';
  return new UserError(
    'DerivedNameIllegal',
    `${meaning}: '${value}' (environment ${environment}) follows from the names${over}; it takes ${takes}.`,
    `Change the names, or give it with --set ${environment}.${placeholder}=….`,
  );
}
