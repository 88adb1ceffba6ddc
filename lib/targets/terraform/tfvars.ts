import type { Environment } from '../../iam/model.ts';
import type { Placeholder, PlaceholderValues } from '../../iam/placeholders.ts';
import { text, variableName } from './expression.ts';
import { attribute, comment, gap, type Item, line } from './hcl.ts';
import { printHcl } from './print-hcl.ts';
import { isSwitch, type RootModule, valueOfAll, variablePlaceholders } from './root-module.ts';

/** `environments/<env>.tfvars`: the values of one environment. */
export function tfvarsFile(module: RootModule, environment: Environment): string {
  const { name, values } = environment;
  const own = variablePlaceholders(module).filter(
    (placeholder) => placeholder !== 'environment' && valueOfAll(placeholder, module) === undefined,
  );
  return printHcl([
    comment(
      `The values of environment ${name}. To change one, change ecs-iam.json and generate again: the scripts read the same values.`,
    ),
    gap,
    attribute('environment', text(name)),
    item('account', values),
    item('region', values),
    ...own.map((placeholder) => item(placeholder, values)),
  ]);
}

function item(placeholder: Placeholder, values: PlaceholderValues): Item {
  const value = values[placeholder];
  const literal = value === undefined || isSwitch(placeholder);
  return attribute(variableName(placeholder), literal ? line(value ?? 'null') : text(value));
}
