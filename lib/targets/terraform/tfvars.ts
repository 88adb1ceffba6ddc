import type { Environment } from '../../iam/model.ts';
import type { OpenPart, PartValues } from '../../iam/parts.ts';
import { text, variableName } from './expression.ts';
import { attribute, comment, gap, type Item, line } from './hcl.ts';
import { printHcl } from './print-hcl.ts';
import { isSwitch, type RootModule, valueOfAll, variableParts } from './root-module.ts';

/** `environments/<env>.tfvars`: the values of one environment. */
export function tfvarsFile(module: RootModule, environment: Environment): string {
  const { name, values } = environment;
  const own = variableParts(module).filter(
    (part) => part !== 'environment' && valueOfAll(part, module) === undefined,
  );
  return printHcl([
    comment(
      `The values of environment ${name}. To change one, change ecs-iam.json and generate again: the scripts read the same values.`,
    ),
    gap,
    attribute('environment', text(name)),
    item('account', values),
    item('region', values),
    ...own.map((part) => item(part, values)),
  ]);
}

function item(part: OpenPart, values: PartValues): Item {
  const value = values[part];
  const literal = value === undefined || isSwitch(part);
  return attribute(variableName(part), literal ? line(value ?? 'null') : text(value));
}
