import type { Environment, Model } from '../../iam/model.ts';
import { text, variableName } from './expression.ts';
import { attribute, comment, gap, type Item, line } from './hcl.ts';
import { printHcl } from './print-hcl.ts';
import { valueOfAll } from './variables-file.ts';
import { variableParts } from './variables-used.ts';

/** `iam/environments/<env>.tfvars`: the values of one environment. */
export function tfvarsFile(model: Model, environment: Environment): string {
  const { name, values } = environment;
  const own = variableParts(model).filter(
    (part) => part !== 'environment' && valueOfAll(part, model) === undefined,
  );
  return printHcl([
    comment(
      `The values of environment ${name}. To change one, change ecs-iam.json and generate again: the scripts read the same values.`,
    ),
    gap,
    attribute('environment', text(name)),
    item('account', values.account),
    item('region', values.region),
    ...own.map((part) => item(variableName(part), values[part])),
  ]);
}

function item(name: string, value: string | undefined): Item {
  return attribute(name, value === undefined ? line('null') : text(value));
}
